"""Gather, check, write to a folder that nobody is served, then one swap of a symlink.

Beside the link `public` lies `.public/` with two complete copies of the site. The link leads to one; a build
brings the other up to date, writing only what changed, and turns the link. Then the first follows (by hard
links), so that nothing taken down stays on the disk. A copy without a record of what it holds was being
worked on when something broke: it is made anew. So a crash at any moment leaves the link on a complete,
checked site (against a power cut nothing is synced: remove `.public` and build again).

Measured with 10,000 entries: to hard-link them into a new folder and to remove the old one takes a fifth of a
full build; two copies that take turns make an unchanged file cost nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from moderation.core.entry import Entry
from publishing.engine import build_guides
from publishing.files import Tree, alike, emptied, point
from publishing.listing import fresh
from publishing.plan import Plan, Site, planned
from publishing.refusals import PublishRefused, canaries_present, few_vanished, sound_ids
from publishing.work import Check, CheckAgain, Work
from publishing.workshop import NOTHING, Record, Workshop, entries_of, follow, forget, held, remember

__all__ = ["Check", "CheckAgain", "PublishRefused", "PublishReport", "Site", "publish"]


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What a build did or would do: of `files` served, `written` are new or different; `removed` are gone."""

    entries: int
    files: int
    written: int
    removed: int


def publish(
    site: Site,
    out: Path,
    check: Check,
    again: CheckAgain | None = None,
    *,
    allow_vanishing: bool = False,
    dry_run: bool = False,
    processes: int = 2,
) -> PublishReport:
    """Build the site and make the link `out` lead to it.

    Everything that is rendered goes through `check`, everything that is kept through `again` (or `check`).
    With `dry_run` the whole site is rendered and checked in a folder that is thrown away; what is served, and
    both copies, stay as they are.

    Raises `PublishRefused` (an id that is no file name, a missing canary, too many entries gone at once
    unless `allow_vanishing`, `out` is no link), `GuidesNotBuilt`, and whatever `check` raises. After any of
    these the last good site is still there.
    """
    if out.exists() and not out.is_symlink():
        raise PublishRefused(
            f"{out} is not the link that this makes; move it away, or build elsewhere (--out)"
        )
    entries = fresh(site.entries, site.now)
    sound_ids(entries)
    canaries_present(site.community, entries)
    workshop = Workshop(out.absolute())
    with workshop.alone(), _uncollected():
        served, spare = workshop.served_and_spare()
        before = held(served)
        if not allow_vanishing:
            few_vanished(site.community, entries, entries_of(served), site.now)
        built = build_guides(site.house, site.community, workshop.guides)
        plan = planned(site, entries, built)
        for (language, folder), frame in built.frames.items():
            check(f"the frame of {language}/{folder}", b"\n".join(frame.parts))
        made = partial(_made, plan, entries, check, again, processes)
        if dry_run:
            with workshop.trial() as (copy, own), Tree(copy) as tree:
                record, _ = made(tree, own, NOTHING)
                written = sum(not alike(copy / path, served / path) for path in record.paths)
        else:
            known = held(spare)
            forget(spare)
            if known is NOTHING:
                emptied(spare)
            with Tree(spare) as tree:
                record, changed = made(tree, workshop.own, known)
                for path in known.paths - record.paths:
                    tree.remove(path)
                remember(spare, record)
                point(out, spare)
                # What changed is known against the spare; after a killed build the two are not alike.
                held_the_same = before.batches == known.batches
                follow(tree, served, before if held_the_same else NOTHING, record, changed)
            workshop.forget_batches(record)
            written = len(changed)
    return PublishReport(len(entries), len(record.paths), written, len(before.paths - record.paths))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing here makes cycles, and to look for them among all entries takes a sixth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _made(
    plan: Plan,
    entries: Sequence[Entry],
    check: Check,
    again: CheckAgain | None,
    processes: int,
    tree: Tree,
    own: Path,
    known: Record,
) -> tuple[Record, list[str]]:
    """All batches in `tree`, which holds what is `known`: what it holds then, and the paths that changed."""
    work = Work(tree, own, known, plan.base.hex(), check, again)
    done = work.over(plan.first, processes)
    done |= work.over(plan.second(work.kept), processes)
    record = Record(
        {name: (one.digest, one.paths) for name, one in done.items()},
        {entry.id: entry.expires_at for entry in entries},
    )
    return record, [path for one in done.values() for path in one.changed]

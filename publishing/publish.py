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

import string
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from moderation.core.community import Community
from moderation.core.entry import Entry
from publishing.engine import build_guides
from publishing.files import Tree, emptied, point
from publishing.listing import fresh
from publishing.plan import Site, planned
from publishing.work import Check, CheckAgain, Work
from publishing.workshop import NOTHING, Record, Workshop, follow, forget, held, remember

__all__ = ["Check", "CheckAgain", "PublishRefused", "PublishReport", "Site", "publish"]

_IN_IDS: Final = frozenset(string.ascii_lowercase + string.digits + "-")
_LONGEST_ID: Final = 64
_FEW: Final = 10  # below so many entries a single takedown would be a large share


class PublishRefused(Exception):
    """The site was not changed; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What a build did: of the `files` served, `written` are new or different; `removed` are gone."""

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
    processes: int = 2,
) -> PublishReport:
    """Build the site and make the link `out` lead to it.

    Everything that is rendered goes through `check`, everything that is kept through `again` (or `check`).

    Raises `PublishRefused` (an id that is no file name, a missing canary, too many entries gone at once
    unless `allow_vanishing`, `out` is no link), `GuidesNotBuilt`, and whatever `check` raises. After any of
    these the last good site is still there.
    """
    if out.exists() and not out.is_symlink():
        raise PublishRefused(f"{out} is a folder, not the link this makes; move it away and build again")
    entries = fresh(site.entries, site.now)
    _sound_ids(entries)
    _canaries_present(site.community, entries)
    workshop = Workshop(out.absolute())
    with workshop.alone():
        served, spare = workshop.served_and_spare()
        before, known = held(served), held(spare)
        if not allow_vanishing:
            _few_vanished(site, entries, before)
        built = build_guides(site.house, site.community, workshop.guides)
        plan = planned(site, entries, built)
        for (language, folder), frame in built.frames.items():
            check(f"the frame of {language}/{folder}", b"\n".join(frame.parts))
        forget(spare)
        if known is NOTHING:
            emptied(spare)
        with Tree(spare) as tree:
            work = Work(tree, workshop.own, known, plan.base.hex(), check, again)
            done = work.over(plan.first, processes)
            done |= work.over(plan.second(work.fragments), processes)
            record = Record(
                {name: (one.digest, one.paths) for name, one in done.items()},
                {entry.id: entry.expires_at.isoformat() for entry in entries},
            )
            for path in known.paths - record.paths:
                tree.remove(path)
            remember(spare, record)
            point(out, spare)
            changed = [path for one in done.values() for path in one.changed]
            follow(tree, served, before, record, changed)
        workshop.forget_batches(record)
    return PublishReport(len(entries), len(record.paths), len(changed), len(before.paths - record.paths))


def _sound_ids(entries: Sequence[Entry]) -> None:
    """Ids become file names: nothing that leads elsewhere, nothing that differs by case only."""
    bad = sum(
        not (0 < len(entry.id) <= _LONGEST_ID and _IN_IDS.issuperset(entry.id) and entry.id[0] != "-")
        for entry in entries
    )
    if bad:
        raise PublishRefused(f"{bad} entries have an id that cannot be a file name (a-z, 0-9 and -)")
    if len({entry.id for entry in entries}) != len(entries):
        raise PublishRefused("two entries have the same id; run `build.py queue verify`")


def _canaries_present(community: Community, entries: Sequence[Entry]) -> None:
    missing = sorted(set(community.canaries) - {entry.id for entry in entries})
    if missing:
        raise PublishRefused(
            f"entries that must always be there are not: {', '.join(missing)} (canaries in community.toml); "
            "the queue may be incomplete"
        )


def _few_vanished(site: Site, entries: Sequence[Entry], before: Record) -> None:
    """A source that breaks looks like everybody withdrawing at once; expiry is no reason to stop."""
    due = {id_ for id_, expires in before.entries.items() if datetime.fromisoformat(expires) > site.now}
    gone = len(due - {entry.id for entry in entries})
    if len(due) >= _FEW and gone > site.community.thresholds.unpublished_share * len(due):
        raise PublishRefused(
            f"{gone} of {len(due)} entries would vanish at once, more than thresholds.unpublished_share in "
            "community.toml allows; look at the queue, or allow it for this build"
        )

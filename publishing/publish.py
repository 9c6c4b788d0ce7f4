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

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

import re2

from moderation.core.community import Community
from moderation.core.entry import Entry
from publishing import forked
from publishing.batches import Batch, Fragment, entry_batches, foundation, list_batches, whole
from publishing.engine import Built, House, build_guides
from publishing.files import Tree, emptied, point, written
from publishing.listing import fresh, lists, placed
from publishing.pages import Pages
from publishing.sitemap import robots, sitemaps
from publishing.workshop import NOTHING, Record, Workshop, follow, forget, held, remember

_ID: Final = re2.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_FEW: Final = 10  # below so many entries a single takedown would be a large share


class PublishRefused(Exception):
    """The site was not changed; the message says why and what to do."""


class Check(Protocol):
    """The leak gate: raises on anything private in `data`, bytes that will be served in `file`.

    Each frame comes once; then every page's own bytes, a batch of pages in one call, joined by newlines;
    other files whole. Should it raise on a batch, its pages come one by one, so that the file is named. What
    a page holds beyond the frame and its own bytes are rows of lists, which come once in their batch. It is
    called in forked processes too. `vendored` files are the theme's, unchanged.
    """

    def __call__(self, file: str, data: bytes, *, vendored: bool = False) -> None: ...


@dataclass(frozen=True, slots=True)
class Site:
    """Everything a site is made of. `entries` need no order; expired ones are left out."""

    house: House
    community: Community
    entries: Sequence[Entry]
    now: datetime


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What a build did: of the `files` served, `written` are new or different; `removed` are gone."""

    entries: int
    files: int
    written: int
    removed: int


def publish(
    site: Site, out: Path, check: Check, *, allow_vanishing: bool = False, processes: int = 2
) -> PublishReport:
    """Build the site and make the link `out` lead to it.

    Raises `PublishRefused` (an id that is no file name, a missing canary, too many entries gone at once
    unless `allow_vanishing`, `out` is no link), `GuidesNotBuilt`, and whatever `check` raises. After any of
    these the last good site is still there.
    """
    if out.exists() and not out.is_symlink():
        raise PublishRefused(f"{out} is a folder, not the link this makes; move it away and build again")
    entries = fresh(site.entries, site.now)
    _sound_ids(entries)
    _canaries_present(site.community, entries)
    workshop = Workshop(out)
    with workshop.alone():
        served, spare = workshop.served_and_spare()
        before, known = held(served), held(spare)
        if not allow_vanishing:
            _few_vanished(site, entries, before)
        built = build_guides(site.house, site.community, workshop.guides)
        batches = _planned(site, entries, built)
        for (language, folder), frame in built.frames.items():
            check(f"the frame of {language}/{folder}", b"\n".join(frame.parts))
        forget(spare)
        if known is NOTHING:
            emptied(spare)
        with Tree(spare) as tree:
            done = _done(_Work(tree, workshop.own, known, check), batches, processes)
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


def _planned(site: Site, entries: Sequence[Entry], built: Built) -> list[Batch]:
    """Everything that the site consists of; nothing is rendered yet but what every build changes."""
    community, house = site.community, site.house
    base = foundation(house, community, built)
    editions = [Pages(house, community, built, language) for language in community.languages]
    shown = placed(community, entries)
    found = lists(community, shown)
    counts = {key: len(ones) for key, ones in found.items()}
    files = [(path, (built.folder / path).read_bytes()) for path in built.files]
    front = [
        (page.path, b"".join(page.buffers))
        for edition in editions
        for page in (edition.home(shown, counts, site.now), edition.guides())
    ]
    pages = [path for path, _ in (*front, *files) if path.endswith(".html") and path != "404.html"]
    return [
        *entry_batches(base, editions, shown),
        *list_batches(base, community, editions, found),
        whole("front", front),
        whole("guides", ((path, data) for path, data in files if not path.startswith("assets/"))),
        whole("assets", ((path, data) for path, data in files if path.startswith("assets/")), vendored=True),
        whole("maps", (robots(community), *sitemaps(community, editions, shown, found, pages))),
    ]


@dataclass(frozen=True, slots=True)
class _Done:
    digest: str
    paths: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Work:
    """Renders, checks and writes batches into a copy that nobody is served."""

    tree: Tree
    own: Path
    known: Record
    check: Check

    def __call__(self, batches: Sequence[Batch]) -> dict[str, _Done]:
        return {batch.name: self._one(batch) for batch in batches}

    def _one(self, batch: Batch) -> _Done:
        digest, paths = self.known.batches.get(batch.name, ("", ()))
        kept = self._kept(batch) if digest == batch.digest else None
        if kept is not None:
            self._look(batch, kept)
            return _Done(digest, paths, ())
        rendered = batch.render()
        own = b"\n".join(fragment.data for fragment in rendered.fragments)
        self._look(batch, own, rendered.fragments)
        changed = tuple(page.path for page in rendered.pages if self.tree.write(page.path, page.buffers))
        written(self.own / batch.name, (batch.digest.encode(), b"\n", own))
        return _Done(batch.digest, tuple(page.path for page in rendered.pages), changed)

    def _kept(self, batch: Batch) -> bytes | None:
        """The batch's own bytes as they were written, if that is what is kept under its name."""
        try:
            digest, _, own = (self.own / batch.name).read_bytes().partition(b"\n")
        except FileNotFoundError:
            return None
        return own if digest == batch.digest.encode() else None

    def _look(self, batch: Batch, own: bytes, fragments: Sequence[Fragment] | None = None) -> None:
        try:
            self.check(batch.name, own, vendored=batch.vendored)
        except Exception:
            for fragment in batch.render().fragments if fragments is None else fragments:
                self.check(fragment.name, fragment.data, vendored=batch.vendored)
            raise


def _done(work: _Work, batches: Sequence[Batch], processes: int) -> dict[str, _Done]:
    shares = [batches[number::processes] for number in range(processes)]
    return {name: one for share in forked.over(work, shares) for name, one in share.items()}


def _sound_ids(entries: Sequence[Entry]) -> None:
    """Ids become file names: nothing that leads elsewhere, nothing that differs by case only."""
    bad = sum(_ID.fullmatch(entry.id) is None for entry in entries)
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

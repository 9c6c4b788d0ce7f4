"""What an entry gives to files that hold many: its row in lists, its line in entries.json.

Both are made in runs and kept, so that one entry more makes a few of them again and not all. A run begins
where the hash of an entry's id says so: an entry that comes or goes changes its own run only, not those
behind it (content-defined chunking, as in rsync or restic).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from zlib import crc32

from moderation.core.community import Community
from publishing.batches import Fragment, Rendered, Said, digest_of
from publishing.edition import Edition, Page
from publishing.listing import Placed
from publishing.open_data import Lines, entries_json
from publishing.view import Viewer

_LONG: Final = 128  # entries in a run, on average
_UP: Final = "../"  # from a list to its language's folder
_LINE: Final = "e/{}.html (its line in entries.json)"
_ROW: Final = "{}e/{}.html (its row in lists)"

Read = Callable[[str], Sequence[bytes]]
"""The name of a batch that is in its place -> its fragments."""


@dataclass(frozen=True, slots=True)
class EntryPieces:
    """A run of entries: their lines, then their rows in every language. No file by itself."""

    name: str
    base: bytes
    maker: Lines
    editions: Sequence[tuple[Edition, Viewer]]
    entries: Sequence[Placed]
    said: Said
    vendored: bool = False

    def digest(self) -> str:
        return digest_of(self.base, self.said.by(self.entries))

    def render(self) -> Rendered:
        pieces = [Fragment(_LINE.format(one.entry.id), self.maker.of(one)) for one in self.entries]
        for edition, viewer in self.editions:
            pieces += [
                Fragment(_ROW.format(edition.prefix, one.entry.id), viewer.row(one, _UP))
                for one in self.entries
            ]
        return Rendered((), pieces)

    def lines(self, read: Read) -> Sequence[bytes]:
        return read(self.name)[: len(self.entries)]

    def rows(self, read: Read) -> Iterator[tuple[str, str, bytes]]:
        """(language, entry id, row)"""
        rows = iter(read(self.name)[len(self.entries) :])
        for edition, _ in self.editions:
            for one in self.entries:
                yield edition.language, one.entry.id, next(rows)


@dataclass(frozen=True)
class Rows:
    """The rows of all runs, read when a list first needs one."""

    runs: Sequence[EntryPieces]
    read: Read

    def of(self, language: str) -> Mapping[str, bytes]:
        """Entry id -> row"""
        return self._read.get(language, {})

    @cached_property
    def _read(self) -> dict[str, dict[str, bytes]]:
        found: dict[str, dict[str, bytes]] = {}
        for run in self.runs:
            for language, id_, row in run.rows(self.read):
                found.setdefault(language, {})[id_] = row
        return found


@dataclass(frozen=True, slots=True)
class EntriesJson:
    """The file, out of its runs."""

    base: bytes
    community: Community
    runs: Sequence[EntryPieces]
    read: Read
    name: str = "entries-json"
    vendored: bool = False

    def digest(self) -> str:
        return digest_of(self.base, [(run.name, run.digest()) for run in self.runs])

    def render(self) -> Rendered:
        before, between, after = entries_json(self.community)
        lines = between.join([line for run in self.runs for line in run.lines(self.read)])
        frame = before + after
        return Rendered(
            [Page("entries.json", (before, lines, after), frame)], [Fragment("entries.json", frame)]
        )


def piece_batches(
    base: bytes,
    community: Community,
    editions: Sequence[tuple[Edition, Viewer]],
    placed: Sequence[Placed],
    said: Said,
) -> Iterator[EntryPieces]:
    """The runs, in the order of approval."""
    name, run, maker = "pieces", list[Placed](), Lines(community)
    for one in placed:
        if crc32(one.entry.id.encode()) % _LONG == 0:
            if run:
                yield EntryPieces(name, base, maker, editions, run, said)
            name, run = f"pieces-{one.entry.id}", []
        run.append(one)
    if run:
        yield EntryPieces(name, base, maker, editions, run, said)

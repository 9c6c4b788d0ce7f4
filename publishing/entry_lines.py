"""entries.json, put together from runs of lines, so that one entry more makes a few lines again and not all.

Runs begin where the hash of an entry's id says so: an entry that comes or goes changes its own run only, not
those behind it (content-defined chunking, as in rsync or restic).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from moderation.core.community import Community
from publishing.batches import Fragment, Rendered, Said, digest_of
from publishing.edition import Page
from publishing.listing import Placed
from publishing.open_data import entries_json, entry_line

_LINES: Final = 128  # in a run, on average

_NAME: Final = "e/{}.html (its line in entries.json)"

Read = Callable[[str], Sequence[bytes]]
"""The name of a batch that was rendered -> its fragments."""


@dataclass(frozen=True, slots=True)
class EntryLines:
    """A run of lines; no file by itself."""

    name: str
    base: bytes
    community: Community
    entries: Sequence[Placed]
    said: Said
    vendored: bool = False

    def digest(self) -> str:
        return digest_of(self.base, self.said.by(self.entries))

    def render(self) -> Rendered:
        lines = [
            Fragment(_NAME.format(one.entry.id), entry_line(self.community, one)) for one in self.entries
        ]
        return Rendered((), lines)


@dataclass(frozen=True, slots=True)
class EntriesJson:
    """The file, out of its runs."""

    base: bytes
    community: Community
    runs: Sequence[EntryLines]
    read: Read
    name: str = "entries-json"
    vendored: bool = False

    def digest(self) -> str:
        return digest_of(self.base, [(run.name, run.digest()) for run in self.runs])

    def render(self) -> Rendered:
        before, between, after = entries_json(self.community)
        lines = between.join([line for run in self.runs for line in self.read(run.name)])
        frame = before + after
        return Rendered(
            [Page("entries.json", (before, lines, after), frame)], [Fragment("entries.json", frame)]
        )


def line_batches(
    base: bytes, community: Community, placed: Sequence[Placed], said: Said
) -> Iterator[EntryLines]:
    """The runs, in the order of approval."""
    name, run = "lines", list[Placed]()
    for one in placed:
        if crc32(one.entry.id.encode()) % _LINES == 0:
            if run:
                yield EntryLines(name, base, community, run, said)
            name, run = f"lines-{one.entry.id}", []
        run.append(one)
    if run:
        yield EntryLines(name, base, community, run, said)

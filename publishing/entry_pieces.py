"""Files that hold many entries are put together of pieces that were rendered with the pages of entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from moderation.core.community import Community
from publishing.batches import Fragment, Rendered, digest_of
from publishing.edition import Page
from publishing.entry_batches import EntryBatch
from publishing.open_data import entries_json
from publishing.placed import Placed, said_by

Read = Callable[[str], Sequence[bytes]]
"""The name of a batch that is in its place -> what it kept."""


@dataclass(frozen=True)
class Pieces:
    """The pieces of all entries, read when a file first needs one."""

    batches: Sequence[EntryBatch]
    read: Read

    @property
    def lines(self) -> Mapping[str, bytes]:
        """Entry id -> its line in entries.json"""
        return self._read[""]

    def rows(self, language: str) -> Mapping[str, bytes]:
        """Entry id -> its row in lists"""
        return self._read.get(language, {})

    @cached_property
    def _read(self) -> dict[str, dict[str, bytes]]:
        """Lines under the empty word, rows under their language."""
        found: dict[str, dict[str, bytes]] = {"": {}}
        for batch in self.batches:
            ids = [one.entry.id for one in batch.entries]
            kept = self.read(batch.name)
            for number, kind in enumerate(("", *(edition.language for edition, _ in batch.editions))):
                some = kept[number * len(ids) : (number + 1) * len(ids)]
                found.setdefault(kind, {}).update(zip(ids, some, strict=True))
        return found


@dataclass(frozen=True, slots=True)
class EntriesJson:
    """The file of all entries, in the order of their approval."""

    base: bytes
    community: Community
    placed: Sequence[Placed]
    pieces: Pieces
    name: str = "entries-json"
    vendored: bool = False

    def digest(self) -> str:
        return digest_of(self.base, [said_by(self.placed)])

    def render(self) -> Rendered:
        before, between, after = entries_json(self.community)
        lines = self.pieces.lines
        together = between.join([lines[one.entry.id] for one in self.placed])
        frame = before + after
        return Rendered(
            [Page("entries.json", (before, together, after), frame)], [Fragment("entries.json", frame)]
        )

"""What is made of single entries: their pages, and what they give to files that hold many. Text of an entry
never meets Markdown or a theme.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from moderation.core.community import Community
from publishing.batches import Fragment, Rendered, digest_of
from publishing.edition import FIELD_END, Edition, Page
from publishing.open_data import Lines
from publishing.placed import Placed, said_by
from publishing.view import Viewer

BATCHES: Final = 256  # a changed entry renders its batch again: about 40 of 10,000
_BETWEEN: Final = FIELD_END.encode()
_UP: Final = "../"  # from a list to its language's folder
_LINE: Final = "e/{}.html (its line in entries.json)"
_ROW: Final = "{}e/{}.html (its row in lists)"


@dataclass(frozen=True, slots=True)
class EntryBatch:
    """Some entries: their pages in every language; kept are their lines in entries.json, then their rows in
    lists, language by language.
    """

    name: str
    base: bytes
    maker: Lines
    editions: Sequence[tuple[Edition, Viewer]]
    entries: Sequence[Placed]
    vendored: bool = False

    def digest(self) -> str:
        return digest_of(self.base, [said_by(self.entries)])

    def render(self) -> Rendered:
        pages = [page for edition, viewer in self.editions for page in self._pages(edition, viewer)]
        pieces = [Fragment(_LINE.format(one.entry.id), self.maker.of(one)) for one in self.entries]
        for edition, viewer in self.editions:
            pieces += [
                Fragment(_ROW.format(edition.prefix, one.entry.id), viewer.row(one, _UP))
                for one in self.entries
            ]
        looked_at = [*(Fragment(page.path, page.own) for page in pages), *pieces]
        return Rendered(pages, looked_at, [piece.data for piece in pieces])

    def _pages(self, edition: Edition, viewer: Viewer) -> Iterator[Page]:
        for placed in self.entries:
            id_, own = placed.entry.id, viewer.page(placed)
            title, summary, body = own.split(_BETWEEN)
            buffers = edition.frames["e/"].fill(title, summary, id_.encode(), body)
            yield Page(f"{edition.prefix}e/{id_}.html", buffers, own)


def entry_batches(
    base: bytes,
    community: Community,
    editions: Sequence[tuple[Edition, Viewer]],
    placed: Iterable[Placed],
) -> Iterator[EntryBatch]:
    """By a hash of their ids: a new entry never moves the others to another batch."""
    buckets: defaultdict[int, list[Placed]] = defaultdict(list)
    for one in placed:
        buckets[crc32(one.entry.id.encode()) % BATCHES].append(one)
    maker = Lines(community)
    for number, entries in sorted(buckets.items()):
        yield EntryBatch(f"e-{number}", base, maker, editions, entries)

"""The pages of entries. Text of an entry never meets Markdown or a theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from publishing.batches import Fragment, Rendered, Said, digest_of
from publishing.edition import FIELD_END, Edition, Page
from publishing.listing import Placed
from publishing.view import Viewer

BATCHES: Final = 128  # a changed entry renders its batch again: about 80 of 10,000
_BETWEEN: Final = FIELD_END.encode()


@dataclass(frozen=True, slots=True)
class EntryPages:
    """The pages of some entries, in every language."""

    name: str
    base: bytes
    editions: Sequence[tuple[Edition, Viewer]]
    entries: Sequence[Placed]
    said: Said
    vendored: bool = False

    def digest(self) -> str:
        return digest_of(self.base, self.said.by(self.entries))

    def render(self) -> Rendered:
        pages = [page for edition, viewer in self.editions for page in self._pages(edition, viewer)]
        return Rendered(pages, [Fragment(page.path, page.own) for page in pages])

    def _pages(self, edition: Edition, viewer: Viewer) -> Iterator[Page]:
        for placed in self.entries:
            id_, own = placed.entry.id, viewer.page(placed)
            title, summary, body = own.split(_BETWEEN)
            buffers = edition.frames["e/"].fill(title, summary, id_.encode(), body)
            yield Page(f"{edition.prefix}e/{id_}.html", buffers, own)


def entry_batches(
    base: bytes, editions: Sequence[tuple[Edition, Viewer]], placed: Iterable[Placed], said: Said
) -> Iterator[EntryPages]:
    """By a hash of their ids: a new entry never moves the others to another batch."""
    buckets: defaultdict[int, list[Placed]] = defaultdict(list)
    for one in placed:
        buckets[crc32(one.entry.id.encode()) % BATCHES].append(one)
    for number, entries in sorted(buckets.items()):
        yield EntryPages(f"e-{number}", base, editions, entries, said)

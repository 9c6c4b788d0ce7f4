"""The search index: files that a browser fetches one by one, as a query needs them.

`search/t-….json`  what is found by a term: {term: the codes of documents, one after the other}, in several
                   objects, one for each segment of the documents
`search/r-….json`  what is shown of a document: [code, path, title, text, time, confirmed by phone]
`search/<language>.json`  how to read these, and the names of facets (publishing/search_page.py)

A segment is some of the documents by the hash of their paths. When an entry changes its segment is indexed
again; of the others the finished pieces are taken, so only what differs is made and written again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from json.encoder import encode_basestring
from typing import Final

import orjson

from moderation.core.community import Community
from publishing.batches import Fragment, MadeFiles, Rendered, digest_of
from publishing.edition import Edition, Page
from publishing.engine import Built
from publishing.entry_pieces import Read
from publishing.guide_sections import Section, sections
from publishing.placed import Placed, said_by
from publishing.search_codes import Layout, identity, shard_of
from publishing.search_documents import Document, EntryReader, guide_documents
from publishing.search_page import search_head

_SHARDS_PER_BATCH: Final = 64

_RECORD: Final = "{} ({})"


@dataclass(frozen=True)
class EntrySegment:
    """The entries of one segment."""

    number: int
    base: bytes
    layout: Layout
    reader: EntryReader
    entries: Sequence[Placed]
    vendored: bool = False

    @property
    def name(self) -> str:
        return f"search-{self.number}"

    def digest(self) -> str:
        return digest_of(self.base, [self.number, self.layout.facts, said_by(self.entries)])

    def render(self) -> Rendered:
        names = range(self.number, self.layout.records, self.layout.segments)
        return _rendered(self.reader.documents(self.entries), [f"r-{name}" for name in names], self.layout)


@dataclass(frozen=True)
class GuideSegment:
    """The guides in all languages, and the site's own pages: they change seldom, and together."""

    base: bytes
    layout: Layout
    built: Built
    editions: Sequence[Edition]
    pages: Sequence[Sequence[Section]]  # for each edition: pages of ours that are no guides
    name: str = "search-guides"
    vendored: bool = False

    def digest(self) -> str:
        pages = [tuple(map(tuple, some)) for some in self.pages]
        return digest_of(self.base, [self.built.digest, self.layout.shards, pages])

    def render(self) -> Rendered:
        documents = list(self._documents())
        names = sorted({document.records for document in documents})
        return _rendered(documents, names, self.layout)

    def _documents(self) -> Iterator[Document]:
        for edition, pages in zip(self.editions, self.pages, strict=True):
            for page in (*([page] for page in pages), *self._guides(edition)):
                yield from guide_documents(self.layout, edition, page)

    def _guides(self, edition: Edition) -> Iterator[Sequence[Section]]:
        for guide in edition.guides:
            html = (self.built.folder / f"{edition.prefix}{guide.path}").read_text("utf-8")
            yield list(sections(guide.path, html, guide.description))


@dataclass(frozen=True)
class Index:
    """All of it: segments first, then the files of terms that are put together of their pieces."""

    base: bytes
    layout: Layout
    segments: Sequence[EntrySegment | GuideSegment]

    def shards(self, read: Read) -> Iterator[Shards]:
        """All files of terms; `read` gives the pieces that the segments kept."""
        pieces = _Pieces(self, read)
        for first in range(0, self.layout.shards, _SHARDS_PER_BATCH):
            yield Shards(f"search-terms-{first}", pieces, range(first, first + _SHARDS_PER_BATCH))

    @cached_property
    def digest(self) -> str:
        return digest_of(self.base, [segment.digest() for segment in self.segments])


@dataclass(frozen=True)
class _Pieces:
    """The pieces of all segments, read when a file of terms first needs one."""

    index: Index
    read: Read

    def of(self, shard: int) -> list[bytes]:
        return [piece for segment in self._read if (piece := segment[shard]) != b"{}"]

    @cached_property
    def _read(self) -> list[Sequence[bytes]]:
        return [self.read(segment.name) for segment in self.index.segments]


@dataclass(frozen=True)
class Shards:
    """Some files of terms. Most of them stay as they were when a segment changes; those are not written."""

    name: str
    pieces: _Pieces
    numbers: Sequence[int]
    vendored: bool = False

    def digest(self) -> str:
        return self.pieces.index.digest

    def render(self) -> Rendered:
        # The pieces have been looked at; the name is there so that the gate has something to look at again.
        names = [(number, _path(f"t-{number}")) for number in self.numbers]
        pages = [
            Page(path, _listed(self.pieces.of(number)), f"[,] {path}".encode()) for number, path in names
        ]
        return Rendered(pages, [Fragment(page.path, page.own) for page in pages])


def entry_segments(
    base: bytes, layout: Layout, community: Community, placed: Iterable[Placed]
) -> list[EntrySegment]:
    """The entries, by the hash of their pages: a new one moves no other."""
    found: list[list[Placed]] = [[] for _ in range(layout.segments)]
    for one in placed:
        found[identity(f"e/{one.entry.id}.html") % layout.segments].append(one)
    reader = EntryReader(community, layout)
    return [EntrySegment(number, base, layout, reader, some) for number, some in enumerate(found)]


def head_batch(base: bytes, layout: Layout, editions: Sequence[Edition]) -> MadeFiles:
    """Its words are those of the community's file; they are folded once, not in every build."""
    return MadeFiles("search", base, list(layout.facts), partial(_heads, editions, layout))


def _heads(editions: Sequence[Edition], layout: Layout) -> Iterator[tuple[str, bytes]]:
    return (search_head(edition, editions, layout) for edition in editions)


def _rendered(documents: Iterable[Document], names: Sequence[str], layout: Layout) -> Rendered:
    """Files of records, as pages; then a piece for every shard, for others to put together."""
    ordered = sorted(documents, key=lambda one: (one.code, one.record))
    records: dict[str, list[Fragment]] = {name: [] for name in names}
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for document in ordered:
        told = _RECORD.format(_path(document.records), document.path)
        records[document.records].append(Fragment(told, orjson.dumps(document.record)))
        for term in document.terms:
            codes[term].append(document.code)
    pieces: list[list[str]] = [[] for _ in range(layout.shards)]
    for term in sorted(codes):
        # No digit of a code needs to be escaped in JSON (a test says so).
        found = f'{encode_basestring(term)}:"{"".join(codes[term])}"'
        pieces[shard_of(term, layout.shards)].append(found)
    pages = [_page(name, [record.data for record in some]) for name, some in records.items()]
    # What is private in a record stands before its terms, so it is the entry that the gate will name.
    fragments = [record for some in records.values() for record in some]
    kept = [f"{{{','.join(piece)}}}".encode() for piece in pieces]
    fragments += [Fragment(_path(f"t-{number}"), piece) for number, piece in enumerate(kept)]
    return Rendered(pages, fragments, kept)


def _page(name: str, records: Sequence[bytes]) -> Page:
    buffers = _listed(records)
    return Page(_path(name), buffers, b"".join(buffers))


def _listed(some: Iterable[bytes]) -> list[bytes]:
    """What is JSON already, as one JSON array."""
    buffers = [b"["]
    for one in some:
        buffers += [b","] * (len(buffers) > 1) + [one]
    return [*buffers, b"]"]


def _path(name: str) -> str:
    return f"search/{name}.json"

"""The search index: files that a browser fetches one by one, as a query needs them.

`search/t-….json`  what is found by a term: {term: the codes of documents, one after the other}, in several
                   objects, one for each segment of the documents
`search/r-….json`  what is shown of a document: [code, path, title, text, time, confirmed by phone]
`search/<language>.json`  how to read these, and the names of facets (publishing/search_page.py)

A segment is some of the documents by the hash of their paths. When an entry changes its segment is indexed
again; of the others the finished pieces are taken, so only what differs is made and written again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from moderation.core.community import Community, FieldType
from moderation.core.entry import Entry
from publishing import sanitise
from publishing.batches import Fragment, Rendered, Said, digest_of
from publishing.edition import Edition, Page
from publishing.engine import Built
from publishing.guide_sections import Section, sections
from publishing.listing import Placed, lineage
from publishing.public_entry import changed_at, told_fields
from publishing.search_codes import Layout, facets, guide_kind, guide_records_of, identity, shard_of
from publishing.terms import terms, title_terms

ROWS: Final = "search"  # the key of segments' pieces among the rows that first batches give to second ones
_SHARDS_PER_BATCH: Final = 64
_LONGEST: Final = 1000  # characters of an entry that its excerpt may come from

_WRITTEN: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Chunks = Mapping[str, bytes]  # "segment/shard" -> a JSON object


class Document(NamedTuple):
    """What the index takes: where it stands, how it is found, what is shown of it."""

    code: str
    records: str  # name of the file with its record
    terms: set[str]
    record: list[Any]


@dataclass(frozen=True)
class EntrySegment:
    """The entries of one segment; the same for all languages, as their words are the writers' own."""

    number: int
    base: bytes
    layout: Layout
    community: Community
    entries: Sequence[Placed]
    said: Said
    vendored: bool = False

    @property
    def name(self) -> str:
        return f"search-{self.number}"

    def digest(self) -> str:
        sizes = [self.layout.shards, self.layout.records, self.layout.segments]
        return digest_of(self.base, [self.number, sizes, self.said.by(self.entries)])

    def render(self) -> Rendered:
        names = range(self.number, self.layout.records, self.layout.segments)
        return _rendered(self._documents(), [f"r-{name}" for name in names], self.layout)

    def pieces(self, fragments: Sequence[bytes]) -> dict[str, dict[str, bytes]]:
        return _chunks(str(self.number), fragments, self.layout)

    def _documents(self) -> Iterator[Document]:
        above, reader = lineage(self.community), _Reader(self.community)
        zone = ZoneInfo(self.community.time_zone)
        for placed in self.entries:
            entry, path = placed.entry, f"e/{placed.entry.id}.html"
            title, text, found = reader.read(entry)
            found.update(facets(entry, above[placed.area]))
            seen = changed_at(entry).astimezone(zone).isoformat(timespec="minutes")
            code = self.layout.entry_code(placed, path)
            records = f"r-{identity(path) % self.layout.records}"
            confirmed = int(entry.verified_at is not None)
            yield Document(code, records, found, [code, path, title, text, seen, confirmed])


@dataclass(frozen=True)
class GuideSegment:
    """The guides in all languages, and the site's own pages: they change seldom, and together."""

    base: bytes
    layout: Layout
    built: Built
    editions: Sequence[Edition]
    pages: Mapping[str, Sequence[Section]]  # language -> pages of ours that are no guides
    name: str = "search-guides"
    vendored: bool = False

    def digest(self) -> str:
        pages = [tuple(map(tuple, some)) for some in self.pages.values()]
        return digest_of(self.base, [self.built.digest, self.layout.shards, pages])

    def render(self) -> Rendered:
        names = sorted({document.records for document in self._documents})
        return _rendered(self._documents, names, self.layout)

    def pieces(self, fragments: Sequence[bytes]) -> dict[str, dict[str, bytes]]:
        return _chunks("guides", fragments, self.layout)

    @cached_property
    def _documents(self) -> list[Document]:
        return [
            self._document(edition, number, section)
            for edition in self.editions
            for page in self._sections(edition)
            for number, section in enumerate(page)
        ]

    def _sections(self, edition: Edition) -> Iterator[Sequence[Section]]:
        yield from ([page] for page in self.pages[edition.language])
        for guide in edition.guides:
            html = (self.built.folder / f"{edition.prefix}{guide.path}").read_text("utf-8")
            yield list(sections(guide.path, html, guide.description))

    def _document(self, edition: Edition, number: int, section: Section) -> Document:
        kind, path = guide_kind(edition.language), f"{edition.prefix}{section.path}"
        code = self.layout.guide_code(kind, number, path)
        found = title_terms(section.title) | terms(section.text) | {f"k={kind}"}
        record = [code, section.path, section.title, section.text[:_LONGEST], "", 0]
        return Document(code, f"g-{guide_records_of(path)}", found, record)


@dataclass(frozen=True)
class Shards:
    """Some files of terms, put together from every segment's pieces."""

    name: str
    base: bytes
    numbers: Sequence[int]
    segments: Sequence[str]
    chunks: Chunks
    vendored: bool = False

    def digest(self) -> str:
        return digest_of(self.base, [list(self.numbers), [self._pieces(number) for number in self.numbers]])

    def render(self) -> Rendered:
        # The pieces have been looked at; the name is there so that the gate has something to look at again.
        names = [(number, _path(f"t-{number}")) for number in self.numbers]
        pages = [Page(path, self._buffers(number), f"[,] {path}".encode()) for number, path in names]
        return Rendered(pages, [Fragment(page.path, page.own) for page in pages])

    def _pieces(self, number: int) -> list[bytes]:
        return [piece for name in self.segments if (piece := self.chunks[f"{name}/{number}"]) != b"{}"]

    def _buffers(self, number: int) -> list[bytes]:
        buffers = [b"["]
        for piece in self._pieces(number):
            buffers += [b","] * (len(buffers) > 1) + [piece]
        return [*buffers, b"]"]


def segments(
    base: bytes, layout: Layout, community: Community, placed: Iterable[Placed], said: Said
) -> list[EntrySegment]:
    """The entries, by the hash of their pages: a new one moves no other."""
    found: list[list[Placed]] = [[] for _ in range(layout.segments)]
    for one in placed:
        found[identity(f"e/{one.entry.id}.html") % layout.segments].append(one)
    return [EntrySegment(number, base, layout, community, some, said) for number, some in enumerate(found)]


def shards(base: bytes, layout: Layout, chunks: Chunks) -> Iterator[Shards]:
    """All files of terms; `chunks` are the pieces that the segments gave."""
    names = ["guides", *map(str, range(layout.segments))]
    for first in range(0, layout.shards, _SHARDS_PER_BATCH):
        some = range(first, first + _SHARDS_PER_BATCH)
        yield Shards(f"search-terms-{first}", base, some, names, chunks)


class _Reader:
    """Reads entries: their title and text as plain text, and the terms of both."""

    def __init__(self, community: Community) -> None:
        self._community = community
        self._labels = {
            (form.key, field.key, option.key): frozenset(terms(" ".join(option.label.all)))
            for form in community.forms
            for field in form.fields
            if field.public
            for option in community.options_of(field)
        }

    def read(self, entry: Entry) -> tuple[str, str, set[str]]:
        """Title, text, terms. Chosen answers are found by their labels in every language."""
        form = self._community.form_by_key[entry.form]
        title = _line(entry.title)
        told: list[str] = []
        facts: list[str] = []
        found = title_terms(title)
        for field, detail in told_fields(self._community, entry):
            keys = [(entry.form, field.key, choice) for choice in detail.choices]
            if keys and all(key in self._labels for key in keys):
                found.update(*(self._labels[key] for key in keys))
            elif field.type is not FieldType.URL and field.key not in form.headline:
                (told if field.type is FieldType.LONG_TEXT else facts).append(_line(detail.text))
        text = " · ".join((*told, *facts))  # sentences first: amounts alone say little
        return title, text[:_LONGEST], found | terms(text)


def _line(text: str) -> str:
    return " ".join(sanitise.plain(text).split())


def _rendered(documents: Iterable[Document], names: Sequence[str], layout: Layout) -> Rendered:
    """Files of records, as pages; then a piece for every shard, for others to put together."""
    ordered = sorted(documents, key=lambda one: (one.code, one.record))
    records: dict[str, list[Any]] = {name: [] for name in names}
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for document in ordered:
        records[document.records].append(document.record)
        for term in document.terms:
            codes[term].append(document.code)
    pieces: list[dict[str, str]] = [{} for _ in range(layout.shards)]
    for term in sorted(codes):
        pieces[shard_of(term, layout.shards)][term] = "".join(codes[term])
    pages = [_page(name, some) for name, some in records.items()]
    fragments = [Fragment(page.path, page.own) for page in pages]
    fragments += [Fragment(_path(f"t-{number}"), _json(piece)) for number, piece in enumerate(pieces)]
    return Rendered(pages, fragments)


def _chunks(segment: str, fragments: Sequence[bytes], layout: Layout) -> dict[str, dict[str, bytes]]:
    pieces = fragments[-layout.shards :]
    return {ROWS: {f"{segment}/{number}": piece for number, piece in enumerate(pieces)}}


def _page(name: str, told: object) -> Page:
    data = _json(told)
    return Page(_path(name), (data,), data)


def _path(name: str) -> str:
    return f"search/{name}.json"


def _json(told: object) -> bytes:
    return _WRITTEN(told).encode()

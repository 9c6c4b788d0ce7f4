"""The site as batches of files that change together, each with the hash of all that its bytes come from.

A batch whose hash is known need not be rendered or written again. Its own bytes are kept so that the leak
gate can still look at them: what is private changes with every new submission.
"""

from __future__ import annotations

import importlib.metadata
import marshal
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol, runtime_checkable
from zlib import crc32

from moderation.core import private
from moderation.core.community import Community, Publishes
from publishing.edition import Edition, Page
from publishing.engine import Built, House
from publishing.list_pages import list_pages
from publishing.listing import ListKey, Placed
from publishing.pages import entry_pages, rows
from publishing.view import Viewer

ENTRY_BATCHES: Final = 128  # a changed entry renders its batch again: about 80 of 10,000


class Fragment(NamedTuple):
    """Bytes that will be served, as the leak gate sees them; `name` is the file it will name."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Rendered:
    """`pages` are put together from the frames, from `fragments`, and from rows that came before."""

    pages: Sequence[Page]
    fragments: Sequence[Fragment]


class Batch(Protocol):
    """Files that change together. `vendored` ones are the theme's, unchanged."""

    @property
    def name(self) -> str: ...

    @property
    def vendored(self) -> bool: ...

    def digest(self) -> str:
        """The hash of everything that `render` reads."""
        ...

    def render(self) -> Rendered: ...


class Said:
    """What pages show of each entry, as a hash: what is made of entries changes when theirs do."""

    def __init__(self, placed: Iterable[Placed]) -> None:
        # Version 2 writes no references: later ones depend on how many names an object happens to have.
        self._hashes = {
            one.entry.id: blake2b(marshal.dumps(_facts(one), 2), digest_size=16).digest() for one in placed
        }

    def by(self, entries: Iterable[Placed]) -> list[bytes]:
        """Of these entries, in their order."""
        return [self._hashes[one.entry.id] for one in entries]


@runtime_checkable
class Feeding(Batch, Protocol):
    """A batch whose fragments others are made of: lists of rows, files of the search index of its pieces."""

    def pieces(self, fragments: Sequence[bytes]) -> dict[str, dict[str, bytes]]:
        """What they are made of, out of the bytes of the fragments that `render` gave."""
        ...


@dataclass(frozen=True, slots=True)
class EntryPages:
    """The pages of some entries, in every language, and their rows for the lists."""

    name: str
    base: bytes
    editions: Sequence[tuple[Edition, Viewer]]
    entries: Sequence[Placed]
    said: Said
    vendored: bool = False

    def digest(self) -> str:
        return digest_of(self.base, self.said.by(self.entries))

    def render(self) -> Rendered:
        pages: list[Page] = []
        rows_: list[Fragment] = []
        for edition, viewer in self.editions:
            views = [viewer.view(placed) for placed in self.entries]
            pages += entry_pages(edition, views)
            name = f"{edition.prefix}e/{{}}.html (its row in lists)"
            rows_ += [
                Fragment(name.format(v.id), row) for v, row in zip(views, rows(edition, views), strict=True)
            ]
        return Rendered(pages, [*(Fragment(page.path, page.own) for page in pages), *rows_])

    def pieces(self, fragments: Sequence[bytes]) -> dict[str, dict[str, bytes]]:
        """Language -> entry id -> row, out of the bytes of the fragments that `render` gave."""
        rows_ = iter(fragments[len(self.editions) * len(self.entries) :])
        return {
            edition.language: {placed.entry.id: next(rows_) for placed in self.entries}
            for edition, _ in self.editions
        }


@dataclass(frozen=True, slots=True)
class ListPages:
    """The lists of one form and category; `narrower` counts what they lead on to. Their rows came before."""

    name: str
    base: bytes
    editions: Sequence[Edition]
    rows: Mapping[str, Mapping[str, bytes]]  # language -> entry id -> row
    lists: Mapping[ListKey, Sequence[Placed]]
    narrower: Mapping[ListKey, int]
    said: Said
    vendored: bool = False

    def digest(self) -> str:
        counts = [(key.name, n) for key, n in self.narrower.items()]
        return digest_of(self.base, [counts, self.said.by(next(iter(self.lists.values())))])

    def render(self) -> Rendered:
        pages = [
            page
            for edition in self.editions
            for key, entries in self.lists.items()
            for page in list_pages(edition, key, entries, self.rows[edition.language], self.narrower)
        ]
        return Rendered(pages, [Fragment(page.path, page.own) for page in pages])


@dataclass(frozen=True, slots=True)
class WholeFiles:
    """Finished files, such as guides and home."""

    name: str
    files: Sequence[tuple[str, bytes]]
    vendored: bool = False

    @property
    def pages(self) -> list[str]:
        """The paths of those that people read."""
        return [path for path, _ in self.files if path.endswith(".html")]

    def digest(self) -> str:
        return digest_of(b"", [(path, blake2b(data, digest_size=16).digest()) for path, data in self.files])

    def render(self) -> Rendered:
        pages = [Page(path, (data,), data) for path, data in self.files]
        return Rendered(pages, [Fragment(page.path, page.own) for page in pages])


@dataclass(frozen=True, slots=True)
class MadeFiles:
    """Whole files that are made only when what they are made of has changed: `facts`, as marshal takes them.

    `pages` are the paths of those that people read.
    """

    name: str
    base: bytes
    facts: list[Any]
    make: Callable[[], Iterable[tuple[str, bytes]]]
    pages: Sequence[str] = ()
    vendored: bool = False

    def digest(self) -> str:
        return digest_of(self.base, self.facts)

    def render(self) -> Rendered:
        return WholeFiles(self.name, list(self.make())).render()


def foundation(house: House, community: Community, built: Built) -> bytes:
    """The hash of what every page depends on: frames, templates, words, community, this code, versions."""
    digest = blake2b(built.digest.encode() + community.model_dump_json().encode(), digest_size=16)
    for package in ("jinja2", "markupsafe", "bleach", "opencc"):
        digest.update(importlib.metadata.version(package).encode())
    squeeze = Path(private.__file__)  # how the leak gate reads a page
    looks = (squeeze, *(house.looks / "templates").glob("*"), house.looks / "words.toml")
    for source in sorted((*Path(__file__).parent.glob("*.py"), *looks)):
        digest.update(source.name.encode() + source.read_bytes())
    return digest.digest()


def entry_batches(
    base: bytes, editions: Sequence[tuple[Edition, Viewer]], placed: Iterable[Placed], said: Said
) -> list[EntryPages]:
    """The entry pages, by a hash of their ids: a new one never moves the others to another batch."""
    buckets: defaultdict[int, list[Placed]] = defaultdict(list)
    for one in placed:
        buckets[crc32(one.entry.id.encode()) % ENTRY_BATCHES].append(one)
    return [
        EntryPages(f"e-{number}", base, editions, entries, said)
        for number, entries in sorted(buckets.items())
    ]


def list_batches(
    base: bytes,
    editions: Sequence[Edition],
    found: Mapping[ListKey, Sequence[Placed]],
    rows: Mapping[str, Mapping[str, bytes]],
    said: Said,
) -> Iterator[ListPages]:
    """The lists; every form that publishes entries has one, be it empty."""
    forms = editions[0].community.forms
    everywhere = {ListKey(form.key): () for form in forms if form.publishes is Publishes.ENTRY}
    families: defaultdict[ListKey, dict[ListKey, Sequence[Placed]]] = defaultdict(dict)
    for key, entries in sorted({**everywhere, **found}.items()):
        if ListKey(key.form) in everywhere:
            families[ListKey(key.form, key.category)][key] = entries
    for family, lists in families.items():
        narrower = {
            key: len(entries)
            for key, entries in found.items()
            if key.form == family.form and key.category in (family.category, family.category or key.category)
        }
        yield ListPages(f"list-{family.name}", base, editions, rows, lists, narrower, said)


def _facts(placed: Placed) -> tuple[Any, ...]:
    """Everything of an entry that a page shows, in types that marshal writes the same way every time."""
    entry = placed.entry
    return (
        entry.id,
        entry.form,
        entry.title,
        entry.category,
        placed.area,
        entry.urgency,
        entry.status.value,
        entry.approved_at.timestamp(),
        entry.verified_at and entry.verified_at.timestamp(),
        entry.expires_at.timestamp(),
        [
            (d.field, d.text, d.choices, (q := d.quantity) and (str(q.amount), q.unit, q.unlimited))
            for d in entry.details
        ],
    )


def digest_of(base: bytes, facts: list[Any]) -> str:
    """The hash of what a batch is made of: what all pages share, and facts of types that marshal knows."""
    # Version 2 writes no references: later ones depend on how many names an object happens to have.
    return blake2b(base + marshal.dumps(facts, 2), digest_size=16).hexdigest()

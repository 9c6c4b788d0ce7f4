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
from typing import Any, Final
from zlib import crc32

from moderation.core.community import Community, Publishes
from publishing.engine import Built, House
from publishing.listing import ListKey, Placed
from publishing.pages import Page, Pages

ENTRY_BATCHES: Final = 128  # a changed entry renders its batch again: about 80 of 10,000


@dataclass(frozen=True, slots=True)
class Fragment:
    """Bytes that will be served, as the leak gate sees them; `name` is the file it will name."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Rendered:
    """`pages` are put together from the frames and from `fragments`, and from nothing else."""

    pages: Sequence[Page]
    fragments: Sequence[Fragment]


@dataclass(frozen=True, slots=True)
class Batch:
    """`vendored` files are the theme's, unchanged; `digest` stands for everything that `render` reads."""

    name: str
    digest: str
    render: Callable[[], Rendered]
    vendored: bool = False


def foundation(house: House, community: Community, built: Built) -> bytes:
    """The hash of what every page depends on: frames, templates, words, community, this code, versions."""
    digest = blake2b(digest_size=16)
    digest.update(built.digest.encode() + community.model_dump_json().encode())
    for package in ("jinja2", "markupsafe", "bleach", "opencc"):
        digest.update(importlib.metadata.version(package).encode())
    sources = [
        *Path(__file__).parent.glob("*.py"),
        *(house.looks / "templates").glob("*"),
        house.looks / "words.toml",
    ]
    for source in sorted(sources):
        digest.update(source.name.encode() + source.read_bytes())
    return digest.digest()


def entry_batches(base: bytes, editions: Sequence[Pages], placed: Iterable[Placed]) -> Iterator[Batch]:
    """The entry pages, by a hash of their ids: a new one never moves the others to another batch."""
    buckets: defaultdict[int, list[Placed]] = defaultdict(list)
    for one in placed:
        buckets[crc32(one.entry.id.encode()) % ENTRY_BATCHES].append(one)
    for number, entries in sorted(buckets.items()):
        yield Batch(f"e-{number}", _digest(base, map(_facts, entries)), _EntryPages(editions, entries))


@dataclass(frozen=True, slots=True)
class _EntryPages:
    editions: Sequence[Pages]
    entries: Sequence[Placed]

    def __call__(self) -> Rendered:
        pages = [
            page for edition in self.editions for page in edition.entry_pages(edition.views(self.entries))
        ]
        return Rendered(pages, [Fragment(page.path, page.own) for page in pages])


def list_batches(
    base: bytes, community: Community, editions: Sequence[Pages], found: Mapping[ListKey, Sequence[Placed]]
) -> Iterator[Batch]:
    """The lists, those of one form and category together: they show the same rows."""
    forms = [form.key for form in community.forms if form.publishes is Publishes.ENTRY]
    families: defaultdict[ListKey, list[ListKey]] = defaultdict(list)
    for key in (*found, *(ListKey(form) for form in forms if ListKey(form) not in found)):
        families[ListKey(key.form, key.category)].append(key)
    counts = {key: len(entries) for key, entries in found.items()}
    for family, keys in sorted(families.items()):
        if family.form not in forms:
            continue
        narrower = {key: n for key, n in counts.items() if key.form == family.form}
        entries = found.get(family, ())
        facts = (*map(_facts, entries), tuple((key.name, n) for key, n in narrower.items()))
        lists = {key: found.get(key, ()) for key in keys}
        yield Batch(
            f"list-{family.name}", _digest(base, facts), _ListPages(editions, entries, lists, narrower)
        )


@dataclass(frozen=True, slots=True)
class _ListPages:
    editions: Sequence[Pages]
    entries: Sequence[Placed]
    lists: Mapping[ListKey, Sequence[Placed]]
    narrower: Mapping[ListKey, int]

    def __call__(self) -> Rendered:
        pages: list[Page] = []
        fragments: list[Fragment] = []
        for edition in self.editions:
            rows = edition.rows(edition.views(self.entries))
            by_id = {placed.entry.id: row for placed, row in zip(self.entries, rows, strict=True)}
            ours = [
                page
                for key, entries in self.lists.items()
                for page in edition.list_pages(key, entries, by_id, self.narrower)
            ]
            fragments += [
                Fragment(f"{edition.prefix}e/{id_}.html (its row in lists)", row)
                for id_, row in by_id.items()
            ]
            fragments += [Fragment(page.path, page.own) for page in ours]
            pages += ours
        return Rendered(pages, fragments)


def whole(name: str, files: Iterable[tuple[str, bytes]], *, vendored: bool = False) -> Batch:
    """Finished files as a batch; feeds and data are such, too."""
    pages = [Page(path, (data,), data) for path, data in files]
    digest = _digest(b"", ((page.path, blake2b(page.own, digest_size=16).digest()) for page in pages))
    rendered = Rendered(pages, [Fragment(page.path, page.own) for page in pages])
    return Batch(name, digest, lambda: rendered, vendored)


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
        entry.verified_at.timestamp() if entry.verified_at else None,
        entry.expires_at.timestamp(),
        [
            (d.field, d.text, d.choices, d.quantity and (str(d.quantity.amount), d.quantity.unit))
            for d in entry.details
        ],
    )


def _digest(base: bytes, facts: Iterable[Any]) -> str:
    # Version 2 writes no references: later ones depend on how many names an object happens to have.
    return blake2b(base + marshal.dumps(list(facts), 2), digest_size=16).hexdigest()

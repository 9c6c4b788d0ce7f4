"""The pages of lists. Their rows were rendered before; here they are only put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import escape

from moderation.core.community import Publishes
from publishing.batches import Fragment, Rendered, Said, digest_of
from publishing.edition import FIELD_END, Edition, Page
from publishing.entry_pieces import Rows
from publishing.listing import Chunk, ListKey, Placed, chunks

_ROWS: Final = FIELD_END.encode()


@dataclass(frozen=True, slots=True)
class ListPages:
    """The lists of one form and category; `narrower` counts what they lead on to."""

    name: str
    base: bytes
    editions: Sequence[Edition]
    rows: Rows
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
            for page in list_pages(edition, key, entries, self.rows.of(edition.language), self.narrower)
        ]
        return Rendered(pages, [Fragment(page.path, page.own) for page in pages])


def list_batches(
    base: bytes,
    editions: Sequence[Edition],
    found: Mapping[ListKey, Sequence[Placed]],
    rows: Rows,
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


def list_pages(
    edition: Edition,
    key: ListKey,
    entries: Sequence[Placed],
    rows: Mapping[str, bytes],
    narrower: Mapping[ListKey, int],
) -> Iterator[Page]:
    """The pages of one list; `rows` by entry id; `narrower` counts the lists it can be narrowed down to."""
    path = _path(edition, key)
    for chunk in chunks(entries, edition.community.thresholds.entries_per_page):
        newest = chunk.number is None
        filters = _filters(edition, key, narrower) if newest else ()
        yield _page(edition, key, path, chunk, len(entries), filters, rows)


def _page(
    edition: Edition,
    key: ListKey,
    path: Sequence[tuple[ListKey, str]],
    chunk: Chunk,
    total: int,
    filters: Sequence[tuple[str, Sequence[tuple[str, str, int]]]],
    rows: Mapping[str, bytes],
) -> Page:
    form = edition.community.form_by_key[key.form]
    title = " · ".join(words for _, words in path)
    newest = chunk.number is None
    body = edition.render(
        "list",
        title=title,
        key=key,
        number=chunk.number,
        total=total,
        form=form.name.to(edition.language),
        apply=form.address,
        path=[(step.name, words) for step, words in path if step != key or not newest],
        filters=filters,
        guide=edition.guide_for(key.category),
        rows=FIELD_END,
        older=key.page_name(chunk.older) if chunk.older else None,
        newer=None if newest else key.page_name(chunk.newer) if chunk.newer else key.name,
    )
    head, tail = body.encode().split(_ROWS)
    described = f"{title} · {edition.words['count'].format(n=total)}" if newest else title
    name = key.name if chunk.number is None else key.page_name(chunk.number)
    frame = edition.page("list/", name, escape(title).encode(), escape(described).encode(), _ROWS)
    at = frame.buffers.index(_ROWS)
    middle = (head, *(rows[placed.entry.id] for placed in chunk.rows), tail)
    buffers = (*frame.buffers[:at], *middle, *frame.buffers[at + 1 :])
    return Page(frame.path, buffers, b"\n".join((frame.own, head, tail)))


def _path(edition: Edition, key: ListKey) -> list[tuple[ListKey, str]]:
    """From the form's list to this one."""
    community, language = edition.community, edition.language
    path = [(ListKey(key.form), community.form_by_key[key.form].name.to(language))]
    if key.category:
        name = community.category_by_key[key.category].name.to(language)
        path.append((ListKey(key.form, key.category), name))
    if key.area:
        path.append((key, community.area_by_key[key.area].name.to(language)))
    return path


def _filters(
    edition: Edition, key: ListKey, narrower: Mapping[ListKey, int]
) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """The next narrower lists that hold something, with how many."""
    community, language = edition.community, edition.language
    cities = [area.key for area in community.areas if area.parent is None]
    around = key.area or (cities[0] if len(cities) == 1 else None)  # a city that holds all narrows nothing
    categories = [
        (ListKey(key.form, one.key, key.area), one.name.to(language))
        for one in community.categories
        if not key.category
    ]
    areas = [
        (ListKey(key.form, key.category, area.key), area.name.to(language))
        for area in community.areas
        if area.parent == around
    ]
    words = edition.words
    return [
        (heading, [(to.name, name, narrower[to]) for to, name in choices if to in narrower])
        for heading, choices in ((words["by_category"], categories), (words["by_area"], areas))
    ]

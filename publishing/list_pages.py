"""The pages of lists. Their rows were rendered before; here they are only put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from moderation.core.community import Publishes
from publishing import sanitise
from publishing.batches import Fragment, Rendered, digest_of
from publishing.edition import FIELD_END, Edition, Page
from publishing.entry_pieces import Pieces
from publishing.listing import Chunk, ListKey, Narrower, chunks, narrowed
from publishing.mould import Mould, Safe, markup, safe, slots
from publishing.placed import Placed, said_by

_ROWS: Final = FIELD_END.encode()


@dataclass(frozen=True, slots=True)
class ListPages:
    """The lists of one form and category."""

    name: str
    base: bytes
    printers: Sequence[ListPrinter]
    pieces: Pieces
    lists: Mapping[ListKey, Sequence[Placed]]
    vendored: bool = False

    def digest(self) -> str:
        """The first of them holds all that the others hold: what each leads on to follows from it too."""
        return digest_of(self.base, [said_by(next(iter(self.lists.values())))])

    def render(self) -> Rendered:
        pages = [
            page
            for printer in self.printers
            for key, entries in self.lists.items()
            for page in printer.pages(key, entries, self.pieces)
        ]
        return Rendered(pages, [Fragment(page.path, page.own) for page in pages])


def list_batches(
    base: bytes,
    editions: Sequence[Edition],
    found: Mapping[ListKey, Sequence[Placed]],
    pieces: Pieces,
) -> Iterator[ListPages]:
    """The lists; every form that publishes entries has one, be it empty."""
    forms = editions[0].community.forms
    everywhere = {ListKey(form.key): () for form in forms if form.publishes is Publishes.ENTRY}
    families: defaultdict[ListKey, dict[ListKey, Sequence[Placed]]] = defaultdict(dict)
    for key, entries in sorted({**everywhere, **found}.items()):
        if ListKey(key.form) in everywhere:
            families[ListKey(key.form, key.category)][key] = entries
    narrower = narrowed(editions[0].community, {key: len(entries) for key, entries in found.items()})
    printers = [ListPrinter(edition, narrower) for edition in editions]
    for family, lists in families.items():
        yield ListPages(f"list-{family.name}", base, printers, pieces, lists)


class ListPrinter:
    """Makes the pages of lists in one language. `narrower` is what each of them leads on to."""

    def __init__(self, edition: Edition, narrower: Narrower) -> None:
        community, language = edition.community, edition.language
        self._edition, self._narrower = edition, narrower
        self._forms = {form.key: form.name.to(language) for form in community.forms}
        self._categories = {one.key: one.name.to(language) for one in community.categories}
        self._areas = {area.key: area.name.to(language) for area in community.areas}
        self._choice = Mould(edition.parts("parts").choice(**slots("list", "name", "count")))

    def pages(self, key: ListKey, entries: Sequence[Placed], pieces: Pieces) -> Iterator[Page]:
        """The pages of one list."""
        path, made = self.path(key), pieces.rows(self._edition.language)
        for chunk in chunks(entries, self._edition.community.thresholds.entries_per_page):
            yield self._page(key, path, chunk, len(entries), made)

    def path(self, key: ListKey) -> list[tuple[ListKey, str]]:
        """From the form's list to this one."""
        path = [(ListKey(key.form), self._forms[key.form])]
        if key.category:
            path.append((ListKey(key.form, key.category), self._categories[key.category]))
        if key.area:
            path.append((key, self._areas[key.area]))
        return path

    def _page(
        self,
        key: ListKey,
        path: Sequence[tuple[ListKey, str]],
        chunk: Chunk,
        total: int,
        rows: Mapping[str, bytes],
    ) -> Page:
        edition, form = self._edition, self._edition.community.form_by_key[key.form]
        title = " · ".join(words for _, words in path)
        newest = chunk.number is None
        body = edition.render(
            "list",
            title=title,
            key=key,
            number=chunk.number,
            total=total,
            form=self._forms[key.form],
            apply=form.address,
            path=[(step.name, words) for step, words in path if step != key or not newest],
            filters=[(heading, self._links(some)) for heading, some in self.filters(key)] if newest else (),
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

    def filters(self, key: ListKey) -> Iterator[tuple[str, list[tuple[str, str, int]]]]:
        """The next narrower lists that hold something: under each heading their names, titles, and counts."""
        words, (categories, areas) = self._edition.words, self._narrower.get(key, ((), ()))
        if categories:
            by_category = [(to.name, self._categories[to.category], count) for to, count in categories]
            yield words["by_category"], by_category
        if areas:
            yield words["by_area"], [(to.name, self._areas[to.area], count) for to, count in areas]

    def _links(self, choices: Iterable[tuple[str, str, int]]) -> Markup:
        fill = self._choice.fill
        links = [
            fill(list=Safe(name.encode()), name=safe(sanitise.line(title)), count=Safe(b"%d" % count))
            for name, title, count in choices
        ]
        return markup(Safe(b"".join(links)))

"""The pages of one list in one language: laid out once for each shape that lists take, then filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from markupsafe import escape

from publishing import sanitise
from publishing.edition import FIELD_END, Edition, Page
from publishing.entry_pieces import Pieces
from publishing.listing import Chunk, ListKey, Narrower, chunks
from publishing.mould import Mould, Safe, safe, slots
from publishing.placed import Placed

_ROWS: Final = FIELD_END.encode()
_SLOTS: Final = slots(
    *("title", "list", "area", "place", "number", "total", "older", "newer", "by_category", "by_area")
)


class ListPrinter:
    """Makes the pages of lists in one language. `narrower` is what each of them leads on to."""

    def __init__(self, edition: Edition, narrower: Narrower) -> None:
        community, language = edition.community, edition.language
        self._edition, self._narrower = edition, narrower
        self._forms = {form.key: form.name.to(language) for form in community.forms}
        self._categories = {one.key: one.name.to(language) for one in community.categories}
        self._areas = {area.key: area.name.to(language) for area in community.areas}
        self._list = cache(self._list_of)
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
        edition, newest = self._edition, chunk.number is None
        title = " · ".join(words for _, words in path)
        choices = {heading: self._links(some) for heading, some in self.filters(key)} if newest else {}
        older = key.page_name(chunk.older) if chunk.older else ""
        newer = key.page_name(chunk.newer) if chunk.newer else key.name
        kind = key.form, key.category, bool(key.area)
        body = self._list(*kind, newest, bool(total), tuple(choices), bool(older)).fill(
            title=safe(escape(title)),
            list=Safe(key.name.encode()),
            area=Safe(key.area.encode()),
            place=safe(escape(self._areas.get(key.area, ""))),
            number=Safe(b"%d" % (chunk.number or 0)),
            total=Safe(b"%d" % total),
            older=Safe(older.encode()),
            newer=Safe(newer.encode()),
            **choices,
        )
        head, tail = body.split(_ROWS)
        described = f"{title} · {edition.words['count'].format(n=total)}" if newest else title
        name = key.name if chunk.number is None else key.page_name(chunk.number)
        frame = edition.page("list/", name, escape(title).encode(), escape(described).encode(), _ROWS)
        at = frame.buffers.index(_ROWS)
        middle = (head, *[rows[placed.entry.id] for placed in chunk.rows], tail)
        buffers = (*frame.buffers[:at], *middle, *frame.buffers[at + 1 :])
        return Page(frame.path, buffers, b"\n".join((frame.own, head, tail)))

    def _list_of(
        self,
        form: str,
        category: str,
        placed: bool,
        newest: bool,
        filled: bool,
        headings: tuple[str, ...],
        continued: bool,
    ) -> Mould:
        """The page of lists of one shape: with an area or without, the newest or one of the archive, …"""
        edition, described = self._edition, self._edition.community.form_by_key[form]
        path = [(ListKey(form).name, self._forms[form])]
        if category:
            path.append((ListKey(form, category).name, self._categories[category]))
        if placed:
            path.append((_SLOTS["list"], _SLOTS["place"]))
        return edition.mould(
            "list",
            _SLOTS
            | {
                "number": None if newest else _SLOTS["number"],
                "total": _SLOTS["total"] if filled else 0,
                "older": _SLOTS["older"] if continued else None,
                "newer": None if newest else _SLOTS["newer"],
            },
            key=ListKey(form, category, _SLOTS["area"] if placed else ""),
            form=self._forms[form],
            apply=described.address,
            path=path[:-1] if newest else path,
            filters=[(edition.words[heading], _SLOTS[heading]) for heading in headings],
            guide=edition.guide_for(category),
            rows=FIELD_END,
        )

    def filters(self, key: ListKey) -> Iterator[tuple[str, list[tuple[str, str, int]]]]:
        """The next narrower lists that hold something: under each heading (a key of words.toml) their names,
        titles, and counts.
        """
        categories, areas = self._narrower.get(key, ((), ()))
        if categories:
            by_category = [(to.name, self._categories[to.category], count) for to, count in categories]
            yield "by_category", by_category
        if areas:
            yield "by_area", [(to.name, self._areas[to.area], count) for to, count in areas]

    def _links(self, choices: Iterable[tuple[str, str, int]]) -> Safe:
        fill = self._choice.fill
        links = [
            fill(list=Safe(name.encode()), name=safe(sanitise.line(title)), count=Safe(b"%d" % count))
            for name, title, count in choices
        ]
        return Safe(b"".join(links))

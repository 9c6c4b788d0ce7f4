"""Entry -> bytes: entry pages, rows, list pages, home. Text of an entry never meets Markdown or a theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from moderation.core.community import Community, Form, Publishes
from moderation.core.entry import Status
from publishing.engine import Built, House
from publishing.listing import Chunk, ListKey, Placed, chunks
from publishing.view import View, Viewer, guides_of
from publishing.words import PREFIXES, load_words

# Sanitised text holds no control characters, so these can stand between the pages of one template call.
_FIELD_END: Final = "\x1e"
_PAGE_END: Final = "\x1c"
_URGENT_AT_HOME: Final = 6
_NEWEST_AT_HOME: Final = 10


@dataclass(frozen=True, slots=True)
class Page:
    """A file to serve, as buffers, and those of its bytes that are not the frame's."""

    path: str
    buffers: Sequence[bytes]
    own: bytes


class Pages:
    """All pages of one language. Templates are compiled once; rendering is a pure function of its input."""

    def __init__(self, house: House, community: Community, built: Built, language: str) -> None:
        self.language = language
        self.prefix = PREFIXES[language]
        self._community = community
        self._words = load_words(house.looks / "words.toml", language)
        self._guides = built.guides[language]
        self._guide_of = guides_of(community, self._guides)
        self._frames = {
            folder: frame for (spoken, folder), frame in built.frames.items() if spoken == language
        }
        cities = [area.key for area in community.areas if area.parent is None]
        self._city = (
            cities[0] if len(cities) == 1 else None
        )  # the one that everything lies in narrows nothing
        self._viewer = Viewer(community, language, self._words, self._guides)
        environment = _environment(house.looks / "templates")
        environment.globals.update(
            words=SimpleNamespace(**self._words),
            field_end=_FIELD_END,
            page_end=_PAGE_END,
            answers=self._answers(),
        )
        self._template = {
            name: environment.get_template(f"{name}.html")
            for name in ("entry", "row", "list", "home", "guides")
        }

    def views(self, entries: Sequence[Placed]) -> list[View]:
        return [self._viewer.view(placed) for placed in entries]

    def entry_pages(self, views: Sequence[View]) -> Iterator[Page]:
        rendered = self._template["entry"].render(entries=views).encode()
        for view, one in zip(views, rendered.split(_PAGE_END.encode()), strict=False):
            title, summary, body = one.split(_FIELD_END.encode())
            yield self._page("e/", view.id, title, summary, body)

    def rows(self, views: Sequence[View], *, up: str = "../", named: bool = False) -> list[bytes]:
        """The entries as rows of a list; `named` says which form each comes from."""
        rendered = self._template["row"].render(entries=views, up=up, named=named).encode()
        return rendered.split(_PAGE_END.encode())[:-1]

    def list_pages(
        self,
        key: ListKey,
        entries: Sequence[Placed],
        rows: Mapping[str, bytes],
        narrower: Mapping[ListKey, int],
    ) -> Iterator[Page]:
        """The pages of one list; `narrower` counts the lists it can be narrowed down to."""
        for chunk in chunks(entries, self._community.thresholds.entries_per_page):
            yield self._list_page(key, chunk, len(entries), rows, narrower)

    def home(self, entries: Sequence[Placed], counts: Mapping[ListKey, int], now: datetime) -> Page:
        waiting = [p for p in entries if p.entry.status is Status.OPEN and p.entry.urgency > 1]
        waiting.sort(key=lambda p: (-p.entry.urgency, p.entry.approved_at), reverse=False)
        urgent = self.rows(self.views(waiting[:_URGENT_AT_HOME]), up="", named=True)
        newest = self.rows(self.views(entries[: -_NEWEST_AT_HOME - 1 : -1]), up="", named=True)
        forms = [
            {
                "name": form.name.to(self.language),
                "list": ListKey(form.key).name,
                "count": counts.get(ListKey(form.key), 0),
                "apply": form.address,
            }
            for form in self._community.forms
            if form.publishes is Publishes.ENTRY
        ]
        body = self._template["home"].render(
            title=self._community.name.to(self.language),
            updated=self._viewer.time(now),
            now=now.isoformat(),
            stale_hours=self._community.thresholds.stale_after_hours,
            forms=forms,
            urgent=_joined(urgent),
            newest=_joined(newest),
            guides=self._guides,
        )
        return self._said_page("", "index", self._words["home"], self._words["description"], body)

    def guides(self) -> Page:
        body = self._template["guides"].render(guides=self._guides)
        return self._said_page("", "guides", self._words["guides"], self._words["guides_about"], body)

    def _list_page(
        self,
        key: ListKey,
        chunk: Chunk,
        total: int,
        rows: Mapping[str, bytes],
        narrower: Mapping[ListKey, int],
    ) -> Page:
        community, language = self._community, self.language
        form = community.form_by_key[key.form]
        path = [(ListKey(form.key), form.name.to(language))]
        if key.category:
            category = community.category_by_key[key.category].name.to(language)
            path.append((ListKey(form.key, key.category), category))
        if key.area:
            path.append((key, community.area_by_key[key.area].name.to(language)))
        title = " · ".join(words for _, words in path)
        newest = chunk.number is None
        body = self._template["list"].render(
            title=title,
            number=chunk.number,
            total=total,
            form=form.name.to(language),
            apply=form.address,
            path=[(step.name, words) for step, words in path if step != key or not newest],
            filters=self._filters(key, narrower) if newest else (),
            guide=self._guide_of.get(key.category),
            rows=_FIELD_END,
            older=key.page_name(chunk.older) if chunk.older else None,
            newer=None if newest else key.page_name(chunk.newer) if chunk.newer else key.name,
        )
        head, rest = body.encode().split(_FIELD_END.encode())
        name = key.name if chunk.number is None else key.page_name(chunk.number)
        described = f"{title} · {self._words['count'].format(n=total)}" if newest else title
        # The rows were rendered, and are looked at by the gate, once for all the lists they stand in.
        own = (escape(title).encode(), escape(described).encode(), name.encode(), head, rest)
        around = self._frames["list/"].fill(own[0], own[1], name.encode(), _FIELD_END.encode())
        at = around.index(_FIELD_END.encode())
        buffers = [
            *around[:at],
            head,
            *(rows[placed.entry.id] for placed in chunk.rows),
            rest,
            *around[at + 1 :],
        ]
        return Page(f"{self.prefix}list/{name}.html", buffers, b"\n".join(own))

    def _filters(
        self, key: ListKey, narrower: Mapping[ListKey, int]
    ) -> list[tuple[str, list[tuple[str, str, int]]]]:
        """The next narrower lists that hold something, with how many."""
        community, language = self._community, self.language
        categories = [
            (ListKey(key.form, one.key, key.area), one.name.to(language))
            for one in community.categories
            if not key.category
        ]
        areas = [
            (ListKey(key.form, key.category, one.key), one.name.to(language))
            for one in community.areas
            if one.parent == (key.area or self._city)
        ]
        return [
            (heading, [(to.name, words, narrower[to]) for to, words in choices if to in narrower])
            for heading, choices in (
                (self._words["by_category"], categories),
                (self._words["by_area"], areas),
            )
        ]

    def _answers(self) -> list[dict[str, str]]:
        """The forms that take an entry's number; their addresses end where the number goes."""
        return [
            {
                "address": _prefilled(form, form.address, form.entry_parameter),
                "words": self._words["fill_in"].format(title=form.name.to(self.language)),
            }
            for form in self._community.forms
            if form.address and form.entry_parameter
        ]

    def _said_page(self, folder: str, name: str, title: str, description: str, body: str) -> Page:
        return self._page(folder, name, escape(title).encode(), escape(description).encode(), body.encode())

    def _page(self, folder: str, name: str, title: bytes, description: bytes, body: bytes) -> Page:
        buffers = self._frames[folder].fill(title, description, name.encode(), body)
        return Page(
            f"{self.prefix}{folder}{name}.html",
            buffers,
            b"\n".join((title, description, name.encode(), body)),
        )


def _prefilled(form: Form, address: str, parameter: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}usp=pp_url&{parameter}="


def _joined(rows: Sequence[bytes]) -> Markup:
    return Markup(b"".join(rows).decode())  # noqa: S704  rendered by our own template


def _environment(templates: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )

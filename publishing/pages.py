"""Entry -> bytes: entry pages and rows of lists. Text of an entry never meets Markdown or a theme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from publishing.edition import FIELD_END, PAGE_END, Edition, Page
from publishing.listing import Placed
from publishing.view import View, Viewer


def entry_pages(edition: Edition, views: Sequence[View]) -> Iterator[Page]:
    rendered = edition.render("entry", entries=views, foreign=edition.language != "zh-Hans").encode()
    for view, one in zip(views, rendered.split(PAGE_END.encode()), strict=False):
        title, summary, body = one.split(FIELD_END.encode())
        yield edition.page("e/", view.id, title, summary, body)


def rows(edition: Edition, views: Sequence[View], up: str = "../") -> list[bytes]:
    """The entries as rows of a list in a page from which `up` leads to the language's folder."""
    return edition.render("row", entries=views, up=up).encode().split(PAGE_END.encode())[:-1]


def joined_rows(edition: Edition, viewer: Viewer, some: Sequence[Placed], up: str = "") -> Markup:
    """Rows of any forms, each named, for a page from which `up` leads to the language's folder."""
    views = [viewer.view(one, named=True) for one in some]
    return Markup(b"".join(rows(edition, views, up)).decode())  # noqa: S704  from our own template


def guides(edition: Edition) -> Page:
    """The list of guides."""
    body = edition.render("guides", guides=edition.guides)
    return _said(edition, "guides", edition.words["guides"], edition.words["guides_about"], body)


def _said(edition: Edition, name: str, title: str, description: str, body: str) -> Page:
    return edition.page("", name, escape(title).encode(), escape(description).encode(), body.encode())

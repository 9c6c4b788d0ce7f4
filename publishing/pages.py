"""Entry -> bytes: entry pages, rows of lists, home. Text of an entry never meets Markdown or a theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from markupsafe import Markup, escape

from moderation.core.community import Publishes
from moderation.core.entry import Status
from publishing.edition import FIELD_END, PAGE_END, Edition, Page
from publishing.listing import ListKey, Placed
from publishing.view import View, Viewer

_URGENT_AT_HOME: Final = 6
_NEWEST_AT_HOME: Final = 10


def entry_pages(edition: Edition, views: Sequence[View]) -> Iterator[Page]:
    rendered = edition.render("entry", entries=views, foreign=edition.language != "zh-Hans").encode()
    for view, one in zip(views, rendered.split(PAGE_END.encode()), strict=False):
        title, summary, body = one.split(FIELD_END.encode())
        yield edition.page("e/", view.id, title, summary, body)


def rows(edition: Edition, views: Sequence[View], up: str = "../") -> list[bytes]:
    """The entries as rows of a list in a page from which `up` leads to the language's folder."""
    return edition.render("row", entries=views, up=up).encode().split(PAGE_END.encode())[:-1]


def home(
    edition: Edition, viewer: Viewer, entries: Sequence[Placed], counts: Mapping[ListKey, int], now: datetime
) -> Page:
    """What is urgent, what is new, and the ways in. `entries` are in the order of their approval."""
    waiting = [p for p in entries if p.entry.status is Status.OPEN and p.entry.urgency > 1]
    waiting.sort(key=lambda p: -p.entry.urgency)  # of equal urgency the one that waits longest comes first
    forms = [
        {
            "name": form.name.to(edition.language),
            "list": ListKey(form.key).name,
            "count": counts.get(ListKey(form.key), 0),
            "apply": form.address,
        }
        for form in edition.community.forms
        if form.publishes is Publishes.ENTRY
    ]

    def joined(some: Sequence[Placed]) -> Markup:
        views = [viewer.view(one, named=True) for one in some]
        return Markup(b"".join(rows(edition, views, up="")).decode())  # noqa: S704  from our own template

    body = edition.render(
        "home",
        title=edition.community.name.to(edition.language),
        updated=Markup(viewer.time(now)),  # noqa: S704  it is Safe
        now=now.isoformat(),
        stale_hours=edition.community.thresholds.stale_after_hours,
        forms=forms,
        urgent=joined(waiting[:_URGENT_AT_HOME]),
        newest=joined(entries[: -_NEWEST_AT_HOME - 1 : -1]),
        guides=edition.guides,
    )
    return _said(edition, "index", edition.words["home"], edition.words["description"], body)


def guides(edition: Edition) -> Page:
    """The list of guides."""
    body = edition.render("guides", guides=edition.guides)
    return _said(edition, "guides", edition.words["guides"], edition.words["guides_about"], body)


def _said(edition: Edition, name: str, title: str, description: str, body: str) -> Page:
    return edition.page("", name, escape(title).encode(), escape(description).encode(), body.encode())

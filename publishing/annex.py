"""Everything beside entries, lists and guides: figures, rota, boards, feeds, data, posters. Whole files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import escape

from moderation.core.community import Area, Community
from moderation.core.figures import Figures
from moderation.core.public_warning import PublicWarning
from publishing.batches import WholeFiles
from publishing.boards import board_page, warnings_page
from publishing.data_page import data_files, data_page
from publishing.edition import Edition, Page
from publishing.feeds import feeds, feeds_of
from publishing.listing import Placed
from publishing.open_data import closings, entries_json, schema, security_txt
from publishing.posters import areas_with_poster
from publishing.read_aloud import areas_read_aloud, read_aloud_pages
from publishing.rota import Rota
from publishing.rota_page import rota_files, rota_page
from publishing.view import Viewer

Files = list[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Told:
    """What an annex is made of. `entries` are in the order of their approval."""

    community: Community
    editions: Sequence[tuple[Edition, Viewer]]
    entries: Sequence[Placed]
    now: datetime
    figures: Figures | None
    rota: Rota | None
    warnings: Sequence[PublicWarning]


def annexes(told: Told) -> list[WholeFiles]:
    """Batches by what changes together."""
    found = {
        "figures": _figures(told),
        "rota": _rota(told),
        "boards": _boards(told),
        "feeds": _feeds(told),
        "open-data": _open_data(told),
        "paper": _paper(told),
    }
    return [WholeFiles(name, files) for name, files in found.items() if files]


def _figures(told: Told) -> Files:
    if told.figures is None:
        return []
    pages = [data_page(edition, viewer, told.figures) for edition, viewer in told.editions]
    return [*whole(pages), *data_files(told.community, told.figures)]


def _rota(told: Told) -> Files:
    if told.rota is None:
        return []
    pages = [rota_page(edition, told.rota, told.now) for edition, _ in told.editions]
    return [*whole(pages), *rota_files(told.community, told.rota, told.now)]


def _boards(told: Told) -> Files:
    pages = []
    for edition, viewer in told.editions:
        for form in told.community.forms:
            if form.board is not None:
                pages.append(board_page(edition, viewer, form, told.entries))
            if form.warns is not None:
                pages.append(warnings_page(edition, form, form.warns, told.warnings))
    return list(whole(pages))


def _feeds(told: Told) -> Files:
    return [file for edition, _ in told.editions for file in feeds(edition, told.entries)]


def _open_data(told: Told) -> Files:
    contact = security_txt(told.community, told.now)
    return [
        entries_json(told.community, told.entries),
        schema(told.community),
        *(closings(edition, told.entries) for edition, _ in told.editions),
        *([] if contact is None else [contact]),
    ]


def _paper(told: Told) -> Files:
    """What people print or read out, and the ways to follow: small pages of links."""
    pages: list[Page] = []
    for edition, _ in told.editions:
        pages += [*read_aloud_pages(edition, told.entries), posters_page(edition), subscribe_page(edition)]
    return list(whole(pages))


def posters_page(edition: Edition) -> Page:
    """Links to every poster and every read-aloud list."""

    def named(areas: Sequence[Area]) -> list[tuple[str, str]]:
        return [(area.key, area.name.to(edition.language)) for area in areas]

    body = edition.render(
        "posters", posters=named(areas_with_poster(edition.community)), aloud=named(areas_read_aloud(edition))
    )
    return _said(edition, "posters", "posters_about", body)


def subscribe_page(edition: Edition) -> Page:
    """Links to every feed."""
    return _said(
        edition, "subscribe", "feeds_about", edition.render("subscribe", feeds=list(feeds_of(edition, ())))
    )


def _said(edition: Edition, name: str, about: str, body: str) -> Page:
    words = edition.words
    return edition.page("", name, escape(words[name]).encode(), escape(words[about]).encode(), body.encode())


def whole(pages: Sequence[Page]) -> Iterator[tuple[str, bytes]]:
    """Pages in their frames as finished files."""
    return ((page.path, b"".join(page.buffers)) for page in pages)

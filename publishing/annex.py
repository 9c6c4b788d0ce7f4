"""Everything beside entries, lists and guides: figures, rota, boards, feeds, data, posters. Whole files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from markupsafe import escape

from moderation.core.community import Area, Community, Form
from moderation.core.figures import Figures
from moderation.core.public_warning import PublicWarning
from publishing.batches import MadeFiles, WholeFiles
from publishing.boards import board_page, warnings_page
from publishing.data_page import data_files, data_page
from publishing.edition import Edition, Page
from publishing.feeds import Summaries, feed_files, feeds_of, newest
from publishing.open_data import closing, closings, schema, security_txt
from publishing.placed import Placed, said_by
from publishing.posters import areas_with_poster
from publishing.read_aloud import areas_read_aloud, read_aloud_pages, worth_reading
from publishing.rota import Rota
from publishing.rota_page import rota_files, rota_page
from publishing.view import Viewer

Files = list[tuple[str, bytes]]
Editions = Sequence[tuple[Edition, Viewer]]


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


def annexes(told: Told, base: bytes) -> list[WholeFiles | MadeFiles]:
    """Batches by what changes together. What many entries make is made when they have changed."""
    small = {
        "figures": _figures(told),
        "warnings": _warnings(told),
        "open-data": _open_data(told),
        "paper": _paper(told),
    }
    return [
        *(WholeFiles(name, files) for name, files in small.items() if files),
        *_rota(told, base),
        *_boards(told, base),
        *_feeds(told, base),
        _closings(told, base),
        *_read_aloud(told, base),
    ]


def _figures(told: Told) -> Files:
    if told.figures is None:
        return []
    pages = [data_page(edition, viewer, told.figures) for edition, viewer in told.editions]
    return [*whole(pages), *data_files(told.community, told.figures)]


def _rota(told: Told, base: bytes) -> Iterator[MadeFiles]:
    """It changes with its file, and at midnight."""
    if told.rota is not None:
        today = told.now.astimezone(ZoneInfo(told.community.time_zone)).date()
        facts = [told.rota.model_dump_json(), today.isoformat()]
        paths = [f"{edition.prefix}rota.html" for edition, _ in told.editions]
        yield MadeFiles("rota", base, facts, partial(_rota_files, told, told.rota), paths)


def _rota_files(told: Told, rota: Rota) -> Files:
    pages = [rota_page(edition, rota, told.now) for edition, _ in told.editions]
    return [*whole(pages), *rota_files(told.community, rota, told.now)]


def _warnings(told: Told) -> Files:
    return [
        file
        for form in told.community.forms
        if form.warns is not None
        for edition, _ in told.editions
        for file in whole([warnings_page(edition, form, form.warns, told.warnings)])
    ]


def _boards(told: Told, base: bytes) -> Iterator[MadeFiles]:
    for form in told.community.forms:
        if form.board is not None:
            shown = [one for one in told.entries if one.entry.form == form.key]
            make = partial(_board, told.editions, form, shown)
            paths = [f"{edition.prefix}{form.board}.html" for edition, _ in told.editions]
            yield MadeFiles(f"board-{form.key}", base, [said_by(shown)], make, paths)


def _board(editions: Editions, form: Form, shown: Sequence[Placed]) -> Iterator[tuple[str, bytes]]:
    return whole(board_page(edition, viewer, form, shown) for edition, viewer in editions)


def _feeds(told: Told, base: bytes) -> Iterator[MadeFiles]:
    summaries = [Summaries(edition) for edition, _ in told.editions]
    for name, held in newest(told.community, told.entries).items():
        yield MadeFiles(f"feed-{name}", base, [said_by(held)], partial(_feed, summaries, name, held))


def _feed(summaries: Sequence[Summaries], name: str, held: Sequence[Placed]) -> Iterator[tuple[str, bytes]]:
    return (file for each in summaries for file in feed_files(each, name, held))


def _closings(told: Told, base: bytes) -> MadeFiles:
    held = closing(told.community, told.entries)
    return MadeFiles("closings", base, [said_by(held)], partial(_calendars, told.editions, held))


def _calendars(editions: Editions, held: Sequence[Placed]) -> Iterator[tuple[str, bytes]]:
    return (closings(edition, held) for edition, _ in editions)


def _read_aloud(told: Told, base: bytes) -> Iterator[MadeFiles]:
    worth = worth_reading(told.community, told.entries)
    facts = [(area, said_by(held)) for area, held in worth.items()]
    paths = [f"{edition.prefix}aloud/{area}.html" for edition, _ in told.editions for area in worth]
    if paths:
        yield MadeFiles("aloud", base, facts, partial(_lists_aloud, told.editions, worth), paths)


def _lists_aloud(editions: Editions, worth: Mapping[str, Sequence[Placed]]) -> Iterator[tuple[str, bytes]]:
    return whole(page for edition, _ in editions for page in read_aloud_pages(edition, worth))


def _open_data(told: Told) -> Files:
    contact = security_txt(told.community, told.now)
    return [schema(told.community), *([] if contact is None else [contact])]


def _paper(told: Told) -> Files:
    """What people print, and the ways to follow: small pages of links."""
    return [
        file
        for edition, _ in told.editions
        for file in whole([posters_page(edition), subscribe_page(edition)])
    ]


def posters_page(edition: Edition) -> Page:
    """Links to every poster and every read-aloud list."""

    def named(areas: Sequence[Area]) -> list[tuple[str, str]]:
        return [(area.key, area.name.to(edition.language)) for area in areas]

    body = edition.render(
        "posters",
        posters=named(areas_with_poster(edition.community)),
        aloud=named(areas_read_aloud(edition.community)),
    )
    return _said(edition, "posters", "posters_about", body)


def subscribe_page(edition: Edition) -> Page:
    """Links to every feed."""
    return _said(
        edition, "subscribe", "feeds_about", edition.render("subscribe", feeds=list(feeds_of(edition)))
    )


def _said(edition: Edition, name: str, about: str, body: str) -> Page:
    words = edition.words
    return edition.page("", name, escape(words[name]).encode(), escape(words[about]).encode(), body.encode())


def whole(pages: Iterable[Page]) -> Iterator[tuple[str, bytes]]:
    """Pages in their frames as finished files."""
    return ((page.path, b"".join(page.buffers)) for page in pages)

"""The pages from which a reader goes on to all others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from markupsafe import escape

from publishing.annex import Told, whole
from publishing.area_pages import area_page, areas_page
from publishing.batches import MadeFiles, WholeFiles
from publishing.edition import Edition, Page
from publishing.engine import Built
from publishing.home import home
from publishing.listing import ListKey
from publishing.search_page import search_page
from publishing.standings import Standing, standings
from publishing.surroundings import Surroundings, surroundings


def front_batches(
    told: Told, counts: Mapping[ListKey, int], built: Built, base: bytes
) -> Iterator[WholeFiles | MadeFiles]:
    """Home, guides, search, and a page of every area; `counts` are those of all lists."""
    standing = standings(told.community, told.entries, told.figures)
    yield WholeFiles("front", list(whole(_front(told, standing, counts, built))))
    for around in surroundings(told.community, standing, counts):
        key = around.here.area.key
        paths = [f"{edition.prefix}area/{key}.html" for edition, _ in told.editions]
        yield MadeFiles(f"area-{key}", base, around.facts, partial(_area, told, around), paths)


def _front(
    told: Told, standing: Mapping[str, Standing], counts: Mapping[ListKey, int], built: Built
) -> Iterator[Page]:
    for edition, viewer in told.editions:
        yield home(edition, viewer, told, counts)
        yield _guides(edition)
        yield search_page(edition, built.files)
        yield areas_page(edition, standing)


def _area(told: Told, around: Surroundings) -> Iterator[tuple[str, bytes]]:
    return whole(area_page(edition, viewer, around) for edition, viewer in told.editions)


def _guides(edition: Edition) -> Page:
    """The list of guides."""
    title, about = edition.words["guides"], edition.words["guides_about"]
    body = edition.render("guides", guides=edition.guides)
    return edition.page("", "guides", escape(title).encode(), escape(about).encode(), body.encode())

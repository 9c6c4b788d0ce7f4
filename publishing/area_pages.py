"""A page for every area and building, and one with all of them: every list lies three taps from home."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import escape

from moderation.core.community import Area, Publishes
from publishing.edition import Edition, Page
from publishing.listing import ListKey
from publishing.posters import areas_with_poster
from publishing.read_aloud import areas_read_aloud
from publishing.standings import Standing
from publishing.surroundings import Surroundings
from publishing.view import Viewer


@dataclass(frozen=True, slots=True)
class Line:
    """An area in a list of areas, in one language. `cover` says who volunteers; empty where nobody knows."""

    key: str
    name: str
    depth: int
    open: int
    urgent: int
    cover: str
    gap: bool


def areas_page(edition: Edition, standing: Mapping[str, Standing]) -> Page:
    """All areas, as a tree."""
    body = edition.render(
        "areas", lines=[_line(edition, one) for one in standing.values()], join=_join(edition)
    )
    return _said(edition, "", "areas", edition.words["areas"], edition.words["areas_about"], body)


def area_page(edition: Edition, viewer: Viewer, around: Surroundings) -> Page:
    """What there is in an area, form by form; what lies within; where volunteers are missing."""
    community, language, words = edition.community, edition.language, edition.words
    area, near = around.here.area, around.near
    name = area.name.to(language)
    body = edition.render(
        "area",
        title=name,
        path=[(each.key, each.name.to(language)) for each in reversed(list(community.ancestors(area)))],
        here=_line(edition, around.here),
        gaps=[(each.key, each.name.to(language)) for each in around.here.gaps if each is not area],
        lists=list(_lists(edition, area, around.counts)),
        inside=[_line(edition, one) for one in around.inside],
        near=near.area.name.to(language),
        urgent=viewer.rows(near.first, "../"),
        join=_join(edition),
        poster=area.key in {one.key for one in areas_with_poster(community)},
        aloud=area.key in {one.key for one in areas_read_aloud(community)},
    )
    return _said(edition, "area/", area.key, name, words["area_about"].format(area=name), body)


def _lists(
    edition: Edition, area: Area, counts: Mapping[ListKey, int]
) -> Iterator[tuple[str, str, int, Sequence[tuple[str, str, int]]]]:
    """(list, form, how many, the same of each category) for every form that has something here."""
    language = edition.language
    for form in edition.community.forms:
        key = ListKey(form.key, "", area.key)
        if form.publishes is Publishes.ENTRY and key in counts:
            narrower = [
                (ListKey(form.key, one.key, area.key), one.name.to(language))
                for one in edition.community.categories
            ]
            sorts = [(to.name, name, counts[to]) for to, name in narrower if to in counts]
            yield key.name, form.name.to(language), counts[key], sorts


def _line(edition: Edition, one: Standing) -> Line:
    words = edition.words
    if one.volunteers is not None:
        cover = words["volunteers_count"].format(n=one.volunteers)
    elif one.covered is None:
        cover = ""
    else:
        cover = words["volunteers_some" if one.covered else "volunteers_none"]
    depth = sum(1 for _ in edition.community.ancestors(one.area))
    name = one.area.name.to(edition.language)
    return Line(one.area.key, name, depth, one.open, one.urgent, cover, one.covered is False)


def _join(edition: Edition) -> str | None:
    """Where volunteers sign up: a form behind the door of giving that is counted only."""
    return next(
        (
            form.address
            for form in edition.community.forms
            if form.way == "give" and form.publishes is Publishes.FIGURES
        ),
        None,
    )


def _said(edition: Edition, folder: str, name: str, title: str, about: str, body: str) -> Page:
    return edition.page(folder, name, escape(title).encode(), escape(about).encode(), body.encode())

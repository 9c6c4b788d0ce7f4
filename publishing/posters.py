"""Posters for the doors of buildings: A4, few words, a QR code, a short address, an official phone line.

Each is a page that prints on one sheet (`make posters` prints them as PDF, see docs/decisions). They change
with the community's file only, so a build that knows them makes none of their codes again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import segno
from markupsafe import Markup

from moderation.core.community import Area, Community
from publishing.batches import Fragment, Rendered, digest_of
from publishing.edition import Edition, Page
from publishing.shell import with_policy

_LEVELS: Final = frozenset({"street", "community", "building"})


@dataclass(frozen=True, slots=True)
class Posters:
    """The posters of all areas in all languages. `style` is the path of their style sheet."""

    base: bytes
    editions: Sequence[Edition]
    style: str
    name: str = "posters"
    vendored: bool = False

    def digest(self) -> str:
        return digest_of(self.base, ["posters", self.style])

    def render(self) -> Rendered:
        codes = {
            area.key: code(address(self.editions[0].community, area))
            for area in areas_with_poster(self.editions[0].community)
        }
        pages = [
            _poster(edition, area, codes[area.key], self.style)
            for edition in self.editions
            for area in areas_with_poster(edition.community)
        ]
        return Rendered(pages, [Fragment(page.path, page.own) for page in pages])


def areas_with_poster(community: Community) -> list[Area]:
    return [area for area in community.areas if area.level in _LEVELS]


def address(community: Community, area: Area) -> str:
    """What the code leads to: the site, told which door it was scanned at."""
    return f"{community.site_address}?a={area.key}"


def code(text: str) -> Markup:
    """A QR code as SVG without inline styles; level Q survives a torn corner or a rubber stamp."""
    drawn = segno.make(text, error="q", micro=False)
    return Markup(  # noqa: S704  segno's own
        drawn.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None, dark="#000", light="#fff")
    )


def _poster(edition: Edition, area: Area, picture: Markup, style: str) -> Page:
    community, language = edition.community, edition.language
    other = "zh-Hans" if language == "en" else "en"
    lines = [line for line in community.hotlines if line.number == "12345"] or community.hotlines[:1]
    body = edition.render(
        "poster",
        language=language,
        home=community.name.to(language),
        home_other=community.name.to(other),
        other=other,
        area=area.name.to(language),
        area_other=area.name.to(other),
        picture=picture,
        address=community.site_address.partition("://")[2].rstrip("/"),
        hotline=lines[0] if lines else None,
        hotline_name=lines[0].name.to(language) if lines else "",
        style=("../../" if edition.prefix else "../") + style,
    )
    data = with_policy(body.encode())
    return Page(f"{edition.prefix}poster/{area.key}.html", (data,), data)

"""Posters for the doors of buildings: A4, few words, a QR code, a short address, an official phone line.

Each is a page that prints on one sheet (`make posters` prints them as PDF, see docs/decisions). They change
with the community's file only, so a build that knows them makes none of their codes again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from moderation.core.community import Area, Community
from publishing.batches import Fragment, Rendered, digest_of
from publishing.edition import Edition, Page
from publishing.engine import Built
from publishing.kept_codes import poster_addresses
from publishing.shell import with_policy


@dataclass(frozen=True, slots=True)
class Posters:
    """The posters of all areas in all languages."""

    base: bytes
    editions: Sequence[Edition]
    built: Built
    name: str = "posters"
    vendored: bool = False

    def digest(self) -> str:
        return digest_of(self.base, ["posters", self._style])

    def render(self) -> Rendered:
        codes = self.built.codes.of_posters
        pages = [
            _poster(edition, edition.community.area_by_key[key], Markup(codes[address]), self._style)  # noqa: S704  segno's own
            for edition in self.editions
            for key, address in poster_addresses(edition.community).items()
        ]
        return Rendered(pages, [Fragment(page.path, page.own) for page in pages])

    @property
    def _style(self) -> str:
        """The path of their style sheet."""
        return next(path for path in self.built.files if path.startswith("assets/poster."))


def areas_with_poster(community: Community) -> list[Area]:
    return [community.area_by_key[key] for key in poster_addresses(community)]


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

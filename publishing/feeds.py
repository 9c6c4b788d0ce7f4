"""Atom (RFC 4287) and JSON Feed 1.1: one of each per form and per area, down to the community."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from moderation.core.community import Area, Community, Form, Publishes
from publishing.edition import Edition
from publishing.listing import ListKey
from publishing.placed import Placed, lineage
from publishing.public_entry import Summary, summary

NEWEST: Final = 50
_LEVELS: Final = frozenset({"district", "street", "community"})  # a building is too few people
_NEVER_YET: Final = "2020-01-01T00:00:00+00:00"  # when a feed without entries was last changed


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed in one language. `page` is where a person reads the same."""

    name: str
    title: str
    page: str


def newest(community: Community, placed: Sequence[Placed]) -> dict[str, list[Placed]]:
    """The name of every feed -> what it holds, be it nothing. `placed` is in the order of approval.

    There is one of each form that publishes entries, and of each larger area with all that lies within.
    """
    above = lineage(community)
    backwards = placed[::-1]
    of_forms = {
        form.key: list(islice((one for one in backwards if one.entry.form == form.key), NEWEST))
        for form in _forms(community)
    }
    of_areas = {
        _named(area): list(islice((one for one in backwards if area.key in above[one.area]), NEWEST))
        for area in _areas(community)
    }
    return of_forms | of_areas


def feeds_of(edition: Edition) -> Iterator[Feed]:
    """Every feed in one language, in the order of `newest`."""
    community, language, words = edition.community, edition.language, edition.words
    home = community.name.to(language)
    for form in _forms(community):
        title = f"{words['feed_of'].format(title=form.name.to(language))} · {home}"
        yield Feed(form.key, title, f"list/{ListKey(form.key).name}.html")
    for area in _areas(community):
        title = f"{words['feed_of'].format(title=area.name.to(language))} · {home}"
        yield Feed(_named(area), title, "index.html")


def feed_files(summaries: Summaries, name: str, entries: Sequence[Placed]) -> Iterator[tuple[str, bytes]]:
    """A feed as Atom and as JSON Feed, in the language of the summaries."""
    edition = summaries.edition
    feed = next(one for one in feeds_of(edition) if one.name == name)
    told = [summaries.of(one) for one in entries]
    path = f"{edition.prefix}feed/{name}"
    address = f"{edition.community.site_address}{path}"
    yield f"{path}.xml", _atom(edition, feed, told, f"{address}.xml")
    yield f"{path}.json", _json(edition, feed, told, f"{address}.json")


def _forms(community: Community) -> list[Form]:
    return [form for form in community.forms if form.publishes is Publishes.ENTRY]


def _areas(community: Community) -> list[Area]:
    return [area for area in community.areas if area.level in _LEVELS]


def _named(area: Area) -> str:
    return f"area_{area.key}"


class Summaries:
    """Each entry stands in several feeds; it is summed up once in each language."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._made: dict[str, Summary] = {}

    def of(self, placed: Placed) -> Summary:
        made = self._made.get(placed.entry.id)
        if made is None:
            edition = self.edition
            made = summary(edition.community, edition.language, edition.prefix, placed)
            self._made[placed.entry.id] = made
        return made


def _atom(edition: Edition, feed: Feed, entries: Sequence[Summary], address: str) -> bytes:
    community = edition.community
    page = f"{community.site_address}{edition.prefix}{feed.page}"
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(edition.language)}>\n',
        f"<id>{escape(address)}</id><title>{escape(feed.title)}</title>",
        f'<link rel="self" href={quoteattr(address)}/><link href={quoteattr(page)}/>',
        f"<updated>{_changed(entries)}</updated>",
        f"<author><name>{escape(community.name.to(edition.language))}</name></author>\n",
    ]
    for one in entries:
        terms = "".join(f"<category term={quoteattr(name)}/>" for name in one.categories)
        parts.append(
            f"<entry><id>{escape(one.address)}</id><title>{escape(one.title)}</title>"
            f"<link href={quoteattr(one.address)}/><published>{_time(one.published)}</published>"
            f"<updated>{_time(one.changed)}</updated>{terms}"
            f"<summary>{escape(chr(10).join(one.lines))}</summary></entry>\n"
        )
    return "".join([*parts, "</feed>\n"]).encode()


def _json(edition: Edition, feed: Feed, entries: Sequence[Summary], address: str) -> bytes:
    told: Mapping[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": f"{edition.community.site_address}{edition.prefix}{feed.page}",
        "feed_url": address,
        "language": edition.language,
        "items": [
            {
                "id": one.address,
                "url": one.address,
                "title": one.title,
                "content_text": "\n".join(one.lines),
                "date_published": _time(one.published),
                "date_modified": _time(one.changed),
                "tags": list(one.categories),
            }
            for one in entries
        ],
    }
    return (json.dumps(told, ensure_ascii=False) + "\n").encode()


def _changed(entries: Sequence[Summary]) -> str:
    return max((_time(one.changed) for one in entries), default=_NEVER_YET)


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")

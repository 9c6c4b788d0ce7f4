"""Atom (RFC 4287) and JSON Feed 1.1: one of each per form and per area, down to the community."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from moderation.core.community import Community, Publishes
from publishing.edition import Edition
from publishing.listing import ListKey, Placed, lineage
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
    entries: Sequence[Placed]


def feeds(edition: Edition, placed: Sequence[Placed]) -> Iterator[tuple[str, bytes]]:
    """Every feed of one language; `placed` in the order of approval. A feed without entries is there, too."""
    community = edition.community
    told = _Summaries(community, edition.language, edition.prefix)
    for feed in feeds_of(edition, placed):
        newest = [told.of(one) for one in feed.entries]
        path = f"{edition.prefix}feed/{feed.name}"
        yield f"{path}.xml", _atom(edition, feed, newest, f"{community.site_address}{path}.xml")
        yield f"{path}.json", _json(edition, feed, newest, f"{community.site_address}{path}.json")


def feeds_of(edition: Edition, placed: Sequence[Placed]) -> Iterator[Feed]:
    """Which feeds there are: forms that publish entries, then areas with everything that lies within."""
    community, words, home = edition.community, edition.words, edition.community.name.to(edition.language)
    newest = placed[::-1]
    for form in community.forms:
        if form.publishes is Publishes.ENTRY:
            ours = [one for one in newest if one.entry.form == form.key][:NEWEST]
            title = f"{words['feed_of'].format(title=form.name.to(edition.language))} · {home}"
            yield Feed(form.key, title, f"list/{ListKey(form.key).name}.html", ours)
    above = lineage(community)
    for area in community.areas:
        if area.level in _LEVELS:
            ours = [one for one in newest if area.key in above[one.area]][:NEWEST]
            title = f"{words['feed_of'].format(title=area.name.to(edition.language))} · {home}"
            yield Feed(f"area_{area.key}", title, "index.html", ours)


class _Summaries:
    """Each entry stands in several feeds; it is summed up once."""

    def __init__(self, community: Community, language: str, prefix: str) -> None:
        self._community, self._language, self._prefix = community, language, prefix
        self._made: dict[str, Summary] = {}

    def of(self, placed: Placed) -> Summary:
        made = self._made.get(placed.entry.id)
        if made is None:
            made = summary(self._community, self._language, self._prefix, placed)
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

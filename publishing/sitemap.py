"""sitemap.xml and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from moderation.core.community import Community
from publishing.batches import MadeFiles, WholeFiles
from publishing.edition import Edition
from publishing.listing import ListKey
from publishing.placed import Placed

PER_FILE: Final = 5000  # the protocol allows 50,000; a new entry rewrites the last file only
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<{} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)


def map_batches(
    base: bytes,
    editions: Sequence[Edition],
    lists: Iterable[ListKey],
    pages: Sequence[str],
    placed: Sequence[Placed],
) -> Iterator[WholeFiles | MadeFiles]:
    """What leads search engines to every page; `pages` are those beside entries and lists."""
    community, numbered = editions[0].community, chunks(placed)
    yield WholeFiles("maps", [robots(community), *sitemaps(community, editions, lists, pages, numbered)])
    for edition in editions:
        for number, some in numbered.items():
            facts = [(one.entry.id, one.entry.approved_at.timestamp()) for one in some]
            make = partial(_entry_maps, edition, number, some)
            yield MadeFiles(f"map-{edition.language}-{number}", base, facts, make)


def _entry_maps(edition: Edition, number: int, placed: Sequence[Placed]) -> list[tuple[str, bytes]]:
    return [entry_map(edition, number, placed)]


def robots(community: Community) -> tuple[str, bytes]:
    return "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {community.site_address}sitemap.xml\n".encode()


def chunks(placed: Sequence[Placed]) -> dict[int, Sequence[Placed]]:
    """The entries of each numbered file, in the order of their approval."""
    starts = range(0, len(placed), PER_FILE)
    return {number: placed[start : start + PER_FILE] for number, start in enumerate(starts, 1)}


def entry_map(edition: Edition, number: int, placed: Sequence[Placed]) -> tuple[str, bytes]:
    """One numbered file in one language. Addresses are URL-safe."""
    before = f"<url><loc>{edition.community.site_address}{edition.prefix}e/"
    lines = [
        f"{before}{one.entry.id}.html</loc><lastmod>{one.entry.approved_at.date().isoformat()}</lastmod></url>"
        for one in placed
    ]
    return f"sitemap-{edition.language}-{number}.xml", _file("urlset", lines)


def sitemaps(
    community: Community,
    editions: Sequence[Edition],
    lists: Iterable[ListKey],
    pages: Sequence[str],
    numbers: Iterable[int],
) -> Iterator[tuple[str, bytes]]:
    """Lists and other pages, and an index of all these files."""
    site = community.site_address
    paths = [*pages, *(f"{edition.prefix}list/{key.name}.html" for edition in editions for key in lists)]
    yield "sitemap-pages.xml", _file("urlset", [f"<url><loc>{site}{path}</loc></url>" for path in paths])
    parts = [f"sitemap-{edition.language}-{number}.xml" for edition in editions for number in numbers]
    names = ["sitemap-pages.xml", *parts]
    index = [f"<sitemap><loc>{site}{name}</loc></sitemap>" for name in names]
    yield "sitemap.xml", _file("sitemapindex", index)


def _file(kind: str, lines: Sequence[str]) -> bytes:
    return (_HEAD.format(kind) + "\n".join(lines) + f"\n</{kind}>\n").encode()

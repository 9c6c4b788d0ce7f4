"""sitemap.xml and robots.txt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from moderation.core.community import Community
from publishing.edition import Edition
from publishing.listing import ListKey, Placed

PER_FILE: Final = 5000  # the protocol allows 50,000; a new entry rewrites the last file only
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<{} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)


def robots(community: Community) -> tuple[str, bytes]:
    return "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {community.site_address}sitemap.xml\n".encode()


def sitemaps(
    community: Community,
    editions: Sequence[Edition],
    placed: Sequence[Placed],
    lists: Mapping[ListKey, Sequence[Placed]],
    pages: Sequence[str],
) -> Iterator[tuple[str, bytes]]:
    """An index, then entries in the order of their approval, and everything else. Addresses are URL-safe."""
    site, names = community.site_address, []
    first = [f"<url><loc>{site}{path}</loc></url>" for path in pages]
    first += [
        f"<url><loc>{site}{edition.prefix}list/{key.name}.html</loc></url>"
        for edition in editions
        for key in lists
    ]
    files = {"sitemap-pages.xml": first}
    for edition in editions:
        for start in range(0, len(placed), PER_FILE):
            files[f"sitemap-{edition.language}-{start // PER_FILE + 1}.xml"] = [
                f"<url><loc>{site}{edition.prefix}e/{one.entry.id}.html</loc>"
                f"<lastmod>{one.entry.approved_at.date().isoformat()}</lastmod></url>"
                for one in placed[start : start + PER_FILE]
            ]
    for name, urls in files.items():
        names.append(f"<sitemap><loc>{site}{name}</loc></sitemap>")
        yield name, (_HEAD.format("urlset") + "\n".join(urls) + "\n</urlset>\n").encode()
    yield "sitemap.xml", (_HEAD.format("sitemapindex") + "\n".join(names) + "\n</sitemapindex>\n").encode()

"""What the site consists of, as batches; nothing is rendered yet but what changes with every build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from moderation.core.community import Community
from moderation.core.entry import Entry
from moderation.core.figures import Figures
from moderation.core.public_warning import PublicWarning
from publishing.annex import Told, annexes, whole
from publishing.area_pages import area_pages, areas_page
from publishing.batches import (
    Batch,
    EntryPages,
    MadeFiles,
    Said,
    WholeFiles,
    entry_batches,
    foundation,
    list_batches,
)
from publishing.edition import Edition, Page
from publishing.engine import Built, House
from publishing.entry_lines import EntriesJson, EntryLines, Read, line_batches
from publishing.home import home
from publishing.listing import ListKey, Placed, lists, placed
from publishing.pages import guides
from publishing.posters import Posters
from publishing.rota import Rota, load_rota
from publishing.search import ROWS, GuideSegment, segments, shards
from publishing.search_codes import Layout, layout_for
from publishing.search_page import own_pages, search_head, search_page
from publishing.sitemap import chunks, entry_map, robots, sitemaps
from publishing.standings import Standing, standings
from publishing.view import Viewer


@dataclass(frozen=True, slots=True)
class Site:
    """Everything a site is made of. `entries` need no order; expired ones are left out.

    Without `figures` there is no data page.
    """

    house: House
    community: Community
    entries: Sequence[Entry]
    now: datetime
    figures: Figures | None = None
    warnings: Sequence[PublicWarning] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """First the entries, then what is put together of their pieces; the rest in any order."""

    base: bytes
    editions: Sequence[Edition]
    entries: Sequence[EntryPages]
    lines: Sequence[EntryLines]
    lists: Mapping[ListKey, Sequence[Placed]]
    said: Said
    layout: Layout
    rest: Sequence[Batch]

    @property
    def first(self) -> list[Batch]:
        return [*self.entries, *self.lines, *self.rest]

    def second(self, rows: Mapping[str, Mapping[str, bytes]], read: Read) -> list[Batch]:
        """`rows`: language -> entry id -> row, and the pieces of the search index; `read` gives the fragments
        of batches that came first."""
        in_lists = {edition.language: rows[edition.language] for edition in self.editions}
        return [
            *list_batches(self.base, self.editions, self.lists, in_lists, self.said),
            *shards(self.base, self.layout, rows[ROWS]),
            EntriesJson(self.base, self.editions[0].community, self.lines, read),
        ]


def rota_of(site: Site) -> Rota | None:
    """The community's rota today; raises `BadRota`."""
    today = site.now.astimezone(ZoneInfo(site.community.time_zone)).date()
    return load_rota(site.house.content / "rota.toml", site.community, today)


def _front(
    told: Told, standing: Mapping[str, Standing], counts: Mapping[ListKey, int], built: Built
) -> Iterator[Page]:
    """The pages from which a reader goes on to all others."""
    for edition, viewer in told.editions:
        yield home(edition, viewer, told, counts)
        yield guides(edition)
        yield search_page(edition, built.files)
        yield areas_page(edition, standing)


def _areas(
    told: Told, standing: Mapping[str, Standing], counts: Mapping[ListKey, int], base: bytes, said: Said
) -> MadeFiles:
    facts = [
        [(key.name, count) for key, count in counts.items()],
        [(*one.counted, said.by(one.first)) for one in standing.values()],
    ]
    paths = [f"{edition.prefix}area/{area}.html" for edition, _ in told.editions for area in standing]

    def made() -> Iterator[tuple[str, bytes]]:
        for edition, viewer in told.editions:
            yield from whole(area_pages(edition, viewer, standing, counts))

    return MadeFiles("areas", base, facts, made, paths)


def planned(site: Site, entries: Sequence[Entry], built: Built) -> Plan:
    """`entries` are those of the site that are still valid, in the order of their approval."""
    community, house = site.community, site.house
    base = foundation(house, community, built)
    editions = [Edition(house, community, built, language) for language in community.languages]
    seen_by = [(edition, Viewer(edition)) for edition in editions]
    shown = placed(community, entries)
    found = lists(community, shown)
    counts = {key: len(ones) for key, ones in found.items()}
    files = [(path, (built.folder / path).read_bytes()) for path in built.files]
    said = Said(shown)
    told = Told(community, seen_by, shown, site.now, site.figures, rota_of(site), site.warnings)
    standing = standings(community, shown, site.figures)
    front = list(whole(_front(told, standing, counts, built)))
    areas = _areas(told, standing, counts, base, said)
    beside = annexes(told, base, said)
    more = [path for batch in (areas, *beside) for path in batch.pages]
    pages = [*(path for path, _ in (*front, *files) if path.endswith(".html") and path != "404.html"), *more]
    layout = layout_for(community, len(shown))
    own = {edition.language: own_pages(edition, pages) for edition in editions}
    numbered = chunks(shown)
    style = next(path for path in built.files if path.startswith("assets/poster."))
    rest: list[Batch] = [
        WholeFiles("front", front),
        WholeFiles("guides", [file for file in files if not file[0].startswith("assets/")]),
        WholeFiles("assets", [file for file in files if file[0].startswith("assets/")], vendored=True),
        *beside,
        Posters(base, editions, style),
        areas,
        WholeFiles("search", [search_head(edition, editions, layout) for edition in editions]),
        GuideSegment(base, layout, built, editions, own),
        *segments(base, layout, community, shown, said),
        WholeFiles("maps", [robots(community), *sitemaps(community, editions, found, pages, numbered)]),
        *(_map(base, edition, number, some) for edition in editions for number, some in numbered.items()),
    ]
    lines = list(line_batches(base, community, shown, said))
    return Plan(base, editions, entry_batches(base, seen_by, shown, said), lines, found, said, layout, rest)


def _map(base: bytes, edition: Edition, number: int, some: Sequence[Placed]) -> MadeFiles:
    facts = [(one.entry.id, one.entry.approved_at.timestamp()) for one in some]
    return MadeFiles(
        f"map-{edition.language}-{number}", base, facts, lambda: [entry_map(edition, number, some)]
    )

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
from publishing.annex import Told, annexes
from publishing.batches import Batch, WholeFiles, foundation
from publishing.edition import Edition
from publishing.engine import Built
from publishing.entry_batches import EntryBatch, entry_batches
from publishing.entry_pieces import EntriesJson, Pieces, Read
from publishing.front import front_batches
from publishing.house import House
from publishing.list_pages import list_batches
from publishing.listing import ListKey, lists
from publishing.placed import Placed, placed
from publishing.posters import Posters
from publishing.rota import Rota, load_rota
from publishing.search import GuideSegment, Index, entry_segments, head_batch
from publishing.search_codes import layout_for
from publishing.search_page import own_pages
from publishing.sitemap import map_batches
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
    """`first` comes first; then what is put together of its pieces."""

    base: bytes
    editions: Sequence[Edition]
    placed: Sequence[Placed]
    first: Sequence[Batch]
    entries: Sequence[EntryBatch]
    index: Index
    lists: Mapping[ListKey, Sequence[Placed]]

    def second(self, read: Read) -> list[Batch]:
        """`read` gives what the batches that came first have kept."""
        pieces = Pieces(self.entries, read)
        return [
            *list_batches(self.base, self.editions, self.lists, pieces),
            *self.index.shards(read),
            EntriesJson(self.base, self.editions[0].community, self.placed, pieces),
        ]


def planned(site: Site, entries: Sequence[Entry], built: Built) -> Plan:
    """`entries` are those of the site that are still valid, in the order of their approval."""
    community = site.community
    base = foundation(site.house, community, built)
    editions = [Edition(site.house, community, built, language) for language in community.languages]
    seen_by = [(edition, Viewer(edition)) for edition in editions]
    shown = placed(community, entries)
    found = lists(community, shown)
    told = Told(community, seen_by, shown, site.now, site.figures, _rota(site), site.warnings)
    counts = {key: len(ones) for key, ones in found.items()}
    front, *areas = front_batches(told, counts, built, base)
    pages = [front, *_guides(built), *areas, *annexes(told, base)]
    paths = [path for batch in pages for path in batch.pages if path != "404.html"]
    single = list(entry_batches(base, community, seen_by, shown))
    layout = layout_for(community, len(shown))
    own = [own_pages(edition, paths) for edition in editions]
    guides = GuideSegment(base, layout, built, editions, own)
    index = Index(base, layout, [guides, *entry_segments(base, layout, community, shown)])
    first = [
        *single,
        *pages,
        Posters(base, editions, built),
        head_batch(base, layout, editions),
        *index.segments,
        *map_batches(base, editions, found, paths, shown),
    ]
    return Plan(base, editions, shown, first, single, index, found)


def _rota(site: Site) -> Rota | None:
    """The community's rota today; raises `BadRota`."""
    today = site.now.astimezone(ZoneInfo(site.community.time_zone)).date()
    return load_rota(site.house.content / "rota.toml", site.community, today)


def _guides(built: Built) -> Iterator[WholeFiles]:
    """What the engine made: guides, and what all pages load."""
    files = [(path, (built.folder / path).read_bytes()) for path in built.files]
    yield WholeFiles("guides", [file for file in files if not file[0].startswith("assets/")])
    yield WholeFiles("assets", [file for file in files if file[0].startswith("assets/")], vendored=True)

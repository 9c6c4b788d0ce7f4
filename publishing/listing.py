"""Which entry stands in which list, on which page, and how exactly its place may be named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from moderation.core.community import Community
from moderation.core.entry import Entry
from publishing.placed import Placed, lineage


class ListKey(NamedTuple):
    """Form x category x area; an empty word stands for all of them."""

    form: str
    category: str = ""
    area: str = ""

    @property
    def name(self) -> str:
        """The name of its newest page; keys hold no underscore, so names cannot collide."""
        return f"{self.form}_{self.category}_{self.area}".rstrip("_")

    def page_name(self, number: int) -> str:
        return f"{self.form}_{self.category}_{self.area}_{number}"


def fresh(entries: Iterable[Entry], now: datetime) -> list[Entry]:
    """The entries that have not expired, oldest approval first: the order of numbered list pages."""
    return sorted((e for e in entries if e.expires_at > now), key=lambda e: (e.approved_at, e.id))


def lists(community: Community, entries: Iterable[Placed]) -> dict[ListKey, list[Placed]]:
    """Every list that is not empty, in the order of `entries`. Areas hold what lies within them."""
    above = lineage(community)
    found: defaultdict[ListKey, list[Placed]] = defaultdict(list)
    of_kind: dict[tuple[str, str | None, str | None], list[list[Placed]]] = {}
    for one in entries:
        kind = (one.entry.form, one.entry.category, one.area)
        if kind not in of_kind:
            areas, categories = ("", *above[one.area]), sorted({"", one.entry.category or ""})
            of_kind[kind] = [
                found[ListKey(kind[0], category, area)] for category in categories for area in areas
            ]
        for list_ in of_kind[kind]:
            list_.append(one)
    return dict(found)


Narrower = Mapping[ListKey, tuple[Sequence[tuple[ListKey, int]], Sequence[tuple[ListKey, int]]]]
"""List -> the lists of its categories, and those of the areas within, with how many entries each holds."""


def narrowed(community: Community, counts: Mapping[ListKey, int]) -> Narrower:
    """The next narrower ones of every list, in the order of community.toml."""
    found: defaultdict[ListKey, tuple[list[tuple[ListKey, int]], list[tuple[ListKey, int]]]]
    found = defaultdict(lambda: ([], []))
    cities = [area.key for area in community.areas if area.parent is None]
    whole = cities[0] if len(cities) == 1 else None  # a city that holds everything narrows nothing
    categories = {one.key: number for number, one in enumerate(community.categories)}
    areas = {area.key: number for number, area in enumerate(community.areas)}
    above = {area.key: area.parent or "" for area in community.areas}
    for key in sorted(counts, key=lambda one: (categories.get(one.category, -1), areas.get(one.area, -1))):
        to = (key, counts[key])
        if key.category:
            found[ListKey(key.form, "", key.area)][0].append(to)
        if key.area and key.area != whole:
            found[ListKey(key.form, key.category, above[key.area])][1].append(to)
            if above[key.area] == whole:
                found[ListKey(key.form, key.category)][1].append(to)
    return found


@dataclass(frozen=True, slots=True)
class Chunk:
    """One page of a list, newest first. `number` is None for the newest page, which a reader sees first."""

    number: int | None
    rows: Sequence[Placed]
    older: int | None
    newer: int | None  # None: the newest page, if this is not it


def chunks(entries: Sequence[Placed], size: int) -> Iterator[Chunk]:
    """The newest page, then the archive: full pages numbered from the oldest.

    So a new entry changes the newest page only, and a full archive page never changes while its entries stay.
    The newest page always shows the newest `size`, also those which the last archive page holds already.
    """
    full = len(entries) // size
    last = full if len(entries) % size else max(full - 1, 0)
    yield Chunk(None, entries[-1 : -size - 1 : -1], last or None, None)
    for number in range(1, last + 1):
        rows = entries[(number - 1) * size : number * size]
        newer = number + 1 if number < last else None
        yield Chunk(number, rows[::-1], number - 1 or None, newer)

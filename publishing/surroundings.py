"""What the page of a single area is made of: a new entry makes the pages of its own areas again only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from moderation.core.community import Community
from publishing.listing import ListKey
from publishing.placed import said_by
from publishing.standings import Standing


@dataclass(frozen=True, slots=True)
class Surroundings:
    """An area, the areas right within it, and the nearest one around where something is wanted. `counts` are
    those of the area's own lists.
    """

    here: Standing
    inside: Sequence[Standing]
    near: Standing
    counts: Mapping[ListKey, int]

    @property
    def facts(self) -> list[Any]:
        """Everything of it that the page shows, as marshal takes it."""
        inside = [one.counted for one in self.inside]
        near = self.near.area.key, said_by(self.near.first)
        return [self.here.counted, inside, near, [(key.name, count) for key, count in self.counts.items()]]


def surroundings(
    community: Community, standing: Mapping[str, Standing], counts: Mapping[ListKey, int]
) -> Iterator[Surroundings]:
    """Those of every area; `counts` are those of all lists."""
    own: defaultdict[str, dict[ListKey, int]] = defaultdict(dict)
    for key, count in counts.items():
        own[key.area][key] = count
    inside: defaultdict[str | None, list[Standing]] = defaultdict(list)
    for one in standing.values():
        inside[one.area.parent].append(one)
    for one in standing.values():
        line = [one, *(standing[area.key] for area in community.ancestors(one.area))]
        near = next((each for each in line if each.first), one)
        yield Surroundings(one, inside[one.area.key], near, own[one.area.key])

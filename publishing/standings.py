"""How areas stand: what is open in each, what is most urgent there, and whether anybody volunteers.

Worked out once for all languages, in one pass over the entries.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from moderation.core.community import Area, Community
from moderation.core.entry import Status
from moderation.core.figures import Figures
from publishing.placed import Placed, lineage

MOST_URGENT: Final = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """One area with all that lies within. `volunteers` are those whose number may be told, of it and of areas
    within; None where they are too few. `covered` is None where nobody knows (an export has no figures).
    """

    area: Area
    open: int
    urgent: int
    first: Sequence[Placed]  # the most urgent, and of these those that wait longest
    volunteers: int | None
    covered: bool | None
    gaps: Sequence[Area]  # buildings within that have no volunteer

    @property
    def counted(self) -> tuple[str, int, int, int | None, bool | None, list[str]]:
        """All of it but `first`, in types that marshal writes the same way every time."""
        gaps = [area.key for area in self.gaps]
        return self.area.key, self.open, self.urgent, self.volunteers, self.covered, gaps


def standings(
    community: Community, entries: Sequence[Placed], figures: Figures | None
) -> Mapping[str, Standing]:
    """Every area by its key; `entries` are in the order of their approval."""
    above = lineage(community)
    waiting = [one for one in entries if one.entry.status is Status.OPEN]
    waiting.sort(key=lambda one: -one.entry.urgency)
    open_ = _within(above, Counter(one.area for one in waiting).items())
    urgent = _within(above, Counter(one.area for one in waiting if one.entry.urgency > 1).items())
    first: defaultdict[str, list[Placed]] = defaultdict(list)
    missing = sum(min(count, MOST_URGENT) for count in open_.values())
    for one in waiting:
        for area in above[one.area]:
            if len(first[area]) < MOST_URGENT:
                first[area].append(one)
                missing -= 1
        if not missing:
            break
    counted = _within(above, figures.volunteers if figures else ())
    covered = set(figures.covered) if figures else None
    buildings = [area for area in community.areas if area.level == "building"]
    return {
        area.key: Standing(
            area,
            open_[area.key],
            urgent[area.key],
            first[area.key],
            counted[area.key] or None,
            None if covered is None else area.key in covered,
            []
            if covered is None
            else [one for one in buildings if one.key not in covered and area.key in above[one.key]],
        )
        for area in community.areas
    }


def _within(
    above: Mapping[str | None, tuple[str, ...]], counts: Iterable[tuple[str | None, int]]
) -> Counter[str]:
    """What is counted in an area itself, counted for all areas around it too."""
    found = Counter[str]()
    for area, count in counts:
        for larger in above[area]:
            found[larger] += count
    return found

"""An entry as pages show it: the area that they may name, and the hash of everything they say of it."""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Final, NamedTuple

from moderation.core.community import Community
from moderation.core.entry import Entry

_SAID: Final = attrgetter("said")
_ENTRY: Final = attrgetter("id", "form", "title", "category", "urgency", "status.value")
_ANSWER: Final = attrgetter("field", "text", "choices")


class Placed(NamedTuple):
    """An entry, the smallest area that its page may name, and `said`: 16 bytes that change whenever anything
    does that a page may show of it. What is made of entries is made again when theirs change.
    """

    entry: Entry
    area: str | None
    said: bytes


def lineage(community: Community) -> Mapping[str | None, tuple[str, ...]]:
    """Area -> itself, its parent, and so on up to the city."""
    return {None: (), **{area.key: tuple(_upwards(community, area.key)) for area in community.areas}}


def _upwards(community: Community, key: str | None) -> Iterator[str]:
    while key is not None:
        yield key
        key = community.area_by_key[key].parent


def placed(community: Community, entries: Sequence[Entry]) -> list[Placed]:
    """Every entry with its area, coarsened where it would be one of few of its form and category.

    The smallest area with at least `coarsen_below_entries` of them; the city when there is none.
    """
    above, least = lineage(community), community.thresholds.coarsen_below_entries
    there: Counter[tuple[str, str | None, str]] = Counter()
    kinds = Counter((e.form, e.category, e.area) for e in entries)
    for (form, category, area), count in kinds.items():
        for larger in above[area]:
            there[form, category, larger] += count

    def shown(form: str, category: str | None, area: str | None) -> str | None:
        line = above[area]
        return next((a for a in line if there[form, category, a] >= least), line[-1] if line else None)

    areas = {kind: shown(*kind) for kind in kinds}
    return [place(e, areas[e.form, e.category, e.area]) for e in entries]


def place(entry: Entry, area: str | None) -> Placed:
    """An entry whose page names `area`."""
    # Version 2 writes no references: later ones depend on how many names an object happens to have.
    facts = marshal.dumps(_facts(entry, area), 2)
    return Placed(entry, area, blake2b(facts, digest_size=16).digest())


def said_by(entries: Iterable[Placed]) -> bytes:
    """What pages show of these entries in this order, as hashes."""
    return b"".join(map(_SAID, entries))


def _facts(entry: Entry, area: str | None) -> tuple[Any, ...]:
    """Everything of an entry that a page shows, in types that marshal writes the same way every time."""
    return (
        _ENTRY(entry),
        area,
        entry.approved_at.timestamp(),
        entry.verified_at and entry.verified_at.timestamp(),
        entry.expires_at.timestamp(),
        list(map(_ANSWER, entry.details)),
        [(q := detail.quantity) and (str(q.amount), q.unit, q.unlimited) for detail in entry.details],
    )

"""Counting, and what of it may be shown. Pure: no database, no clock."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from moderation.core.community import Community
from moderation.core.entry import Entry
from moderation.core.figures import Day, Funnel, Goods, Stage, Waiting
from moderation.core.quantity import Quantity

DAYS: Final = 30
_MONEY: Final = "元"  # a price is no amount of goods
_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Path:
    """How far one response came, and when. `reached_at`: a call found somebody."""

    form: str
    received_at: datetime
    reached_at: datetime | None = None
    verified: bool = False
    answered_at: datetime | None = None
    matched: bool = False
    done_at: datetime | None = None

    @property
    def stages(self) -> Iterator[Stage]:
        """The stages it passed without leaving one out."""
        passed = (True, self.verified, self.answered_at is not None, self.matched, self.done_at is not None)
        for stage, yes in zip(Stage, passed, strict=True):
            if not yes:
                return
            yield stage


def funnel(form: str, paths: Collection[Path], least: int) -> Funnel:
    """How many of the form's responses reached each stage; None for some but fewer than `least`."""
    reached = Counter(stage for path in paths for stage in path.stages)
    return Funnel(form, tuple((stage, _shown(reached[stage], least)) for stage in Stage))


def waiting(paths: Iterable[Path], least: int) -> Waiting:
    """How long people waited for the first call that reached them. Calls before the arrival do not count."""
    waited = sorted(
        (path.reached_at - path.received_at) / _HOUR
        for path in paths
        if path.reached_at is not None and path.reached_at >= path.received_at
    )
    if len(waited) < max(least, 1):
        return Waiting(_shown(len(waited), least), None, None)
    return Waiting(len(waited), _rank(waited, 50), _rank(waited, 90))


def goods(community: Community, entries: Iterable[Entry]) -> tuple[Goods, ...]:
    """The amounts of entries by form, category and unit. An entry's first amount is what it is about.

    Left out are forms that ask for a price: where to buy says how much each may take, not how much there is.
    """
    priced = {form.key for form in community.forms if any(_MONEY in field.units for field in form.fields)}
    piles: defaultdict[tuple[str, str, str], list[Quantity]] = defaultdict(list)
    for entry in entries:
        quantity = next((each.quantity for each in entry.details if each.quantity is not None), None)
        if entry.category is None or quantity is None or entry.form in priced:
            continue
        if quantity.unit != _MONEY:
            piles[entry.form, entry.category, quantity.unit or ""].append(quantity)
    return tuple(
        Goods(
            form,
            category,
            unit or None,
            sum((each.amount for each in pile if each.amount is not None and unit), Decimal()),
            len(pile),
            sum(each.amount is None or not unit for each in pile),
        )
        for (form, category, unit), pile in sorted(piles.items())
    )


def days(paths: Iterable[Path], now: datetime, zone: ZoneInfo) -> tuple[Day, ...]:
    """The last days up to today, quiet ones too, from the first on which anything arrived."""
    counts: Counter[tuple[date, str]] = Counter()
    for path in paths:
        for what, at in (
            ("collected", path.received_at),
            ("answered", path.answered_at),
            ("done", path.done_at),
        ):
            if at is not None:
                counts[at.astimezone(zone).date(), what] += 1
    today = now.astimezone(zone).date()
    first = max(min((day for day, _ in counts), default=today), today - timedelta(days=DAYS - 1))
    all_ = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    return tuple(
        Day(day, counts[day, "collected"], counts[day, "answered"], counts[day, "done"]) for day in all_
    )


def rolled_up(community: Community, people: Mapping[str, int], least: int) -> tuple[tuple[str, int], ...]:
    """People by area; few are counted in the next larger area, and left out where there is none."""
    left = Counter(people)
    shown = {}
    for level in ("building", "community", "street", "district", "city"):
        for area in community.areas:
            if area.level != level or not left[area.key]:
                continue
            if left[area.key] >= least:
                shown[area.key] = left[area.key]
            elif area.parent is not None:
                left[area.parent] += left[area.key]
    return tuple((area.key, shown[area.key]) for area in community.areas if area.key in shown)


def covered(community: Community, people: Mapping[str, int]) -> tuple[str, ...]:
    """The areas that anybody named, and those around them: where there is somebody, not how many."""
    named = [area for area in community.areas if people.get(area.key)]
    there = {one.key for area in named for one in (area, *community.ancestors(area))}
    return tuple(area.key for area in community.areas if area.key in there)


def urgency(community: Community, entries: Iterable[Entry]) -> tuple[int, int, int, int]:
    """How many entries are how urgent, of forms that ask for a reason with an urgency."""
    asking = {
        form.key
        for form in community.forms
        if any(option.urgency for field in form.fields for option in community.options_of(field))
    }
    split = Counter(entry.urgency for entry in entries if entry.form in asking)
    return split[0], split[1], split[2], split[3]


def _rank(ordered: Sequence[float], per_cent: int) -> Decimal:
    """The nearest rank: the smallest value that `per_cent` of all do not exceed, to a tenth."""
    rank = -(-len(ordered) * per_cent // 100)
    return Decimal(ordered[rank - 1]).quantize(Decimal("0.1"))


def _shown(count: int, least: int) -> int | None:
    return count if count == 0 or count >= least else None

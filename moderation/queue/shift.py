"""How the shift is going: what waits and for how long, how fast it is decided, and where rules are wrong.

Nothing is counted by person: nobody is ranked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import TruncDate

from moderation.core.community import Community
from moderation.queue.call_back import due, escalated
from moderation.queue.models import Act, Version
from moderation.queue.tabs import URGENT, waiting
from moderation.queue.words import NOT_MODERATORS, Kind

DAYS: Final = 14
LATELY: Final = timedelta(days=7)
_BATCH: Final = 500
AGES: Final = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3))
"""The ends of the groups into which what waits is put by age; the last group has none."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits. `ages` counts it in the groups of `AGES`; `oldest` is when the first of it came."""

    waiting: int
    urgent: int
    due: int
    escalated: int
    oldest: datetime | None
    ages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Speed:
    """How long the versions first decided within `LATELY` had waited; None where there are none."""

    decided: int
    half: timedelta | None
    most: timedelta | None


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many came and how many were decided on one day of the community."""

    day: date
    came: int
    decided: int


def backlog(community: Community, now: datetime) -> Backlog:
    """What waits at `now`, in one query, and whom to call."""
    groups = {
        f"younger_{n}": Count("pk", filter=Q(first_seen_at__gt=now - age)) for n, age in enumerate(AGES)
    }
    found = (
        waiting(Q())
        .order_by()
        .aggregate(
            all=Count("pk"),
            urgent=Count("pk", filter=Q(urgency__gte=URGENT)),
            oldest=Min("first_seen_at"),
            **groups,
        )
    )
    steps = [0, *(found[name] for name in groups), found["all"]]
    return Backlog(
        waiting=found["all"],
        urgent=found["urgent"],
        due=due(community, now).order_by().count(),
        escalated=escalated().order_by().count(),
        oldest=found["oldest"],
        ages=tuple(more - less for less, more in pairwise(steps)),
    )


def speed(now: datetime) -> Speed:
    """How long it took from a version's arrival to the first decision about it, for the last `LATELY`.

    Half of them took at most `half`, nine of ten at most `most` (nearest rank). What the source's own
    moderators or residents said is not our work.
    """
    first: dict[tuple[str, int], datetime] = {}
    decided = Act.objects.filter(kind=Kind.DECISION, at__gte=now - LATELY, at__lte=now)
    for submission, version, at in (
        decided.exclude(by__in=NOT_MODERATORS).order_by("-number").values_list("submission", "version", "at")
    ):
        first[submission, version] = at
    took = sorted(max(first[key] - seen_at, timedelta()) for key, seen_at in _seen(first))
    return Speed(len(took), nearest_rank(took, 50), nearest_rank(took, 90))


def _seen(wanted: Collection[tuple[str, int]]) -> Iterator[tuple[tuple[str, int], datetime]]:
    """When each version came, unless it was decided before or is gone for good."""
    ids = sorted({submission for submission, _ in wanted})
    for start in range(0, len(ids), _BATCH):
        some = Version.objects.filter(submission__in=ids[start : start + _BATCH])
        for submission, number, seen_at in some.values_list("submission", "number", "seen_at"):
            if (submission, number) in wanted:
                yield (submission, number), seen_at


def nearest_rank(ordered: Sequence[timedelta], per_cent: int) -> timedelta | None:
    """The smallest value that `per_cent` of all do not exceed; None of nothing."""
    return ordered[-(-len(ordered) * per_cent // 100) - 1] if ordered else None


def days(community: Community, now: datetime) -> tuple[DayCount, ...]:
    """The last `DAYS` days up to today, quiet ones too."""
    zone = ZoneInfo(community.time_zone)
    today = now.astimezone(zone).date()
    all_ = [today - timedelta(days=ago) for ago in reversed(range(DAYS))]
    since = datetime.combine(all_[0], time.min, zone)
    came = _by_day(Version.objects.filter(seen_at__gte=since), "seen_at", zone)
    acts = Act.objects.filter(kind=Kind.DECISION, at__gte=since).exclude(by__in=NOT_MODERATORS)
    decided = _by_day(acts, "at", zone)
    return tuple(DayCount(day, came[day], decided[day]) for day in all_)


def _by_day(rows: QuerySet[Any], moment: str, zone: ZoneInfo) -> Counter[date]:
    days = rows.order_by().values_list(TruncDate(moment, tzinfo=zone)).annotate(Count("pk"))
    return Counter(dict(days))

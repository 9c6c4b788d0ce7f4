"""What must not go unseen. Pages of the console show it, and moderators are told; figures only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from moderation.core.community import Community
from moderation.queue.models import Act, Submission, Told, Watched
from moderation.queue.tabs import URGENT, waiting
from moderation.queue.watched import PULL, SITE
from moderation.queue.words import NO_BEARING, Standing

UNTOUCHED = timedelta(minutes=30)
AGAIN_AFTER = timedelta(hours=2)  # moderators are reminded of an alarm that goes on


class Alarm(StrEnum):
    """The most pressing first."""

    URGENT = "urgent untouched"
    PULL = "pull failing"
    SITE = "site stale"


@dataclass(frozen=True, slots=True)
class Raised:
    """An alarm that holds now. `count`: of submissions; `since`: None if nobody knows."""

    alarm: Alarm
    count: int = 0
    since: datetime | None = None


def raised(community: Community, now: datetime) -> list[Raised]:
    """Every alarm that holds at `now`."""
    return [*_urgent(now), *_watched(community, now)]


def untouched(now: datetime) -> QuerySet[Submission]:
    """Urgent ones that nobody holds, and about which nobody has said anything for `UNTOUCHED`, oldest first.

    Not among them: what somebody holds back on purpose, and what waits for the hour of its next call.
    """
    lately = Act.objects.filter(submission=OuterRef("pk"), at__gt=now - UNTOUCHED).exclude(
        kind__in=NO_BEARING
    )
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    called_later = Q(call_due_at__gt=now)
    old = Q(urgency__gte=URGENT, first_seen_at__lte=now - UNTOUCHED)
    left = waiting(old & free & ~called_later & ~Q(standing=Standing.HELD) & ~Q(Exists(lately)))
    return left.order_by("first_seen_at")


def _urgent(now: datetime) -> Iterator[Raised]:
    left = untouched(now).order_by().aggregate(count=Count("pk"), since=Min("first_seen_at"))
    if left["count"]:
        yield Raised(Alarm.URGENT, left["count"], left["since"])


def _watched(community: Community, now: datetime) -> Iterator[Raised]:
    """A pull or a site is bad when its last try failed, and when the last good one is too long ago. What was
    never tried is no alarm: not every community pulls or publishes from here.
    """
    longest = timedelta(hours=community.thresholds.stale_after_hours)
    known = Watched.objects.in_bulk([PULL, SITE])
    for name, alarm in ((PULL, Alarm.PULL), (SITE, Alarm.SITE)):
        one = known.get(name)
        if one is not None and (one.trouble or one.good_at is None or now - one.good_at > longest):
            yield Raised(alarm, since=one.good_at)


@dataclass(frozen=True, slots=True)
class News:
    """What moderators have not been told yet: alarms that are new or go on, and those that are over."""

    raised: tuple[Raised, ...]
    over: tuple[Alarm, ...]


def news(community: Community, now: datetime) -> News:
    """What to tell moderators at `now`."""
    told = dict(Told.objects.values_list("alarm", "at"))
    holding = raised(community, now)
    due = (one for one in holding if one.alarm not in told or now - told[one.alarm] >= AGAIN_AFTER)
    over = (alarm for alarm in Alarm if alarm in told and alarm not in {one.alarm for one in holding})
    return News(tuple(due), tuple(over))


def were_told(news: News, now: datetime) -> None:
    """Remember it; only after they really were."""
    for one in news.raised:
        Told.objects.update_or_create(alarm=one.alarm, defaults={"at": now})
    Told.objects.filter(alarm__in=news.over).delete()

"""Alarms and the figures of a shift."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.core.community import Community
from moderation.queue.alarms import Alarm, News, news, raised, were_told
from moderation.queue.call_back import record_call
from moderation.queue.calling import MISSES_TO_ESCALATE
from moderation.queue.claim import take
from moderation.queue.decide import decide
from moderation.queue.heaps import Heap
from moderation.queue.intake import pull
from moderation.queue.models import Submission
from moderation.queue.screened import screen_pending
from moderation.queue.shift import AGES, DAYS, backlog, days, nearest_rank, speed
from moderation.queue.watched import PULL, SITE, went_well, went_wrong
from moderation.queue.words import Standing
from moderation.screening.ruleset import Ruleset
from tests.moderation.queue.neighbourhood import NOW, SECRET, Sheet

pytestmark = pytest.mark.usefixtures("queue")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def need(community: Community, ruleset: Ruleset) -> str:
    pull(Sheet("need").add(reasons="在家吸氧"), community, NOW, SECRET)
    pull(Sheet().add(contact="13900139000"), community, NOW, SECRET)
    screen_pending(community, ruleset, SECRET, NOW)
    return Submission.objects.get(form="need").pk


def alarms(community: Community, after: timedelta) -> list[Alarm]:
    return [one.alarm for one in raised(community, NOW + after)]


def test_an_urgent_one_left_for_half_an_hour(community: Community, need: str) -> None:
    assert alarms(community, 29 * MINUTE) == []
    (alarm,) = raised(community, NOW + 30 * MINUTE)
    assert (alarm.alarm, alarm.count, alarm.since) == (Alarm.URGENT, 1, NOW)
    take(community, need, "林", NOW + 30 * MINUTE)
    assert alarms(community, 31 * MINUTE) == []
    assert alarms(community, 41 * MINUTE) == [Alarm.URGENT]


def test_it_is_quiet_while_a_call_is_to_be_made_later_and_when_held_back(
    community: Community, need: str
) -> None:
    record_call(community, SECRET, need, 1, "no answer", by="林", now=NOW + 31 * MINUTE)
    assert alarms(community, 2 * HOUR) == []
    assert alarms(community, 3 * HOUR) == [Alarm.URGENT]
    decide(community, SECRET, need, 1, "hold", by="林", reason="", now=NOW + 3 * HOUR)
    assert alarms(community, 9 * HOUR) == []


def test_what_is_approved_and_was_never_reached_waits_for_nobody(community: Community, need: str) -> None:
    approved = Submission.objects.filter(pk=need)
    approved.update(standing=Standing.APPROVED, has_phone=True, missed_calls=MISSES_TO_ESCALATE)
    assert approved.get().heap == Heap.HELD  # where a lead looks
    assert alarms(community, 9 * HOUR) == []
    assert backlog(community, NOW + 9 * HOUR).waiting == 1  # the other one


def test_pulls_and_the_site_are_watched_once_they_were_tried(community: Community) -> None:
    assert alarms(community, timedelta()) == []
    went_wrong(PULL, NOW, "SourceUnreadable")
    went_well(SITE, NOW, good_at=NOW - 25 * HOUR)
    assert alarms(community, timedelta()) == [Alarm.PULL, Alarm.SITE]
    went_well(PULL, NOW)
    went_well(SITE, NOW, good_at=NOW - 23 * HOUR)
    assert alarms(community, timedelta()) == []
    assert alarms(community, 25 * HOUR) == [Alarm.PULL, Alarm.SITE]


def test_moderators_are_told_once_reminded_later_and_told_when_it_is_over(
    community: Community, need: str
) -> None:
    def told(after: timedelta) -> News:
        found = news(community, NOW + after)
        were_told(found, NOW + after)
        return found

    assert told(29 * MINUTE) == News((), ())
    assert [one.alarm for one in told(30 * MINUTE).raised] == [Alarm.URGENT]
    assert told(40 * MINUTE) == News((), ())
    assert [one.alarm for one in told(150 * MINUTE).raised] == [Alarm.URGENT]
    decide(community, SECRET, need, 1, "reject", by="林", reason="x", now=NOW + 151 * MINUTE)
    assert told(152 * MINUTE) == News((), (Alarm.URGENT,))
    assert told(153 * MINUTE) == News((), ())


def test_the_backlog_is_counted_by_age(community: Community, need: str) -> None:
    now = backlog(community, NOW + 2 * HOUR)
    assert (now.waiting, now.urgent, now.due, now.escalated, now.oldest) == (2, 1, 1, 0, NOW)
    assert now.ages == (0, 2, 0, 0, 0)
    assert len(now.ages) == len(AGES) + 1
    assert backlog(community, NOW + timedelta(days=9)).ages == (0, 0, 0, 0, 2)


def test_speed_counts_the_first_decision_of_people(community: Community, need: str) -> None:
    offer = Submission.objects.get(form="offer").pk
    assert speed(NOW).half is None
    decide(community, SECRET, need, 1, "hold", by="林", reason="", now=NOW + HOUR)
    decide(community, SECRET, need, 1, "reject", by="周", reason="x", now=NOW + 5 * HOUR)
    decide(community, SECRET, offer, 1, "withdraw", by="resident", reason="", now=NOW + HOUR)
    now = speed(NOW + 6 * HOUR)
    assert (now.decided, now.half, now.most) == (1, HOUR, HOUR)
    assert nearest_rank([n * MINUTE for n in range(1, 11)], 90) == 9 * MINUTE


def test_days_are_the_communitys_and_quiet_ones_are_there(community: Community, need: str) -> None:
    decide(community, SECRET, need, 1, "reject", by="林", reason="x", now=NOW + 5 * HOUR)  # tomorrow there
    all_ = days(community, NOW + 5 * HOUR)
    assert len(all_) == DAYS
    assert [(one.came, one.decided) for one in all_][-3:] == [(0, 0), (2, 0), (0, 1)]

"""Leases, calls and readings: one moderator at a time, and a trace of every look."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connections

from moderation.core.community import Community
from moderation.core.finding import Span
from moderation.queue.call_back import record_call
from moderation.queue.claim import claim, holds, release, release_all, take
from moderation.queue.decide import Refused, StaleDecision, decide
from moderation.queue.examine import ruleset_name
from moderation.queue.gather import entries
from moderation.queue.intake import pull
from moderation.queue.models import Act, Submission
from moderation.queue.reading import read_private
from moderation.queue.redacting import hide, lift
from moderation.queue.screened import screen_pending
from moderation.queue.tabs import Tab, condition, heap
from moderation.queue.undo import undo
from moderation.queue.verify import verify
from moderation.queue.words import Outcome, Standing
from moderation.screening.ruleset import Ruleset
from tests.moderation.queue.neighbourhood import LATER, NOW, SECRET, Sheet

pytestmark = pytest.mark.usefixtures("queue")


def taken_in(community: Community, *sheets: Sheet) -> list[str]:
    for sheet in sheets:
        pull(sheet, community, NOW, SECRET)
    return list(Submission.objects.order_by("form", "row").values_list("id", flat=True))


def test_urgent_first_and_nobody_gets_what_a_colleague_holds(community: Community) -> None:
    first, second = taken_in(community, Sheet().add(item="甲").add(item="乙", reasons="在家吸氧"))
    one, two = claim(community, "林", NOW), claim(community, "周", NOW)
    assert one is not None
    assert two is not None
    assert (one.pk, two.pk, claim(community, "陈", NOW)) == (second, first, None)
    assert not take(community, first, "林", NOW)
    assert take(community, second, "林", NOW + timedelta(minutes=9))
    assert holds(second, "林", NOW + timedelta(minutes=18))
    expired = claim(community, "陈", NOW + timedelta(minutes=10))
    assert expired is not None
    assert expired.pk == first
    release(first, "周")
    assert holds(first, "陈", NOW + timedelta(minutes=11))
    assert release_all("陈") == 1


def test_many_at_once_and_none_twice(community: Community) -> None:
    sheet = Sheet()
    for number in range(60):
        sheet.add(item=f"第{number}件")
    taken_in(community, sheet)

    def work(name: str) -> list[str]:
        mine = []
        try:
            while (one := claim(community, name, NOW)) is not None:
                decide(community, SECRET, one.pk, 1, "reject", by=name, reason="", now=NOW)
                mine.append(one.pk)
        finally:
            connections.close_all()
        return mine

    with ThreadPoolExecutor(6) as pool:
        done = [id_ for mine in pool.map(work, "甲乙丙丁戊己") for id_ in mine]
    assert (len(done), len(set(done)), Act.objects.count()) == (60, 60, 60)
    assert verify(SECRET) == []


def test_a_second_opinion_is_somebody_else_s(community: Community, ruleset: Ruleset) -> None:
    [id_] = taken_in(community, Sheet("need").add(price="20 元"))
    screen_pending(community, ruleset, SECRET, NOW)
    decide(community, SECRET, id_, 1, "approve", by="林", reason="", now=NOW)
    assert Submission.objects.get().standing == Standing.SECOND
    assert claim(community, "林", NOW) is None
    assert claim(community, "周", NOW) is not None


def lying(community: Community, tab: Tab, now: datetime = NOW) -> list[str]:
    return [one.pk for one in heap(condition(community, tab, "林", now))]


def called(
    community: Community, submission: str, outcome: str, now: datetime = NOW, version: int = 1
) -> None:
    record_call(community, SECRET, submission, version, outcome, by="林", now=now)


def test_calls_are_due_tried_again_and_given_up(community: Community) -> None:
    sheet = Sheet("need").add(item="甲").add(item="乙", contact="微信 lin88")
    phone, _ = taken_in(community, sheet, Sheet("offer").add())[:2]
    for number in range(3):
        now = NOW + timedelta(hours=2 * number)
        assert lying(community, Tab.CALL_BACK, now) == [phone]
        called(community, phone, Outcome.NO_ANSWER, now)
        assert lying(community, Tab.CALL_BACK, now + timedelta(minutes=119)) == []
    later = NOW + timedelta(days=9)
    assert lying(community, Tab.CALL_BACK, later) == []
    assert lying(community, Tab.HELD, later) == [phone]
    assert phone not in lying(community, Tab.NEW, later)
    decide(community, SECRET, phone, 1, "reopen", by="组长", reason="居委会问到了新时间", now=later)
    assert lying(community, Tab.CALL_BACK, later) == [phone]
    called(community, phone, Outcome.ASKED_TO_WITHDRAW)
    assert Submission.objects.get(pk=phone).standing == Standing.WITHDRAWN
    with pytest.raises(Refused, match="unknown outcome"):
        called(community, phone, "maybe")
    with pytest.raises(StaleDecision):
        called(community, phone, Outcome.CONFIRMED, version=2)


def test_what_was_approved_first_is_called_all_the_same(community: Community, ruleset: Ruleset) -> None:
    [id_] = taken_in(community, Sheet("need").add())
    screen_pending(community, ruleset, SECRET, NOW)
    decide(community, SECRET, id_, 1, "approve", by="林", reason="", now=NOW)
    assert (lying(community, Tab.CALL_BACK), lying(community, Tab.NEW)) == ([id_], [])
    claimed = claim(community, "林", NOW, condition(community, Tab.CALL_BACK, "林", NOW))
    assert claimed is not None
    confirmed = LATER
    called(community, id_, Outcome.CONFIRMED, confirmed)
    assert lying(community, Tab.CALL_BACK, confirmed) == []
    for seconds, published in ((9, 0), (10, 1)):
        now = confirmed + timedelta(seconds=seconds)
        assert len(entries(community, now, SECRET, ruleset_name(ruleset))[0]) == published


def test_a_slip_of_the_finger_after_a_call_is_taken_back(community: Community) -> None:
    [id_] = taken_in(community, Sheet("need").add())
    called(community, id_, Outcome.NO_ANSWER)
    for slip in (Outcome.ASKED_TO_WITHDRAW, Outcome.CONFIRMED, Outcome.NO_ANSWER):
        called(community, id_, slip, LATER)
        undo(community, SECRET, id_, by="林", now=LATER + timedelta(seconds=9))
        one = Submission.objects.get()
        assert (one.standing, one.missed_calls) == (Standing.PENDING, 1)
        assert one.call_due_at == NOW + timedelta(hours=2)
    with pytest.raises(Refused, match="last word"):
        undo(community, SECRET, id_, by="林", now=LATER)
    assert verify(SECRET) == []


def test_private_answers_are_read_with_a_lease_a_reason_and_a_trace(community: Community) -> None:
    [id_] = taken_in(community, Sheet().add(name="王小明"))

    def read(reason: str = "回访") -> dict[str, str]:
        return read_private(community, SECRET, id_, ("contact", "item"), by="林", reason=reason, now=NOW)

    with pytest.raises(Refused, match="claim"):
        read()
    take(community, id_, "林", NOW)
    with pytest.raises(Refused, match="reason"):
        read(" ")
    assert Act.objects.count() == 0
    assert read() == {"contact": "138 0013 8000"}
    [act] = Act.objects.all()
    assert (act.kind, act.by, act.reason) == ("reading", "林", "contact, item: 回访")


def test_hiding_more_keeps_an_approval_and_showing_more_ends_it(
    community: Community, ruleset: Ruleset
) -> None:
    remark = "五号楼老张 13912345678 知道"
    [id_] = taken_in(community, Sheet().add(remark=remark))
    screen_pending(community, ruleset, SECRET, NOW)
    decide(community, SECRET, id_, 1, "approve", by="林", reason="", now=NOW)

    def remarks() -> list[str]:
        published = entries(community, LATER, SECRET, ruleset_name(ruleset))[0]
        return [d.text for entry in published for d in entry.details if d.field == "remark"]

    number, name = Span(remark.index("139"), remark.index("139") + 11), Span(0, remark.index(" "))
    hide(community, ruleset, SECRET, id_, 1, "remark", name, by="林", now=NOW)
    assert remarks() == ["[已隐去] 知道"]
    lift(community, ruleset, SECRET, id_, 1, "remark", name, by="林", now=NOW)
    assert remarks() == []
    assert Submission.objects.get().standing == Standing.PENDING
    for by in ("林", "周"):
        assert remarks() == []
        decide(community, SECRET, id_, 1, "approve", by=by, reason="不是人名", now=NOW)
    assert remarks() == ["五号楼老张 [已隐去] 知道"]
    with pytest.raises(Refused, match="not hidden"):
        lift(community, ruleset, SECRET, id_, 1, "remark", name, by="林", now=NOW)
    with pytest.raises(Refused, match="no such characters"):
        hide(community, ruleset, SECRET, id_, 1, "remark", Span(0, 999), by="林", now=NOW)
    hide(community, ruleset, SECRET, id_, 1, "remark", name, by="周", now=NOW)
    assert remarks() == ["[已隐去] 知道"]
    assert number.start > 0

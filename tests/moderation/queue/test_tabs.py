"""The heaps of the queue, and in which order they are worked on."""

from __future__ import annotations

from itertools import product

import pytest

from moderation.core.community import Community
from moderation.core.finding import Kind, Severity, Verdict
from moderation.queue.calling import MISSES_TO_ESCALATE
from moderation.queue.claim import claim, take
from moderation.queue.heaps import REPORT, Heap
from moderation.queue.intake import pull
from moderation.queue.models import Found, Submission, Version
from moderation.queue.screened import screen_pending
from moderation.queue.tabs import Filter, Tab, condition, counts, heap, within
from moderation.queue.words import WAITING, Presence, Standing
from moderation.screening.ruleset import Ruleset
from tests.moderation.queue.neighbourhood import LATER, NOW, SECRET, Sheet


@pytest.fixture
def queued(queue: str, community: Community, ruleset: Ruleset) -> None:
    pull(Sheet().add(item="甲", area="柳巷").add(item="乙", reasons="在家吸氧"), community, NOW, SECRET)
    pull(Sheet("need").add(item="丙"), community, NOW, SECRET)
    screen_pending(community, ruleset, SECRET, NOW)


def items(tab: Tab, community: Community, by: str = "林", only: Filter | None = None) -> list[str]:
    lying = heap(condition(community, tab, by, LATER, only or Filter()))
    return [one.versions.get().values["item"] for one in lying]


@pytest.mark.usefixtures("queued")
def test_urgent_before_due_before_old(community: Community) -> None:
    assert items(Tab.NEW, community) == ["乙", "丙", "甲"]
    assert items(Tab.URGENT, community) == ["乙"]
    assert items(Tab.CALL_BACK, community) == ["丙"]
    assert counts(community, Tab, "林", LATER)[Tab.NEW] == 3


@pytest.mark.usefixtures("queued")
def test_filters_narrow_a_heap_and_what_is_claimed_from_it(community: Community) -> None:
    assert items(Tab.NEW, community, only=Filter(form="need")) == ["丙"]
    assert items(Tab.NEW, community, only=Filter(areas=within(community, "liuxiang"))) == ["甲"]
    version = Version.objects.get(values__item="甲")
    Found.objects.create(
        version=version,
        rule="watch",
        kind=Kind.WATCHWORD,
        field="item",
        start=0,
        end=1,
        severity=Severity.NOTE,
        message="",
    )
    assert items(Tab.NEW, community, only=Filter(rule="watch")) == ["甲"]
    claimed = claim(community, "林", NOW, condition(community, Tab.NEW, "林", NOW, Filter(form="need")))
    assert claimed is not None
    assert claimed.form == "need"


@pytest.mark.usefixtures("queued")
def test_mine_is_what_i_hold(community: Community) -> None:
    one = Submission.objects.order_by("row").first()
    assert one is not None
    take(community, one.pk, "林", LATER)
    assert len(items(Tab.MINE, community)) == 1
    assert items(Tab.MINE, community, by="周") == []


def lies_in(one: Submission) -> str:
    """The heap as people would say it."""
    waits = one.standing in WAITING
    given_up = one.has_phone and one.missed_calls >= MISSES_TO_ESCALATE
    given_up = given_up and (waits or one.standing == Standing.APPROVED)
    if one.presence != Presence.PRESENT or not (waits or given_up):
        return ""
    if one.form == REPORT and waits:
        return Heap.REPORTS
    if one.standing in (Standing.APPEALED, Standing.SECOND):
        return {Standing.APPEALED: Heap.APPEALS, Standing.SECOND: Heap.SECOND}[Standing(one.standing)]
    held = one.standing == Standing.HELD or one.verdict >= Verdict.HOLD
    return Heap.HELD if given_up or held else Heap.NEW


@pytest.mark.usefixtures("queue")
def test_what_waits_lies_in_one_heap_whoever_wrote_its_row(community: Community) -> None:
    every = product(Presence, Standing, (0, 1, 2, 3), ("offer", "need", REPORT), (True, False), (0, 3))
    Submission.objects.bulk_create(
        Submission(
            id=f"s{number}",
            presence=presence,
            standing=standing,
            verdict=verdict,
            form=form,
            has_phone=has_phone,
            missed_calls=missed,
            urgency=number % 4,
            area=("liuxiang", "")[number % 2],
            call_due_at=NOW if has_phone and form == "need" else None,
            first_seen_at=NOW,
            fingerprint="",
        )
        for number, (presence, standing, verdict, form, has_phone, missed) in enumerate(every)
    )
    assert {one.pk: one.heap for one in Submission.objects.all()} == {
        one.pk: lies_in(one) for one in Submission.objects.all()
    }
    Submission.objects.filter(heap=Heap.NEW).update(standing=Standing.HELD)
    assert not Submission.objects.filter(heap=Heap.NEW).exists()
    for only in (Filter(), Filter(form="need"), Filter(form="offer", areas=("liuxiang",))):
        counted = counts(community, Tab, "林", LATER, only)
        assert counted == {tab: heap(condition(community, tab, "林", LATER, only)).count() for tab in Tab}
        assert counted[Tab.CALL_BACK] > 0 or only.form == "offer"

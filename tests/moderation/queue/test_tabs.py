"""The heaps of the queue, and in which order they are worked on."""

from __future__ import annotations

import pytest

from moderation.core.community import Community
from moderation.core.finding import Kind, Severity
from moderation.queue.claim import claim, take
from moderation.queue.intake import pull
from moderation.queue.models import Found, Submission, Version
from moderation.queue.screened import screen_pending
from moderation.queue.tabs import Filter, Tab, condition, counts, heap, within
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

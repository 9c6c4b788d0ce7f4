"""Forms filled in for somebody: submissions like any other, in no source, and marked."""

from __future__ import annotations

import pytest

from moderation.core.community import Community
from moderation.queue.decide import Refused
from moderation.queue.intake import pull
from moderation.queue.models import Act, ContactMark, Submission
from moderation.queue.proxy import fill_in
from moderation.queue.tabs import Tab, condition, heap
from moderation.queue.verify import verify
from moderation.queue.words import Presence
from moderation.screening.ruleset import Ruleset
from tests.moderation.queue.neighbourhood import LATER, NOW, SECRET, Sheet

pytestmark = pytest.mark.usefixtures("queue")
ANSWERS = {
    "item": "降压药\x00",
    "remark": "有事打 13712345678",
    "contact": "13800138000",
    "consent": "可以，一周",
}


def filled(community: Community, ruleset: Ruleset, **other: str) -> str:
    form = community.form_by_key["need"]
    return fill_in(community, ruleset, SECRET, form, {**ANSWERS, **other}, by="林", now=NOW)


def test_it_is_screened_called_back_and_marked(community: Community, ruleset: Ruleset) -> None:
    id_ = filled(community, ruleset, area="柳巷", reasons="在家吸氧")
    one = Submission.objects.get(pk=id_)
    assert (one.taken_by, one.area, one.urgency, one.has_phone) == ("林", "liuxiang", 3, True)
    assert one.versions.get().screening.texts["remark"] == "有事打 [已隐去]"
    assert [each.pk for each in heap(condition(community, Tab.CALL_BACK, "", NOW))] == [id_]
    assert [(act.kind, act.by) for act in Act.objects.all()] == [("intake", "林")]
    assert (ContactMark.objects.count(), verify(SECRET)) == (1, [])


def test_no_pull_misses_it_and_none_takes_it_for_its_own(community: Community, ruleset: Ruleset) -> None:
    id_ = filled(community, ruleset)
    sheet = Sheet("need").add(item="降压药", contact="13800138000")
    for _ in range(5):
        assert pull(sheet, community, LATER, SECRET).vanished == 0
    assert Submission.objects.get(pk=id_).presence == Presence.PRESENT
    assert Submission.objects.count() == 2


@pytest.mark.parametrize(
    ("other", "by", "why"),
    [({"item": " "}, "林", "missing: item"), ({"price_": "1"}, "林", "no such field"), ({}, " ", "name")],
)
def test_what_is_not_taken_in(
    community: Community, ruleset: Ruleset, other: dict[str, str], by: str, why: str
) -> None:
    form = community.form_by_key["need"]
    with pytest.raises(Refused, match=why):
        fill_in(community, ruleset, SECRET, form, {**ANSWERS, **other}, by=by, now=NOW)
    assert not Submission.objects.exists()

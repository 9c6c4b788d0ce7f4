"""Where the machine is wrong is in the record, counted per rule, and outlives screening again."""

from __future__ import annotations

import pytest

from moderation.core.community import Community
from moderation.queue.decide import Refused, decide, last_act
from moderation.queue.intake import pull
from moderation.queue.models import Found, Submission
from moderation.queue.screened import screen_pending
from moderation.queue.verify import verify
from moderation.queue.wrong import RuleRecord, by_rule, machine_is_wrong, wrong_counts
from moderation.screening.ruleset import Ruleset
from tests.moderation.queue.neighbourhood import NOW, SECRET, Sheet

pytestmark = pytest.mark.usefixtures("queue")


@pytest.fixture
def finding(community: Community, ruleset: Ruleset) -> Found:
    pull(Sheet().add(remark="电话 13900139000"), community, NOW, SECRET)
    screen_pending(community, ruleset, SECRET, NOW)
    return Found.objects.get(kind="PHONE")


def object_to(finding: Found, by: str = "林") -> None:
    machine_is_wrong(SECRET, finding.version.submission_id, finding.pk, by=by, now=NOW)


def test_is_counted_and_survives_screening_again(
    finding: Found, community: Community, ruleset: Ruleset
) -> None:
    object_to(finding)
    screen_pending(community, ruleset, SECRET, NOW, again=True)
    assert Found.objects.get(rule=finding.rule).wrong_by == "林"
    assert wrong_counts() == {finding.rule: 1}
    assert by_rule()[0] == RuleRecord(finding.rule, hits=1, wrong=1)
    assert verify(SECRET) == []


def test_can_be_taken_back(finding: Found) -> None:
    object_to(finding)
    finding.refresh_from_db()
    object_to(finding)
    assert Found.objects.get(pk=finding.pk).wrong_by == ""
    assert wrong_counts() == {}


def test_is_nobody_s_and_nobody_else_s_word(finding: Found) -> None:
    with pytest.raises(Refused, match="name"):
        object_to(finding, by=" ")
    with pytest.raises(Refused, match="no such finding"):
        machine_is_wrong(SECRET, finding.version.submission_id, finding.pk + 99, by="林", now=NOW)
    object_to(finding)
    with pytest.raises(Refused, match="林"):
        object_to(finding, by="周")


def test_is_counted_when_the_words_are_gone(finding: Found) -> None:
    object_to(finding)
    Found.objects.all().delete()
    assert wrong_counts() == {finding.rule: 1}


def test_stands_in_nobody_s_way(finding: Found, community: Community) -> None:
    seen = last_act(finding.version.submission_id)
    object_to(finding, by="周")
    one = Submission.objects.get()
    decided = decide(community, SECRET, one.pk, 1, "reject", by="林", reason="", now=NOW, seen=seen)
    assert decided.action == "reject"

"""Undo, samples, appeals, and colleagues who were faster."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.core.community import Community
from moderation.core.decision import Action
from moderation.queue.appeal import appeal
from moderation.queue.claim import claim, release, take
from moderation.queue.decide import Overtaken, Refused, decide, last_act
from moderation.queue.examine import ruleset_name
from moderation.queue.gather import entries, private_values
from moderation.queue.intake import pull
from moderation.queue.models import Submission
from moderation.queue.screened import screen_pending
from moderation.queue.trust import Trust, drawn
from moderation.queue.undo import undo
from moderation.queue.verify import verify
from moderation.queue.words import Standing
from moderation.screening.ruleset import Ruleset
from tests.moderation.queue.neighbourhood import LATER, NOW, SECRET, Sheet

pytestmark = pytest.mark.usefixtures("queue")
SECOND = timedelta(seconds=1)


@pytest.fixture
def offer(community: Community, ruleset: Ruleset) -> str:
    pull(Sheet().add(), community, NOW, SECRET)
    screen_pending(community, ruleset, SECRET, NOW)
    return Submission.objects.get().pk


def said(community: Community, offer: str, word: str, by: str, at: int = 0, **more: object) -> None:
    decide(community, SECRET, offer, 1, word, by=by, reason="因", now=NOW + at * SECOND, **more)  # type: ignore[arg-type]


def standing() -> str:
    return Submission.objects.get().standing


def test_undone_within_ten_seconds_it_was_never_said(
    community: Community, ruleset: Ruleset, offer: str
) -> None:
    said(community, offer, "approve", "林")
    undo(community, SECRET, offer, by="林", now=NOW + 9 * SECOND)
    assert standing() == Standing.PENDING
    assert entries(community, LATER, SECRET, ruleset_name(ruleset))[0] == []
    said(community, offer, "approve", "林", 9)
    assert standing() == Standing.APPROVED
    assert verify(SECRET) == []


def test_undoing_a_rejection_brings_back_the_approval_before(community: Community, offer: str) -> None:
    said(community, offer, "approve", "林")
    said(community, offer, "reject", "周", 1)
    undo(community, SECRET, offer, by="周", now=NOW + 2 * SECOND)
    assert standing() == Standing.APPROVED
    said(community, offer, "reject", "周", 3)
    assert standing() == Standing.REJECTED


def test_after_ten_seconds_and_by_others_there_is_no_undo(
    community: Community, ruleset: Ruleset, offer: str
) -> None:
    said(community, offer, "approve", "林")
    with pytest.raises(Refused, match="not the last word"):
        undo(community, SECRET, offer, by="周", now=NOW)
    with pytest.raises(Refused, match="too late"):
        undo(community, SECRET, offer, by="林", now=NOW + 10 * SECOND)
    published, _ = entries(community, NOW + 10 * SECOND, SECRET, ruleset_name(ruleset))
    assert [entry.id for entry in published] == [offer]


def test_a_trainees_approval_waits_for_a_second_person(community: Community, offer: str) -> None:
    said(community, offer, "approve", "林", trust=Trust.TRAINEE)
    assert standing() == Standing.SECOND
    assert claim(community, "林", LATER) is None
    said(community, offer, "approve", "周", 1)
    assert standing() == Standing.APPROVED


def test_a_trainees_rejection_waits_for_a_second_person(community: Community, offer: str) -> None:
    said(community, offer, "reject", "林", trust=Trust.TRAINEE)
    assert standing() == Standing.SECOND
    assert claim(community, "林", LATER) is None
    said(community, offer, "reject", "林", 1, trust=Trust.TRAINEE)  # once more is not another person
    assert standing() == Standing.SECOND
    assert claim(community, "周", LATER) is not None
    said(community, offer, "reject", "周", 2)
    assert standing() == Standing.REJECTED


def test_a_trainee_s_rejection_takes_an_entry_down_at_once(
    community: Community, ruleset: Ruleset, offer: str
) -> None:
    said(community, offer, "approve", "周")
    said(community, offer, "reject", "林", 1, trust=Trust.TRAINEE)
    assert standing() == Standing.SECOND
    assert entries(community, LATER, SECRET, ruleset_name(ruleset))[0] == []


def test_who_overrules_a_trainee_s_rejection_is_looked_at_too(community: Community, offer: str) -> None:
    said(community, offer, "reject", "林", trust=Trust.TRAINEE)
    said(community, offer, "approve", "周", 1)
    assert standing() == Standing.SECOND
    assert claim(community, "周", LATER) is None
    said(community, offer, "approve", "林", 2, trust=Trust.TRAINEE)
    assert standing() == Standing.APPROVED


@pytest.mark.parametrize(("word", "then"), [("hold", Standing.HELD), ("reopen", Standing.PENDING)])
def test_another_word_about_a_trainee_s_rejection_ends_it(
    community: Community, offer: str, word: str, then: Standing
) -> None:
    said(community, offer, "reject", "林", trust=Trust.TRAINEE)
    said(community, offer, word, "周", 1)
    assert standing() == then
    said(community, offer, "reject", "周", 2)
    assert standing() == Standing.REJECTED


def test_a_trainee_s_rejection_can_be_taken_back(community: Community, offer: str) -> None:
    said(community, offer, "reject", "林", trust=Trust.TRAINEE)
    undo(community, SECRET, offer, by="林", now=NOW + 2 * SECOND)
    assert standing() == Standing.PENDING


def test_a_draw_is_undone_with_what_was_drawn(community: Community, offer: str) -> None:
    said(community, offer, "approve", "林", trust=Trust.TRAINEE)
    undo(community, SECRET, offer, by="林", now=NOW + 2 * SECOND)
    said(community, offer, "reject", "林", 3)
    assert standing() == Standing.REJECTED


def test_a_second_opinion_goes_to_whoever_s_word_does_not_stand(community: Community, offer: str) -> None:
    said(community, offer, "approve", "周")
    said(community, offer, "reject", "林", 1, trust=Trust.TRAINEE)
    assert claim(community, "林", LATER) is None
    assert claim(community, "周", LATER) is not None  # said something else before
    release(offer, "周")
    said(community, offer, "approve", "周", 2)
    undo(community, SECRET, offer, by="周", now=NOW + 3 * SECOND)
    assert claim(community, "林", LATER) is None
    assert claim(community, "周", LATER) is not None


def test_a_rejection_that_stands_is_not_softened_by_a_trainee(community: Community, offer: str) -> None:
    said(community, offer, "reject", "周")
    said(community, offer, "reject", "林", 1, trust=Trust.TRAINEE)
    assert standing() == Standing.REJECTED


def test_who_is_to_be_rejected_stops_no_site(community: Community, offer: str) -> None:
    """Else a stranger who calls himself 口罩 would, until a second person comes by."""
    said(community, offer, "reject", "林", trust=Trust.TRAINEE)
    assert not any(value.identifying for value in private_values(community))
    said(community, offer, "approve", "周", 1)
    assert any(value.identifying for value in private_values(community))


def test_samples_are_as_many_as_the_trust_says() -> None:
    share = {
        (trust, action): sum(drawn(SECRET, f"s{n}", 1, trust, action) for n in range(2000)) / 2000
        for trust in Trust
        for action in Action
    }
    assert share.pop((Trust.TRAINEE, Action.APPROVE)) == share.pop((Trust.TRAINEE, Action.REJECT)) == 1
    assert 0.12 < share.pop((Trust.MODERATOR, Action.APPROVE)) < 0.18
    assert set(share.values()) == {0}


def test_whoever_comes_later_learns_who_said_what(community: Community, offer: str) -> None:
    seen = last_act(offer)
    said(community, offer, "approve", "林")
    with pytest.raises(Overtaken) as caught:
        said(community, offer, "reject", "周", 1, seen=seen)
    assert (caught.value.by, caught.value.word) == ("林", "approve")
    said(community, offer, "approve", "林", 2, seen=seen)
    said(community, offer, "reject", "周", 3, seen=last_act(offer))
    assert standing() == Standing.REJECTED


def test_a_lapsed_lease_that_a_colleague_took_is_theirs(community: Community, offer: str) -> None:
    take(community, offer, "林", NOW)
    take(community, offer, "周", NOW + timedelta(minutes=10))
    with pytest.raises(Overtaken) as caught:
        said(community, offer, "approve", "林", 601, seen=last_act(offer))
    assert (caught.value.by, caught.value.word) == ("周", "")


def test_an_appeal_is_decided_by_two_others(community: Community, offer: str) -> None:
    with pytest.raises(Refused, match="only what was rejected"):
        appeal(community, SECRET, offer, "请再看", NOW)
    said(community, offer, "reject", "林")
    appeal(community, SECRET, offer, "请再看", NOW)
    assert standing() == Standing.APPEALED
    for word in ("approve", "reject"):
        with pytest.raises(Refused, match="other people"):
            said(community, offer, word, "林", 1)
    said(community, offer, "approve", "周", 2)
    assert standing() == Standing.APPEALED
    said(community, offer, "approve", "陈", 3)
    assert standing() == Standing.APPROVED


def test_an_appeal_is_refused_by_two_others(community: Community, offer: str) -> None:
    said(community, offer, "reject", "林")
    appeal(community, SECRET, offer, "请再看", NOW)
    said(community, offer, "reject", "周", 1)
    assert standing() == Standing.APPEALED
    said(community, offer, "reject", "陈", 2)
    assert standing() == Standing.REJECTED

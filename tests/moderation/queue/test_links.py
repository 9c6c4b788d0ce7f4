"""Links for residents: one submission, one purpose, one use; and what each of them does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.core.community import Community
from moderation.queue.call_back import record_call
from moderation.queue.decide import Refused, decide
from moderation.queue.examine import ruleset_name
from moderation.queue.gather import entries, private_values
from moderation.queue.intake import pull
from moderation.queue.links import LASTS, Purpose, Way, call_in, give, opened
from moderation.queue.models import Act, Plea, Submission, Version
from moderation.queue.purge import erase
from moderation.queue.resident import use
from moderation.queue.screened import screen_pending
from moderation.queue.verify import verify
from moderation.queue.words import Standing
from moderation.screening.ruleset import Ruleset
from tests.moderation.queue.neighbourhood import LATER, NOW, SECRET, Sheet

pytestmark = pytest.mark.usefixtures("queue")
DAY = timedelta(days=1)


@pytest.fixture
def sheet() -> Sheet:
    return Sheet().add()


@pytest.fixture
def offer(community: Community, ruleset: Ruleset, sheet: Sheet) -> str:
    pull(sheet, community, NOW, SECRET)
    screen_pending(community, ruleset, SECRET, NOW)
    return Submission.objects.get().pk


def said(community: Community, offer: str, word: str, by: str = "林") -> None:
    version = Submission.objects.get(pk=offer).version
    decide(community, SECRET, offer, version, word, by=by, reason="因", now=NOW)


def link(offer: str, purpose: Purpose) -> str:
    return give(SECRET, offer, purpose, by="林", way=Way.TOLD, now=NOW)


def used(community: Community, ruleset: Ruleset, token: str, **more: object) -> bool:
    return use(community, ruleset, SECRET, token, LATER, **more)  # type: ignore[arg-type]


def standing() -> str:
    return Submission.objects.get().standing


def published(community: Community, ruleset: Ruleset, at: timedelta = timedelta(minutes=1)) -> list[str]:
    return [entry.title for entry in entries(community, NOW + at, SECRET, ruleset_name(ruleset))[0]]


def test_a_changed_or_invented_token_opens_nothing(offer: str) -> None:
    token = link(offer, Purpose.WITHDRAW)
    number = token[16:]
    strange = [
        *(f"{token[:at]}{'2' if token[at] != '2' else '3'}{token[at + 1 :]}" for at in range(len(token))),
        *("", "0", number, token[:16], token[:16] + "999", token[:16] + "0" + number, token + "0"),
        *(token.upper(), f" {token}", token[:16] + "１", "a" * 16 + "9" * 400),
    ]
    assert opened(SECRET, token, LATER) is not None
    assert [one for one in strange if opened(SECRET, one, LATER) is not None] == []
    assert opened(SECRET + b"!", token, LATER) is None


def test_a_link_is_over_with_time_when_called_in_and_when_the_number_was_wrong(
    community: Community, offer: str
) -> None:
    token = link(offer, Purpose.WITHDRAW)
    assert opened(SECRET, token, NOW + LASTS - DAY / 100) is not None
    assert opened(SECRET, token, NOW + LASTS) is None
    call_in(SECRET, offer, by="周", now=NOW)
    assert opened(SECRET, token, LATER) is None
    again = link(offer, Purpose.WITHDRAW)
    record_call(community, SECRET, offer, 1, "wrong number", by="周", now=NOW)
    assert opened(SECRET, again, LATER) is None


def test_withdrawing_takes_it_down_once_and_for_every_version(
    community: Community, ruleset: Ruleset, offer: str
) -> None:
    said(community, offer, "approve")
    token = link(offer, Purpose.WITHDRAW)
    assert published(community, ruleset) == ["口罩两盒"]
    assert used(community, ruleset, token)
    assert (standing(), published(community, ruleset)) == (Standing.WITHDRAWN, [])
    assert not used(community, ruleset, token)
    assert Act.objects.filter(by="resident").count() == 1
    assert verify(SECRET) == []


def test_a_correction_waits_again_and_a_pull_does_not_undo_it(
    community: Community, ruleset: Ruleset, offer: str, sheet: Sheet
) -> None:
    said(community, offer, "approve")
    token = link(offer, Purpose.CORRECT)
    assert used(community, ruleset, token, changes={"item": "口罩一盒，找 13712345678"})
    assert (standing(), published(community, ruleset)) == (Standing.PENDING, [])
    pull(sheet, community, LATER, SECRET)
    screen_pending(community, ruleset, SECRET, LATER)
    said(community, offer, "approve")
    assert published(community, ruleset) == ["口罩一盒，找 [已隐去]"]
    assert not used(community, ruleset, token, changes={"item": "别的"})
    sheet.rows.clear()
    sheet.add(item="口罩三盒")
    pull(sheet, community, LATER, SECRET)
    assert [one.number for one in Version.objects.order_by("number")] == [1, 2, 3]
    assert standing() == Standing.PENDING


@pytest.mark.parametrize("changes", [{}, {"item": "口罩两盒"}, {"contact": "13900139000"}, {"consent": "x"}])
def test_a_correction_of_nothing_or_of_what_is_private_is_refused(
    community: Community, ruleset: Ruleset, offer: str, changes: dict[str, str]
) -> None:
    token = link(offer, Purpose.CORRECT)
    with pytest.raises(Refused):
        used(community, ruleset, token, changes=changes)
    assert Version.objects.count() == 1
    assert opened(SECRET, token, LATER) is not None


def test_a_correction_does_not_bring_back_what_was_withdrawn(
    community: Community, ruleset: Ruleset, offer: str
) -> None:
    token = link(offer, Purpose.CORRECT)
    said(community, offer, "withdraw", "resident")
    with pytest.raises(Refused, match="withdrawn"):
        used(community, ruleset, token, changes={"item": "口罩一盒"})


def test_still_valid_keeps_it_fresh_and_no_longer_valid_marks_it_done(
    community: Community, ruleset: Ruleset, offer: str
) -> None:
    said(community, offer, "approve")
    late = give(SECRET, offer, Purpose.RENEW, by="林", way=Way.MAILED, now=NOW + 10 * DAY)
    over = give(SECRET, offer, Purpose.RENEW, by="林", way=Way.MAILED, now=NOW + 10 * DAY)
    assert published(community, ruleset, 15 * DAY) == []
    assert use(community, ruleset, SECRET, late, NOW + 12 * DAY)
    assert published(community, ruleset, 15 * DAY) == ["口罩两盒"]
    assert published(community, ruleset, 27 * DAY) == []
    assert use(community, ruleset, SECRET, over, NOW + 13 * DAY, holds=False)
    assert standing() == Standing.FULFILLED


def test_a_renewal_is_no_approval_and_no_call_back(community: Community, ruleset: Ruleset) -> None:
    pull(Sheet("need").add(), community, NOW, SECRET)
    screen_pending(community, ruleset, SECRET, NOW)
    need = Submission.objects.get().pk
    token = link(need, Purpose.RENEW)
    with pytest.raises(Refused, match="only what is approved"):
        used(community, ruleset, token)
    said(community, need, "approve")
    assert used(community, ruleset, token)
    assert published(community, ruleset) == []  # this form demands a call


def test_not_valid_any_more_and_never_approved_is_withdrawn(
    community: Community, ruleset: Ruleset, offer: str
) -> None:
    assert used(community, ruleset, link(offer, Purpose.RENEW), holds=False)
    assert standing() == Standing.WITHDRAWN


def test_an_appeal_waits_for_others_and_its_words_go_with_the_submission(
    community: Community, ruleset: Ruleset, offer: str
) -> None:
    token = link(offer, Purpose.APPEAL)
    with pytest.raises(Refused, match="only what was rejected"):
        used(community, ruleset, token, plea="请再看")
    said(community, offer, "reject")
    assert used(community, ruleset, token, plea="请再看，电话 13712345678")
    assert standing() == Standing.APPEALED
    with pytest.raises(Refused, match="other people"):
        said(community, offer, "approve")
    assert any(value.text.startswith("请再看") for value in private_values(community))
    assert all("13712345678" not in act.reason for act in Act.objects.all())
    erase(SECRET, offer, by="林", reason="", now=LATER)
    assert Plea.objects.count() == 0
    assert verify(SECRET) == []


def test_a_link_of_what_is_gone_opens_nothing(community: Community, ruleset: Ruleset, offer: str) -> None:
    token = link(offer, Purpose.WITHDRAW)
    erase(SECRET, offer, by="林", reason="", now=LATER)
    assert not used(community, ruleset, token)
    with pytest.raises(Refused):
        link(offer, Purpose.WITHDRAW)

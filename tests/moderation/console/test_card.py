"""What a card shows, and what can be done on it besides deciding."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from moderation.console.models import Role
from moderation.queue.decide import last_act
from moderation.queue.models import Act, Found, Submission, Version
from moderation.queue.trust import Trust
from moderation.queue.verify import verify
from moderation.queue.words import Standing
from moderation.queue.wrong import by_rule
from tests.moderation.console.conftest import on_both
from tests.moderation.console.test_desk_work import SignedIn, TakenIn, decided, sent, standing
from tests.moderation.queue.neighbourhood import SECRET, Sheet

pytestmark = on_both
NUMBER = "13712345678"


@pytest.fixture
def one(taken_in: TakenIn) -> str:
    return taken_in(Sheet().add(remark=f"有事打 {NUMBER}", contact="138 0013 8000"))[0]


@pytest.fixture
def lin(signed_in: SignedIn, one: str) -> Client:
    client = signed_in("林")
    client.post(f"/card/{one}/take/")
    return client


def page(client: Client, submission: str) -> str:
    return client.get(f"/card/{submission}/").content.decode()


def span(client: Client, submission: str, start: int, end: int) -> dict[str, Any]:
    return sent(client, submission, field="remark", start=str(start), end=str(end))


def public(submission: str) -> str:
    return str(Version.objects.get(submission=submission).screening.texts["remark"])


def test_marks_show_what_is_hidden_and_a_tap_lifts_it_for_two_people(lin: Client, one: str) -> None:
    assert public(one) == "有事打 [已隐去]"
    assert 'class="cut" data-start="4"' in page(lin, one)
    lin.post(f"/card/{one}/lift/", span(lin, one, 4, 15))
    assert NUMBER in public(one)
    assert "需要两个人同意" in page(lin, one)
    decided(lin, one, action="approve")
    assert standing(one) == Standing.SECOND
    lin.post(f"/card/{one}/take/")
    lin.post(f"/card/{one}/hide/", span(lin, one, 4, 15))
    assert public(one) == "有事打 [已隐去]"


def test_selected_words_are_hidden_and_the_lease_stays(lin: Client, one: str) -> None:
    lin.post(f"/card/{one}/hide/", span(lin, one, 0, 2))
    assert public(one).startswith("[已隐去]")
    assert lin.get(f"/card/{one}/").context["mine"]


@pytest.mark.parametrize(("start", "end"), [("a", "1"), ("3", "3"), ("0", "999"), ("-1", "2"), ("", "")])
def test_what_is_no_span_changes_nothing(lin: Client, one: str, start: str, end: str) -> None:
    answer = lin.post(f"/card/{one}/hide/", sent(lin, one, field="remark", start=start, end=end))
    assert (answer.status_code in {409, 422}, public(one)) == (True, "有事打 [已隐去]")


def test_the_machine_is_wrong_counts_per_rule_and_can_be_taken_back(lin: Client, one: str) -> None:
    found = Found.objects.filter(version__submission=one).first()
    assert found is not None
    lin.post(f"/card/{one}/wrong/", {"finding": found.pk})
    assert {each.rule: each.wrong for each in by_rule()}[found.rule] == 1
    lin.post(f"/card/{one}/wrong/", {"finding": found.pk})
    assert {each.rule: each.wrong for each in by_rule()}[found.rule] == 0


def test_a_contact_is_masked_until_somebody_says_why_and_that_is_recorded(lin: Client, one: str) -> None:
    assert "138 0013 8000" not in page(lin, one)
    shown = lin.post(f"/card/{one}/reveal/", {"field": "contact", "why": "call"}).content.decode()
    assert "138 0013 8000" in shown
    assert Act.objects.get(kind="reading").reason == "contact: call"
    assert "138 0013 8000" not in page(lin, one)
    assert lin.post(f"/card/{one}/reveal/", {"field": "contact", "why": ""}).status_code == 422


def test_without_the_lease_nothing_private_is_shown(signed_in: SignedIn, lin: Client, one: str) -> None:
    answer = signed_in("周").post(f"/card/{one}/reveal/", {"field": "contact", "why": "call"})
    assert answer.status_code == 422
    assert "138 0013 8000" not in answer.content.decode()


def test_permanent_redaction_deletes_the_stored_answer(lin: Client, one: str, taken_in: TakenIn) -> None:
    lin.post(f"/card/{one}/destroy/", sent(lin, one, field="contact"))
    assert "contact" not in Version.objects.get(submission=one).values
    assert Submission.objects.get(pk=one).has_phone is False
    assert lin.get(f"/card/{one}/").status_code == 200
    assert verify(SECRET) == []
    again = taken_in(Sheet().add(remark=f"有事打 {NUMBER}", contact="138 0013 8000"))
    assert (again, Version.objects.filter(submission=one).count()) == ([one], 1)


def test_a_trainee_may_not_delete(signed_in: SignedIn, one: str) -> None:
    trainee = signed_in("新", Role.TRAINEE)
    trainee.post(f"/card/{one}/take/")
    assert trainee.post(f"/card/{one}/destroy/", {"field": "contact", "version": "1"}).status_code == 403


def test_duplicates_stand_beside_and_are_rejected_together(signed_in: SignedIn, taken_in: TakenIn) -> None:
    kept, twin, stranger = taken_in(
        Sheet().add(item="口罩两盒").add(item="口罩 2 盒").add(item="酒精", contact="13900139000")
    )
    lin = signed_in("林", Role.TRAINEE, Trust.TRAINEE)
    lin.post(f"/card/{kept}/take/")
    card = lin.get(f"/card/{kept}/").context["card"]
    assert [each.one.pk for each in card.cluster] == [twin]
    assert (
        lin.post(f"/card/{kept}/cluster/", {"chosen": [stranger], f"of-{stranger}": "1.0"}).status_code == 422
    )
    lin.post(f"/card/{kept}/cluster/", {"chosen": [twin], f"of-{twin}": "1.0"})
    assert (standing(twin), standing(stranger)) == (Standing.SECOND, Standing.PENDING)
    signed_in("周").post(f"/card/{kept}/cluster/", {"chosen": [twin], f"of-{twin}": f"1.{last_act(twin)}"})
    assert standing(twin) == Standing.REJECTED
    reasons = Act.objects.filter(submission=twin, kind="decision").values_list("reason", flat=True)
    assert set(reasons) == {f"duplicate of {kept}"}


def test_a_trainees_approval_needs_another_account(signed_in: SignedIn, one: str) -> None:
    trainee = signed_in("新", Role.TRAINEE, Trust.TRAINEE)
    decided(trainee, one, action="approve")
    decided(trainee, one, action="approve")
    assert standing(one) == Standing.SECOND
    decided(signed_in("林"), one, action="approve")
    assert standing(one) == Standing.APPROVED


def test_a_trainees_rejection_needs_another_account(signed_in: SignedIn, one: str) -> None:
    trainee = signed_in("新", Role.TRAINEE, Trust.TRAINEE)
    decided(trainee, one, reject="seller")
    assert standing(one) == Standing.SECOND
    decided(signed_in("林"), one, reject="seller")
    assert standing(one) == Standing.REJECTED


def test_reopening_needs_a_reason(signed_in: SignedIn, one: str) -> None:
    lin = signed_in("林")
    decided(lin, one, reject="seller")
    assert lin.post(f"/card/{one}/reopen/", sent(lin, one, note=" ")).status_code == 422
    lin.post(f"/card/{one}/reopen/", sent(lin, one, note="打电话核实了"))
    assert standing(one) == Standing.PENDING

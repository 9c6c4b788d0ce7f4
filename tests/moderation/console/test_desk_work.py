"""A shift: claim, decide, undo, and what happens when a colleague was faster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from moderation.queue.models import Act, Submission
from moderation.queue.words import Standing
from tests.moderation.console.conftest import Clock, on_both
from tests.moderation.queue.neighbourhood import Sheet

pytestmark = on_both
SignedIn = Callable[..., Client]
TakenIn = Callable[[Sheet], list[str]]


@pytest.fixture
def two(taken_in: TakenIn) -> list[str]:
    return taken_in(Sheet().add(item="口罩两盒").add(item="酒精一瓶", contact="13900139000"))


def sent(client: Client, submission: str, **more: Any) -> dict[str, Any]:
    """What the form of a card sends, as the card was shown."""
    card = client.get(f"/card/{submission}/").context["card"]
    return {"version": card.version.number, "seen": card.seen, **more}


def decided(client: Client, submission: str, **more: Any) -> Any:
    return client.post(f"/card/{submission}/decide/", sent(client, submission, **more))


def claimed(client: Client) -> str:
    answer = client.post("/queue/next/")
    assert answer.status_code == 302
    return str(answer["Location"]).split("/")[2]


def standing(submission: str) -> str:
    return Submission.objects.get(pk=submission).standing


def test_from_one_to_the_next(signed_in: SignedIn, two: list[str]) -> None:
    lin = signed_in("林")
    assert claimed(lin) == two[0]
    answer = decided(lin, two[0], action="approve")
    assert answer["Location"] == f"/card/{two[1]}/?tab=new"
    assert standing(two[0]) == Standing.APPROVED
    shown = lin.get(answer["Location"])
    assert (shown.context["undo"].submission, shown.context["mine"]) == (two[0], True)
    assert decided(lin, two[1], reject="seller")["Location"] == "/queue/?tab=new"
    assert Act.objects.get(submission=two[1]).reason == "seller"


def test_undo_within_ten_seconds_and_not_after(signed_in: SignedIn, two: list[str], clock: Clock) -> None:
    lin = signed_in("林")
    decided(lin, two[0], action="approve")
    clock.forward(seconds=9)
    assert lin.post(f"/card/{two[0]}/undo/").status_code == 302
    assert standing(two[0]) == Standing.PENDING
    decided(lin, two[0], action="approve")
    clock.forward(seconds=10)
    late = lin.post(f"/card/{two[0]}/undo/")
    assert (late.status_code, standing(two[0])) == (422, Standing.APPROVED)
    assert "超过撤销时间" in late.content.decode()


def test_a_late_decision_names_the_colleague_and_keeps_the_draft(signed_in: SignedIn, two: list[str]) -> None:
    lin, zhou = signed_in("林"), signed_in("周")
    late = sent(lin, two[0], action="approve", note="打过电话了")
    decided(zhou, two[0], reject="scam")
    answer = lin.post(f"/card/{two[0]}/decide/", late)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in page for words in ("周", "拒绝", "打过电话了"))
    assert standing(two[0]) == Standing.REJECTED


def test_a_lease_lapses_after_ten_minutes_and_is_kept_by_an_open_page(
    signed_in: SignedIn, two: list[str], clock: Clock
) -> None:
    lin, zhou = signed_in("林"), signed_in("周")
    assert claimed(lin) == two[0]
    clock.forward(minutes=9)
    assert lin.post(f"/card/{two[0]}/renew/").status_code == 204
    clock.forward(minutes=9)
    assert claimed(zhou) == two[1]
    late = sent(lin, two[0], action="approve")
    clock.forward(minutes=1)
    assert claimed(zhou) == two[0]
    assert lin.post(f"/card/{two[0]}/renew/").status_code == 409
    assert lin.post(f"/card/{two[0]}/decide/", late).status_code == 409


def test_cancelling_and_skipping_give_it_back(signed_in: SignedIn, two: list[str]) -> None:
    lin, zhou = signed_in("林"), signed_in("周")
    assert claimed(lin) == two[0]
    lin.post(f"/card/{two[0]}/release/")
    assert claimed(zhou) == two[0]
    skipped = zhou.post("/queue/next/", {"skipped": two[0]})
    assert skipped["Location"] == f"/card/{two[1]}/?tab=new"
    assert claimed(lin) == two[0]

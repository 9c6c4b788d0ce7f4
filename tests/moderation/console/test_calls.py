"""Calling back, and filling in a form for somebody who can't."""

from __future__ import annotations

import pytest
from django.test import Client

from moderation.console.models import Role
from moderation.queue.models import Act, Submission
from moderation.queue.words import Outcome, Standing
from tests.moderation.console.conftest import Clock, on_both
from tests.moderation.console.test_desk_work import SignedIn, TakenIn, claimed, decided, sent, standing
from tests.moderation.queue.neighbourhood import Sheet

pytestmark = on_both
CALLS = "?tab=call-back"


@pytest.fixture
def needs(taken_in: TakenIn) -> list[str]:
    sheet = Sheet("need").add(item="口罩两盒").add(item="酒精一瓶", contact="13900139000")
    return taken_in(sheet.add(item="药", contact="微信 lin88"))


def called(client: Client, submission: str, outcome: str, **more: str) -> str:
    answer = client.post(
        f"/card/{submission}/call/{CALLS}", sent(client, submission, outcome=outcome, **more)
    )
    return f"{answer.status_code} {answer.get('Location', '')}"


def heap(client: Client, tab: str) -> list[str]:
    return [row.id for row in client.get(f"/queue/?tab={tab}").context["rows"]]


def test_a_round_of_calls(signed_in: SignedIn, needs: list[str]) -> None:
    lin = signed_in("林")
    assert heap(lin, "call-back") == needs[:2]
    lin.post(f"/queue/next/{CALLS}")
    page = lin.get(f"/card/{needs[0]}/{CALLS}").content.decode()
    for words in ("柳巷互助", "口罩两盒", "确认属实", "要求撤下", "volunteer of", "志願者"):
        assert words in page
    assert "138 0013 8000" not in page
    shown = lin.post(f"/card/{needs[0]}/reveal/{CALLS}", {"field": "contact", "why": "call"})
    assert 'href="tel:13800138000"' in shown.content.decode()
    assert called(lin, needs[0], "no answer", note="晚上再打") == f"302 /card/{needs[1]}/?tab=call-back"
    assert Act.objects.get(kind="call-back").reason == "晚上再打"
    assert called(lin, needs[1], "confirmed") == f"302 /card/{needs[1]}/?tab=call-back"
    assert "已核实" in lin.get(f"/card/{needs[1]}/{CALLS}").content.decode()
    decided(lin, needs[1], action="approve")
    assert (heap(lin, "call-back"), standing(needs[1])) == ([], Standing.APPROVED)


def test_three_misses_go_to_a_lead_and_are_not_redialled(
    signed_in: SignedIn, needs: list[str], clock: Clock
) -> None:
    lin = signed_in("林")
    for _ in range(3):
        lin.post(f"/card/{needs[0]}/take/")
        called(lin, needs[0], "no answer")
        assert needs[0] not in heap(lin, "call-back")
        clock.forward(hours=2)
    assert needs[0] not in heap(lin, "call-back")
    assert needs[0] in heap(lin, "held")
    lin.post(f"/card/{needs[0]}/take/")
    assert "三次没人接" in lin.get(f"/card/{needs[0]}/").content.decode()
    lin.post(f"/card/{needs[0]}/reopen/", sent(lin, needs[0], note="居委会问到了新时间"))
    assert needs[0] in heap(lin, "call-back")


def test_a_slip_is_taken_back_and_colleagues_do_not_call_twice(signed_in: SignedIn, needs: list[str]) -> None:
    lin, zhou = signed_in("林"), signed_in("周")
    assert claimed(lin) == needs[0]
    late = sent(zhou, needs[0], outcome="refused")
    assert zhou.post(f"/card/{needs[0]}/call/", late).status_code == 409
    called(lin, needs[0], "asked to withdraw")
    assert standing(needs[0]) == Standing.WITHDRAWN
    answer = zhou.post(f"/card/{needs[0]}/call/", late)
    assert (answer.status_code, "林" in answer.content.decode()) == (409, True)
    assert lin.post(f"/card/{needs[0]}/undo/").status_code == 302
    assert standing(needs[0]) == Standing.PENDING
    assert called(lin, needs[0], "perhaps").startswith("422")
    assert list(Act.objects.filter(word=Outcome.REFUSED)) == []


def test_without_a_phone_it_is_not_in_the_list_and_can_be_confirmed_all_the_same(
    signed_in: SignedIn, needs: list[str]
) -> None:
    lin = signed_in("林")
    lin.post(f"/card/{needs[2]}/take/")
    assert "没有电话" in lin.get(f"/card/{needs[2]}/").content.decode()
    called(lin, needs[2], "confirmed")
    assert Act.objects.get(kind="call-back").word == Outcome.CONFIRMED


def test_filling_in_for_somebody(signed_in: SignedIn, house: object) -> None:
    new = signed_in("新", Role.TRAINEE)
    assert "求助" in new.get("/intake/").content.decode()
    answers = {
        "item": "降压药",
        "reasons": ["在家吸氧", "备用"],
        "contact": "13800138000",
        "consent": "可以，一周",
    }
    missing = new.post("/intake/need/", {**answers, "item": ""})
    assert (missing.status_code, Submission.objects.count()) == (422, 0)
    assert "13800138000" in missing.content.decode()
    card = new.post("/intake/need/", answers)["Location"]
    one = Submission.objects.get()
    assert (card, one.taken_by, one.urgency) == (f"/card/{one.pk}/", "新", 3)
    assert "代填：新" in new.get(card).content.decode()
    assert new.post("/intake/need/", {**answers, "consent": "<script>"}).status_code == 422
    assert new.get("/intake/nothing/").status_code == 404

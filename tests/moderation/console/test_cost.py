"""What a page asks of the database: as much for forty as for one, and nothing of all there is."""

from __future__ import annotations

import pytest
import re2
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from moderation.console import kept
from moderation.console.rows import Row
from moderation.queue.watched import PULL, went_well, went_wrong
from tests.moderation.console.conftest import Clock
from tests.moderation.console.test_desk_work import SignedIn, TakenIn
from tests.moderation.queue.neighbourhood import NOW, Sheet


def asked(client: Client, address: str) -> list[str]:
    """The statements of the second time, when what is kept is there."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return [query["sql"] for query in queries]


def sheet(many: int) -> Sheet:
    made = Sheet()
    for number in range(many):
        made.add(item=f"第{number}件", contact=f"130{number:08d}", remark="找 13712345678")
    return made


@pytest.mark.parametrize("many", [1, 40])
def test_a_list_asks_as_often_however_long_it_is(signed_in: SignedIn, taken_in: TakenIn, many: int) -> None:
    taken_in(sheet(many))
    assert len(asked(signed_in("林"), "/queue/")) == 5  # session, account, rows, their texts, counts


@pytest.mark.parametrize(
    "address", [*(f"/queue/?tab={tab}" for tab in ("new", "urgent", "call-back", "mine")), "card"]
)
def test_no_page_goes_through_all_there_is(signed_in: SignedIn, taken_in: TakenIn, address: str) -> None:
    first = taken_in(sheet(40))[0]
    plans = []
    for statement in asked(signed_in("林"), f"/card/{first}/" if address == "card" else address):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}".replace("%", "%%"))
            plans += [step for _, _, _, step in cursor.fetchall()]
    assert plans
    assert [step for step in plans if re2.match(r"SCAN queue_(submission|version|act|found)", step)] == []


def row(**other: object) -> Row:
    given = {"id": "abc", "title": "口罩", "form": "need", "area": "", "urgency": 2, "standing": "held"}
    rest = {"on_behalf": False, "misses": 0, "given_up": False, "colleague": "", "due_at": None, "take": "/"}
    return Row(**{**given, **rest, "came_at": NOW, **other})  # type: ignore[arg-type]


def test_a_piece_is_made_anew_when_a_minute_is_over(house: object, clock: Clock) -> None:
    fresh = kept.piece("console/row.html", row())
    clock.forward(seconds=59)
    assert kept.piece("console/row.html", row()) is fresh
    clock.forward(hours=3)
    assert "3" in kept.piece("console/row.html", row())
    assert "&lt;b&gt;" in kept.piece("console/row.html", row(title="<b>"))


def test_each_reads_it_in_their_own_language(signed_in: SignedIn, taken_in: TakenIn) -> None:
    taken_in(Sheet().add(reasons="在家吸氧"))
    chinese, english = signed_in("林"), signed_in("周")
    english.post("/language/", {"language": "en", "next": "/"})
    for client, said, not_said in ((chinese, "急", "Urgent</b>"), (english, "Urgent</b>", "急")) * 2:
        page: str = client.get("/queue/").content.decode()
        rows = page[page.index('class="rows"') :]
        assert said in rows
        assert not_said not in rows


def test_an_alarm_is_at_most_ten_seconds_late(house: object, clock: Clock) -> None:
    assert kept.raised() == []
    went_wrong(PULL, clock.now, "SourceUnreadable")
    clock.forward(seconds=10)
    assert len(kept.raised()) == 1
    went_well(PULL, clock.now)
    assert len(kept.raised()) == 1
    clock.forward(seconds=10)
    assert kept.raised() == []

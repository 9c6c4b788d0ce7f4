"""Counting: stages are never skipped, few are not shown, units are not mixed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from moderation.core.entry import Detail
from moderation.core.figures import Stage, Waiting
from moderation.core.quantity import Quantity
from moderation.queue.counting import Path, days, funnel, goods, rolled_up, waiting
from tests.publishing.sample import COMMUNITY, entry

AT = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)


def path(**given: object) -> Path:
    return Path(**{"form": "need", "received_at": AT, **given})  # type: ignore[arg-type]


def called_after(hours: float) -> Path:
    return path(reached_at=AT + timedelta(hours=hours), verified=True)


def test_a_stage_counts_only_what_passed_the_ones_before() -> None:
    unverified = path(answered_at=AT, matched=True, done_at=AT)
    whole = path(verified=True, answered_at=AT, matched=True, done_at=AT)
    assert [count for _, count in funnel("need", [unverified, whole], 1).counts] == [2, 1, 1, 1, 1]


def test_few_are_not_shown_and_none_are() -> None:
    counts = dict(funnel("need", [called_after(1)] * 4 + [path()] * 6, 5).counts)
    assert counts[Stage.COLLECTED] == 10
    assert counts[Stage.VERIFIED] is None
    assert counts[Stage.DONE] == 0


def test_waiting_is_the_nearest_rank() -> None:
    paths = [called_after(hours) for hours in range(1, 11)]
    assert waiting([*paths, path()], 5) == Waiting(10, Decimal("5.0"), Decimal("9.0"))
    assert waiting(paths[:4], 5) == Waiting(None, None, None)
    assert waiting([called_after(-1)], 1) == Waiting(0, None, None)


def test_amounts_are_added_by_unit_and_never_money() -> None:
    def asked(number: int, *quantities: Quantity) -> object:
        return entry(number, details=tuple(Detail("n", each.words, (), each) for each in quantities))

    boxes, pieces = Quantity("3 盒", Decimal(3), "盒"), Quantity("20 只", Decimal(20), "只")
    vague, price = Quantity("一些", None, None), Quantity("35 元", Decimal(35), "元")
    entries = [asked(1, boxes), asked(2, boxes), asked(3, pieces), asked(4, vague), asked(5, price)]
    piles = {one.unit: one for one in goods(COMMUNITY, entries)}  # type: ignore[arg-type]
    assert {unit: (one.amount, one.entries, one.unread) for unit, one in piles.items()} == {
        "盒": (Decimal(6), 2, 0),
        "只": (Decimal(20), 1, 0),
        None: (Decimal(0), 1, 1),
    }


def test_what_a_shop_sells_is_no_amount_that_somebody_has() -> None:
    units = ("元",)
    priced = [
        f.model_copy(update={"units": units}) if f.key == "quantity" else f for f in COMMUNITY.forms[0].fields
    ]
    shop = COMMUNITY.forms[0].model_copy(update={"fields": tuple(priced)})
    community = COMMUNITY.model_copy(update={"forms": (shop,)})
    limit = Detail("limit", "每人 2 盒", (), Quantity("2 盒", Decimal(2), "盒"))
    assert [one.entries for one in goods(COMMUNITY, [entry(1, details=(limit,))])] == [1]
    assert goods(community, [entry(1, details=(limit,))]) == ()


def test_quiet_days_are_there_and_days_are_local() -> None:
    late = datetime(2026, 11, 16, 17, 0, tzinfo=UTC)  # already the 17th in Shanghai
    found = days(
        [path(received_at=late), path(answered_at=AT)], AT + timedelta(days=1), ZoneInfo("Asia/Shanghai")
    )
    assert [(one.day, one.collected, one.answered) for one in found] == [
        (date(2026, 11, 17), 1, 0),
        (date(2026, 11, 18), 1, 1),
        (date(2026, 11, 19), 0, 0),
    ]


def test_few_people_count_in_the_larger_area_or_nowhere() -> None:
    assert rolled_up(COMMUNITY, {"east-1": 2, "east": 3}, 5) == (("east", 5),)
    assert rolled_up(COMMUNITY, {"east-1": 6, "east": 3}, 5) == (("east-1", 6),)

from __future__ import annotations

from collections.abc import Callable

import pytest

from moderation.sources.patience import Unanswered, retry_after
from tests.standin.fixture import FakeTime


def failing(times: int, retry_after: float | None = None) -> Callable[[], str]:
    """An ask that fails `times` times, then answers."""
    left = iter(range(times))

    def ask() -> str:
        if next(left, None) is None:
            return "answer"
        raise Unanswered(503, retry_after)

    return ask


def test_a_good_answer_is_not_waited_for() -> None:
    time = FakeTime()
    assert time.patience().insist(failing(0)) == "answer"
    assert time.pauses == []


def test_pauses_are_a_share_of_a_doubling_bound() -> None:
    time = FakeTime()
    assert time.patience(chance=0.5).insist(failing(5)) == "answer"
    assert time.pauses == [0.5, 1, 2, 4, 8]


def test_full_jitter_may_pause_for_no_time_at_all() -> None:
    time = FakeTime()
    time.patience(chance=0.0).insist(failing(2))
    assert time.pauses == [0, 0]


def test_six_tries_and_no_more() -> None:
    time = FakeTime()
    with pytest.raises(Unanswered):
        time.patience().insist(failing(6))
    assert len(time.pauses) == 5


def test_retry_after_is_a_lower_bound() -> None:
    time = FakeTime()
    time.patience(chance=0.5).insist(failing(1, retry_after=30))
    assert time.pauses == [30.5]


def test_no_waiting_past_five_minutes() -> None:
    time = FakeTime()
    with pytest.raises(Unanswered):
        time.patience().insist(failing(6, retry_after=120))
    assert time.pauses == [120.5, 121]


def test_a_retry_after_longer_than_the_deadline_ends_it_at_once() -> None:
    time = FakeTime()
    with pytest.raises(Unanswered):
        time.patience().insist(failing(1, retry_after=301))
    assert time.pauses == []


def test_what_landed_after_all_is_not_sent_again() -> None:
    assert FakeTime().patience().insist(failing(6), before_asking_again=lambda: "landed") == "landed"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": " 7 "}, 7),
        ({"Retry-After": "-7"}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "٧"}, None),
        ({"Retry-After": "Fri, 20 Nov 2026 12:00:30 GMT", "Date": "Fri, 20 Nov 2026 12:00:00 GMT"}, 30),
        ({"Retry-After": "Fri, 20 Nov 2026 11:00:00 GMT", "Date": "Fri, 20 Nov 2026 12:00:00 GMT"}, 0),
        ({"Retry-After": "Fri, 20 Nov 2026 12:00:30 GMT"}, None),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds

"""Read-aloud lists: numbers are words again, codes are spelled, nothing is said of who or where exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.core.han_number import read_number
from publishing.edition import Edition
from publishing.engine import Built
from publishing.placed import placed
from publishing.read_aloud import read_aloud_pages, worth_reading
from publishing.spoken import in_han, spelled, spoken
from tests.publishing.sample import COMMUNITY, HOUSE, entry

STREETS = COMMUNITY.model_copy(
    update={
        "areas": tuple(
            area.model_copy(update={"level": "street"}) if area.key == "east" else area
            for area in COMMUNITY.areas
        )
    }
)


@given(st.integers(0, 99_999_999))
def test_a_number_in_words_is_the_same_number(number: int) -> None:
    assert read_number(in_han(number)) == number


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("12 只", "十二 只"),
        ("205盒", "二百零五盒"),
        ("10010", "一万零一十"),
        ("007", "零零七"),
        ("住了20年", "住了二十年"),
        ("2026年11月20日", "二零二六年十一月二十日"),
        ("没有数字", "没有数字"),
    ],
)
def test_as_people_say_it(written: str, said: str) -> None:
    assert spoken(written, "zh-Hans") == said


def test_english_digits_stay_and_codes_are_spelled() -> None:
    assert spoken("12 masks", "en") == "12 masks"
    assert spelled("k7-a", "zh-Hans") == "K，七，A"
    assert spelled("k7-a", "en") == "K, 7, A"


def test_what_is_near_is_read_the_most_urgent_first(built: Built) -> None:
    edition = Edition(HOUSE, STREETS, built, "zh-Hans")
    entries = [entry(number, urgency=3 if number == 2 else 0) for number in range(6)]
    (page,) = read_aloud_pages(edition, worth_reading(STREETS, placed(STREETS, entries)))
    body = b"".join(page.buffers).decode()
    assert page.path == "aloud/east.html"
    assert "一共六条" in body
    assert body.index("第二件") < body.index("第五件")
    assert "第一条，求助。N九十五 口罩 第二件。" in body
    assert "302" not in body
    assert "三百零二室" not in body

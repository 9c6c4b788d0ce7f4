from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.core.han_number import read_number
from moderation.core.quantity import Quantity, read_quantity

MASKS = ("只", "盒", "包", "箱")


def read(words: str, *units: str) -> tuple[str | None, str | None]:
    quantity = read_quantity(words, units or MASKS)
    return None if quantity.amount is None else f"{quantity.amount}", quantity.unit


@pytest.mark.parametrize(
    "words",
    ["", "若干", "几个", "几十个", "数百只", "三五个", "50 100", "84消毒液", "N95", "3M", "一次性", "75%"],
)
def test_no_number_is_no_amount(words: str) -> None:
    assert read_quantity(words, MASKS) == Quantity(words, None, None)


@pytest.mark.parametrize(
    "words",
    ["有多少要多少", "越多越好", "不限", "沒有上限", "no upper limit", "As many as possible!", "unlimited"],
)
def test_no_upper_limit_is_not_one(words: str) -> None:
    assert read_quantity(words, MASKS) == Quantity(words, None, None, unlimited=True)


@pytest.mark.parametrize(
    ("words", "amount", "unit"),
    [
        ("两盒", "2", "盒"),
        ("2 盒（每盒 50 只）", "2", "盒"),
        ("一百多只", "100", "只"),
        ("十几个", "10", "只"),
        ("10-20只", "10", "只"),
        ("二十個左右", "20", "只"),
        ("約１００隻", "100", "只"),
        ("1,000只", "1000", "只"),
        ("1.5万只", "15000", "只"),
        ("1万5千个", "15000", "只"),
        ("N95口罩20只", "20", "只"),
        ("3M 口罩 2 盒", "2", "盒"),
        ("一次性口罩 50 片", "50", "只"),
        ("半箱", "0.5", "箱"),
        ("两箱半", "2.5", "箱"),
        ("20 boxes", "20", "盒"),
        ("3 packs of masks", "3", "包"),
        ("13800000000只", None, None),
        ("20", "20", None),
        ("约20", "20", None),
        ("俩", "2", None),
        ("20 rolls", "20", None),
    ],
)
def test_amounts_with_their_units(words: str, amount: str | None, unit: str | None) -> None:
    assert read(words) == (amount, unit)


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        *(
            ("每盒 25 元", "25"),
            ("¥25.5", "25.5"),
            ("￥ 25", "25"),
            ("25", "25"),
            ("2块5", "2.5"),
            ("2块5毛", "2.5"),
        ),
        *(("三十五块钱一份", "35"), ("2元/只", "2"), ("35 yuan a share", "35"), ("25块", "25")),
    ],
)
def test_prices(words: str, amount: str) -> None:
    assert read(words, "元") == (amount, "元")


@pytest.mark.parametrize(
    ("words", "amount", "unit"),
    [
        *(
            ("2小时", "2", "小时"),
            ("两个半小时", "2.5", "小时"),
            ("半小时", "0.5", "小时"),
            ("2.5h", "2.5", "小时"),
        ),
        *(("90 分钟", "90", "分钟"), ("90 mins", "90", "分钟"), ("一个钟头", "1", "小时")),
    ],
)
def test_hours(words: str, amount: str, unit: str) -> None:
    assert read(words, "小时", "分钟") == (amount, unit)


def test_a_unit_asked_for_is_itself() -> None:
    assert read("3个", "只", "个") == ("3", "个")
    assert read("3捆") == ("3", None)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *(
            ("十", 10),
            ("二十五", 25),
            ("一百零五", 105),
            ("一百五", 150),
            ("两千三", 2300),
            ("一万二千", 12000),
        ),
        *(("三亿", 300_000_000), ("壹佰贰拾", 120), ("仨", 3), ("〇", 0)),
    ],
)
def test_han_numbers(written: str, number: int) -> None:
    assert read_number(written) == number


def spelt(number: int) -> str:
    """The number in Chinese, the textbook way."""
    digits, out, gap = "零一二三四五六七八九", "", False
    for size, name in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            out += ("零" if gap and out else "") + digits[digit] + name
        gap = not digit
    return out


@given(st.integers(1, 99_999))
def test_what_is_spelt_is_read(number: int) -> None:
    assert read_number(spelt(number)) == number
    assert read_quantity(f"要{spelt(number)}只", MASKS).amount == number


@given(st.integers(0, 999_999_999), st.sampled_from(MASKS), st.sampled_from(["", " ", "多"]))
def test_digits_and_unit(number: int, unit: str, between: str) -> None:
    words = f"{number}{between}{unit}"
    assert read_quantity(words, MASKS) == Quantity(words, Decimal(number), unit)


@given(st.text())
def test_the_words_are_kept_and_amounts_are_never_negative(words: str) -> None:
    quantity = read_quantity(words, MASKS)
    assert quantity.words == words
    assert quantity.amount is None or quantity.amount >= 0


@given(st.text(alphabet="0123456789.,一二两十百千万亿几半多个只盒 ¥块", max_size=60))
def test_number_soup_is_never_an_exception(words: str) -> None:
    assert read_quantity(words, MASKS).unit in (*MASKS, None)

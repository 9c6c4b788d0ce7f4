"""Folding: what is read, and the way back."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.core.fillers import digits_said, said
from moderation.core.finding import Span
from moderation.core.fold import WIDEST, fold_character, unusual
from moderation.core.text import fold

ANY_TEXT = st.text(alphabet=st.characters(), max_size=80)  # lone surrogates and all planes included
INVISIBLE = "\u200b\u200d\u2060\ufeff\u202e\u2066\u2069\u00ad\u034f\ufe0f\U000e0031\u3164\u0301\u20e3"


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("", ""),
        ("口罩 KN95", "口罩 kn95"),
        ("ＫＮ９５", "kn95"),
        ("證照聯繫", "证照联系"),
        ("①③⑧➑٣𝟕", "138837"),
        ("1️⃣3️⃣", "13"),
        ("抗🧪原🧪检", "抗原检"),
        ("wéi xìn", "wei xin"),
        ("V❤ ➕🅥 ᴠx 🆅🆇", "v♥ +v vx vx"),
        ("ロ罩 囗罩 曰用", "口罩 口罩 日用"),
        ("ᴡх", "wx"),
        ("a\u200bb\u202ec\U000e0041d", "abcd"),
        ("a\r\nb\u2028c\td", "a\nb\nc d"),
        ("\ud800x\U0010ffff", "x"),
        ("第㈠条", "第1条"),
    ],
)
def test_reads_what_a_person_reads(raw: str, folded: str) -> None:
    assert fold(raw).folded == folded


@pytest.mark.parametrize(
    ("raw", "numerals"),
    [
        ("一三八壹叁捌幺两拐勾洞〇", "138138127900"),
        ("怎么么八", "怎么18"),
        ("l38 OOl3", "138 0013"),
        ("lily 138", "lily 138"),
        ("yi san ba", "1\0 3\0\0 8\0"),
        ("onetwo three", "1\0\x002\0\0 3\0\0\0\0"),
        ("si li", "si li"),
        ("Ⅷ九", "8\0\0\x009"),
        ("11O1O519491231OO2X", "11010519491231002x"),
        ("138双零五个零", "1380\x010\4\0"),
        ("1十二个零", "10\x08\3\0"),
        ("138,0×5,7", "138,0\4\0,7"),
        ("0000(四个零)7", "0000(---)7"),
        ("6214 OOOO 55", "6214 0000 55"),
        ("qq2OOO6", "qq20006"),
        ("one three eighty-six", "1\0\0 3\0\0\0\0 8\0\0\0\0\0-6\0\0"),
        ("one three eight, two zeros", "1\0\0 3\0\0\0\0 8\0\0\0\0, 0\1" + "\0" * 7),
    ],
)
def test_reads_numerals_at_the_same_offsets(raw: str, numerals: str) -> None:
    text = fold(raw)
    assert text.numerals == numerals
    assert len(text.numerals) == len(text.folded)


def test_span_covers_what_is_invisible_inside_and_upon() -> None:
    text = fold("打1\u200b3️⃣吧")
    assert text.folded == "打13吧"
    assert text.span(1, 3) == Span(1, 6)
    assert text.span(2, 2) == Span(3, 3)


def test_one_character_gives_four_at_most() -> None:
    widest = max(
        (chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) != "Cn"),
        key=lambda c: len(fold_character(c)),
    )
    assert len(fold_character(widest)) == WIDEST


def test_every_character_that_is_not_looked_up_folds_to_itself() -> None:
    characters = map(chr, range(sys.maxunicode + 1))
    assert [c for c in characters if not unusual().match(c) and fold_character(c) != c] == []


@given(ANY_TEXT)
def test_a_text_folds_as_its_characters_do(raw: str) -> None:
    for text in (raw, raw + "".join(map(chr, range(0x400, 0x460)))):
        folded = [fold_character(c) for c in text]
        assert fold(text).folded == "".join(folded)
        assert list(fold(text).origin) == [*(at for at, c in enumerate(folded) for _ in c), len(text)]


@given(ANY_TEXT)
def test_folding_the_folded_changes_nothing(raw: str) -> None:
    once = fold(raw).folded
    assert fold(once).folded == once


@given(ANY_TEXT)
def test_offsets_rise_and_lead_back(raw: str) -> None:
    text = fold(raw)
    origin = list(text.origin)
    assert len(origin) == len(text.folded) + 1
    assert origin == sorted(origin)
    assert origin[-1] == len(raw)
    for at, character in enumerate(text.folded):
        assert character in fold(raw[origin[at]]).folded
    assert len(text.numerals) == len(text.folded)


@given(ANY_TEXT)
def test_every_run_stands_where_it_says(raw: str) -> None:
    text = fold(raw)
    for run in text.runs:
        for group in run.groups:
            assert digits_said(text.numerals[group.start : group.end]) == group.digits
        assert [group.start for group in run.groups] == sorted(group.start for group in run.groups)


@pytest.mark.parametrize("times", ["oh", "zero", "nought"])
def test_no_digit_is_said_zero_times(times: str) -> None:
    assert digits_said(fold(f"{times} nines and one two three").numerals).count("9") <= 1
    with pytest.raises(ValueError, match="not 0 times"):
        said("9", 0, 5)


@given(st.text("一二三138 好罩vx,", max_size=30), st.integers(0, 30), st.sampled_from(INVISIBLE))
def test_what_is_invisible_is_not_there(raw: str, at: int, invisible: str) -> None:
    assert fold(raw[:at] + invisible + raw[at:]).folded == fold(raw).folded

"""What a text says, however it is set, and how it sounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.core.text import fold
from moderation.screening.sounds import is_sound, spelled, syllables, symbols_of
from moderation.screening.wording import wording


def test_drops_what_stands_between_letters() -> None:
    assert wording(fold("口 罩,\n有/货!")).letters == "口罩有货"


def test_reads_any_number_as_one() -> None:
    assert wording(fold("138 0013-8000,2.5元")).letters == "0元"


@pytest.mark.parametrize("disguise", ["扣罩", "口兆", "kou zhao", "kouzhao", "口zhao", "KOU罩"])
def test_hears_homophones_and_pinyin(disguise: str) -> None:
    assert spelled(wording(fold(disguise)).sounds) == "kou zhao"


@pytest.mark.parametrize("word", ["mask", "x", "brrr", "kouzhaov" * 20])
def test_hears_no_pinyin_in_other_words(word: str) -> None:
    assert syllables(word) == ""


def test_reads_the_fewest_syllables() -> None:
    assert spelled(syllables("xian")) == "xian"


def test_spelling_goes_both_ways() -> None:
    symbols = syllables("yaoshi")
    assert is_sound(symbols)
    assert symbols_of(spelled(symbols)) == symbols


def test_finds_the_way_back() -> None:
    text = fold("要 ka-kou zhao 5 5 个")
    said = wording(text)
    start = said.letters.index("个")
    span = said.span(text, start, start + 1)
    assert text.raw[span.start : span.end] == "个"


@given(st.text(max_size=60))
def test_every_letter_has_a_place(raw: str) -> None:
    text = fold(raw)
    said = wording(text)
    assert len(said.sounds) == len(said.letters)
    spans = [said.span(text, at, at + 1) for at in range(len(said.letters))]
    assert spans == sorted(spans)

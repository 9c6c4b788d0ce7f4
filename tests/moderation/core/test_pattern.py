"""Patterns that first look whether a text can match: they find what they would find anyway."""

from __future__ import annotations

import importlib
import pkgutil
import re
import warnings
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation import screening
from moderation.core.pattern import Pattern, required


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("口 ?罩|面罩", ("口", "面罩")),
        ("卡号|账户", ("卡号", "账户")),
        ("(?:没|无)证[0-9]{2}", ("证",)),
        ("[扫按]{0,8}二维码", ("二维码",)),
        ("(甲乙)+丙", ("甲乙",)),
        ("[甲乙]", ("乙", "甲")),
        ("保质期|期", ("期",)),
        (r"e\.c", ("e.c",)),
    ],
)
def test_reads_from_a_pattern_what_every_match_holds(pattern: str, words: tuple[str, ...]) -> None:
    assert required(pattern) == words


@pytest.mark.parametrize(
    "pattern",
    ["", "甲|", "甲*", "甲{0,3}", "[^甲]", "[0-9]+", r"\p{Han}甲", "(?i)abc", "(?i:abc)", "[[:alpha:]]x"],
)
def test_claims_nothing_where_nothing_is_sure(pattern: str) -> None:
    assert required(pattern) == ()


def test_finds_what_is_there_and_nothing_else() -> None:
    few, many = Pattern("口.罩"), Pattern("|".join(f"甲{c}乙" for c in "一二三四五六七八九十百千万亿"))
    for pattern, there, not_there in ((few, "戴口的罩", "口 口"), (many, "说甲亿乙", "甲 亿 乙")):
        for text, found in ((there, True), (not_there, False)):
            assert pattern.found_in(text) is found
            assert bool(pattern.search(text)) is bool(list(pattern.finditer(text))) is found
            assert bool(pattern.match(text[1:])) is bool(pattern.fullmatch(text[1:])) is found


def _all_patterns() -> Iterator[Pattern]:
    """Every pattern of the package, also those in tuples."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for module in pkgutil.walk_packages(screening.__path__, "moderation.screening."):
            for value in vars(importlib.import_module(module.name)).values():
                row = value if isinstance(value, tuple) else (value,)
                for one in row:
                    parts = one if isinstance(one, tuple) else (one,)
                    yield from (part for part in parts if isinstance(part, Pattern))


WITH_WORDS = sorted({each.pattern.pattern for each in _all_patterns() if each.words})


def test_most_patterns_know_their_words() -> None:
    assert len(WITH_WORDS) > 50


@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_match_is_missed(data: st.DataObject) -> None:
    written = data.draw(st.sampled_from(WITH_WORDS))
    text = data.draw(st.text(max_size=5)) + data.draw(st.from_regex(re.compile(written)))
    pattern = Pattern(written)
    if pattern.pattern.search(text):
        assert pattern.can_match(text)

"""A number is found in every disguise, and an invisible character in it does not help."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.core.text import fold
from moderation.redaction.redact import private_spans, redact
from moderation.screening.ruleset import load_ruleset
from moderation.screening.screen import screen
from tests.moderation.screening.disguises import DISGUISES

RULES = load_ruleset()
CARRIERS = ("{}", "求两个N95口罩,{},谢谢", "我家5盒共100元,电话{}小王", "第二次发 {} 50只起", "唯一电话{}")
INVISIBLE = "\u200b\u200d\u2060\ufeff\u202e\u2066\u00ad\u034f\ufe0f\U000e0031\u0301\u3164"

mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


def hidden(text: str) -> str:
    return redact(text, private_spans(text, screen({"text": text}, RULES).findings, "text"))


@pytest.mark.parametrize("name", DISGUISES)
@given(number=mobiles, carrier=st.sampled_from(CARRIERS))
def test_a_disguised_mobile_number_is_hidden(name: str, number: str, carrier: str) -> None:
    disguised = DISGUISES[name](number)
    left = hidden(carrier.format(disguised))
    assert disguised not in left
    assert number not in fold(left).numerals
    assert (
        sum(c.isdigit() for c in fold(left).numerals) <= sum(c.isdigit() for c in fold(carrier).numerals) + 3
    )


@given(number=mobiles, at=st.integers(1, 10), invisible=st.sampled_from(INVISIBLE))
def test_an_invisible_character_does_not_help(number: str, at: int, invisible: str) -> None:
    assert hidden(f"打{number[:at]}{invisible}{number[at:]}吧") == "打[已隐去]吧"

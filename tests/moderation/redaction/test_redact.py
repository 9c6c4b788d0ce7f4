"""What is hidden is gone; what stays reads as a sentence."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from moderation.core.finding import Finding, Kind, Severity, Span
from moderation.core.text import fold
from moderation.redaction.echoes import Echoes
from moderation.redaction.redact import HIDDEN, private_spans, redact
from moderation.screening.ruleset import all_rules, load_ruleset
from moderation.screening.screen import screen
from tests.moderation.screening.disguises import DISGUISES
from tests.moderation.screening.marks import unmarked

RULES = load_ruleset()
EXAMPLES = [
    unmarked(found) for active in all_rules() if active.rule.kind.private for found in active.rule.finds
]


def hidden(text: str) -> str:
    return redact(text, private_spans(text, screen({"text": text}, RULES).findings, "text"))


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("没有要隐去的。", [], "没有要隐去的。"),
        ("打13800138000。", [Span(1, 12)], "打[已隐去]。"),
        ("0123456789", [Span(5, 7), Span(2, 6)], "01[已隐去]789"),
        ("a 12, 34 b", [Span(2, 4), Span(6, 8)], "a [已隐去] b"),
        ("a 12和34 b", [Span(2, 4), Span(5, 7)], "a [已隐去]和[已隐去] b"),
        ("(86)138 x", [Span(1, 7)], "[已隐去] x"),
        ("见138(备)", [Span(1, 5)], "见[已隐去]备)"),
        ("空", [Span(1, 1)], "空"),
    ],
)
def test_hides_spans_behind_one_mark(text: str, spans: list[Span], expected: str) -> None:
    assert redact(text, spans) == expected


def test_a_hidden_value_of_what_covers_it_comes_to_an_end() -> None:
    found = Finding("name", Kind.NAME, "text", Span(1, 3), Severity.NOTE, "")
    text = "叫隐隐的人,隐隐"
    assert redact(text, private_spans(text, [found], "text")) == "叫[已隐去]的人,[已隐去]"


@pytest.mark.parametrize("said", ["138五个零821", "13800000821", "138 五个零 821", "1380四个零821"])
@pytest.mark.parametrize("again", ["138 五个零 821", "138 五個零 821", "138 0000 0821", "138,双零,000,821"])
def test_finds_a_number_again_with_its_digits_said_in_another_way(said: str, again: str) -> None:
    assert {*Echoes({said}).of(f"找 {again} 来")} == {Span(2, 2 + len(again))}


@given(st.text(st.characters(), max_size=60))
def test_text_without_spans_is_the_same_text(text: str) -> None:
    assert redact(text, []) == text


pieces = st.one_of(
    st.sampled_from([text for text, _ in EXAMPLES]),
    st.builds(
        lambda name, number: DISGUISES[name](number),
        st.sampled_from(sorted(DISGUISES)),
        st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    ),
    st.text("一二三138 -,。元个微信v:abc_@.加", max_size=12),
    st.text(st.characters(), max_size=6),
)


@given(st.lists(pieces, max_size=4).map("".join))
@example("电话13800138000或者13800138000")
def test_no_hidden_number_is_left_in_any_form(text: str) -> None:
    left = fold(hidden(text)).numerals
    for span in private_spans(text, screen({"text": text}, RULES).findings, "text"):
        digits = "".join(c for c in fold(text[span.start : span.end]).numerals if c.isdigit())
        if len(digits) > 7:
            assert digits not in left.replace("\0", "").replace(HIDDEN, "|")

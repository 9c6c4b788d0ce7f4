"""What is left after hiding shows nothing private."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from moderation.core.finding import Kind, Severity, Span
from moderation.core.text import Text
from moderation.redaction.redact import HIDDEN, private_spans, redact
from moderation.redaction.settle import Hiding, settle_all, settled_spans
from moderation.screening.rule import Context, Hit, Rule
from moderation.screening.ruleset import Active, Ruleset, all_rules, load_ruleset
from moderation.screening.screen import screen
from tests.moderation.screening.disguises import DISGUISES
from tests.moderation.screening.marks import unmarked

RULES = load_ruleset()
EXAMPLES = [unmarked(found)[0] for active in all_rules() for found in active.rule.finds]

pieces = st.one_of(
    st.sampled_from(EXAMPLES),
    st.builds(
        lambda name, number: DISGUISES[name](number),
        st.sampled_from(sorted(DISGUISES)),
        st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    ),
    st.text("一二三138 -,。元个微信v:abc_@.加", max_size=12),
    st.text(st.characters(), max_size=6),
)


def settled(text: str, rules: Ruleset = RULES) -> str:
    return redact(text, settled_spans(text, screen({"text": text}, rules).findings, "text", rules))


@given(st.lists(pieces, max_size=5).map("".join))
def test_nothing_private_is_found_in_what_is_left(text: str) -> None:
    left = settled(text)
    assert [found for found in screen({"text": left}, RULES).findings if found.kind.private] == []


@given(st.text("求两个口罩在楼下门卫放着就行,谢谢大家!。? 3号", max_size=40))
def test_a_text_without_findings_is_the_same_text(text: str) -> None:
    if not any(found.kind.private for found in screen({"text": text}, RULES).findings):
        assert settled(text) == text


def first_letter(text: Text, context: Context) -> Iterable[Hit]:
    """Each round finds one more."""
    at = next((at for at, character in enumerate(text.raw) if character in "abcdefgh"), None)
    if at is not None:
        yield Hit(Span(at, at + 1), "")


def crash(text: Text, context: Context) -> Iterable[Hit]:
    raise RuntimeError(text.raw)


CRASHING = Ruleset((Active("crashing", Rule(Kind.NAME, Severity.NOTE, ""), crash),))
LETTERS = Ruleset((Active("letters", Rule(Kind.NAME, Severity.NOTE, ""), first_letter),))


def test_maps_what_is_found_later_back_to_the_raw_text() -> None:
    assert settled("a1b2c3", LETTERS) == "[已隐去]1[已隐去]2[已隐去]3"


def test_hides_everything_when_it_does_not_settle() -> None:
    assert settled("a1b2c3d4e5f6g", LETTERS) == "[已隐去]"
    assert screen({"text": HIDDEN}, RULES).findings == ()


@given(st.lists(st.lists(pieces, max_size=3).map("".join), max_size=6))
def test_many_texts_settle_as_each_does_alone(texts: list[str]) -> None:
    hidings = [
        Hiding("text", text, private_spans(text, screen({"text": text}, RULES).findings, "text"))
        for text in texts
    ]
    for one, text in zip(settle_all(hidings, RULES), texts, strict=True):
        assert redact(text, one.spans) == one.left == settled(text)
        assert not any(found.kind.private for found in one.findings)


def test_what_a_rule_that_crashes_says_stays_with_the_text() -> None:
    (one,) = settle_all([Hiding("text", "abc", (Span(0, 1),))], CRASHING)
    assert [found.kind for found in one.findings] == [Kind.FAULT]

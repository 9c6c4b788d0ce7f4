"""What was written, cut at its findings and redactions."""

from __future__ import annotations

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from moderation.console.card import claims_in, pieces
from moderation.console.templatetags.words import told
from moderation.queue.models import Found, Redaction
from moderation.screening.claims import State
from moderation.screening.ruleset import Active, all_rules, load_ruleset
from moderation.screening.screen import screen
from tests.moderation.screening.marks import unmarked

RULES = load_ruleset()


@given(
    st.text(min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40)), max_size=5),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40)), max_size=5),
)
def test_pieces_are_the_text_and_know_their_places(
    text: str, cuts: list[tuple[int, int]], finds: list[tuple[int, int]]
) -> None:
    redactions = [Redaction(start=a, end=b) for a, b in cuts if a < b <= len(text)]
    findings = [Found(start=a, end=b) for a, b in finds if a < b <= len(text)]
    cut = list(pieces(text, findings, redactions))
    assert "".join(piece.text for piece in cut) == text
    assert all(text[piece.start : piece.end] == piece.text for piece in cut)


def test_claims_stand_beside_what_came_of_checking_them() -> None:
    [good] = claims_in("医用外科口罩,YY 0469-2011")
    bad = claims_in("医用外科口罩,浙杭械备20200001号,资料齐")
    assert (good.state, good.words) == (State.CONSISTENT, "YY 0469")
    assert State.CONTRADICTORY in {claim.state for claim in bad}
    assert claims_in("送两盒饼干") == []


@pytest.mark.parametrize("active", all_rules(), ids=lambda active: active.name)
def test_what_a_rule_says_is_said_in_english_too(active: Active) -> None:
    """But for the words that it quotes, and for figures inside a sentence."""
    texts = [unmarked(found)[0] for found in active.rule.finds]
    findings = [one for text in texts for one in screen({"text": text}, RULES).findings]
    own = {one.message for one in findings if one.rule == active.name}
    heads = {message.partition(":")[0] for message in own if not any(c.isdigit() for c in message)}
    with translation.override("en"):
        assert [head for head in heads if not told(head).isascii()] == []

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.core.strict import allowed_word, seen


@pytest.mark.parametrize(
    "cell",
    [
        "not approved",
        "未审核",
        "已审核?",
        "已审核 ",
        "x x",
        "xx",
        "",
        " ",
        "✕",
        "х",
        "x\ue000",
        "已\n审核",
        "x\u3164",
    ],
)
def test_anything_else_is_not_allowed(cell: str) -> None:
    assert allowed_word(cell, ["x", "approved"]) is None


@pytest.mark.parametrize(
    "cell", ["已审核", "\u200b已审核", "已\u200b审核\ufeff", " 已审核\n", "已审核\u200b "]
)
def test_what_cannot_be_seen_does_not_matter(cell: str) -> None:
    assert allowed_word(cell, ["已审核"]) == "已审核"


@pytest.mark.parametrize("cell", ["x", "X", "ｘ", "\tx "])
def test_width_and_case_do_not_matter(cell: str) -> None:
    assert allowed_word(cell, ["x"]) == "x"


def test_no_empty_word_is_ever_allowed() -> None:
    assert allowed_word("", [""]) is None


@given(st.text())
def test_seen_is_idempotent(cell: str) -> None:
    assert seen(seen(cell)) == seen(cell)


@given(st.text(min_size=1))
def test_nothing_visible_can_be_added(more: str) -> None:
    assert (allowed_word("已审核" + more, ["已审核"]) is None) == (seen(more) != "")

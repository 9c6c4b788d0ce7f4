"""Invented posts by what their claims are; every third was held out while the checks were written."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.core.text import fold
from moderation.screening.claims import State, judge


def _posts(name: str) -> list[tuple[str, str]]:
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    pairs = [line.partition("\t") for line in lines if not line.startswith("#")]
    return [(state, text) for state, _, text in pairs]


POSTS = _posts("posts.tsv")
HELD_OUT = POSTS[2::3]
IN_SIGHT = [post for index, post in enumerate(POSTS) if index % 3 != 2] + _posts("posts_more.tsv")


@pytest.mark.parametrize(
    ("posts", "recall", "precision"),
    [(IN_SIGHT, 0.97, 0.97), (HELD_OUT, 0.9, 0.95)],
    ids=["seen", "held out"],
)
def test_contradictions_are_told_from_the_rest(
    posts: list[tuple[str, str]], recall: float, precision: float
) -> None:
    true = {text for state, text in posts if state == "contradictory"}
    found = {text for _, text in posts if _contradicted(text)}
    assert len(true & found) / len(true) >= recall
    assert len(true & found) / len(found) >= precision


def _contradicted(raw: str) -> bool:
    return any(one.state is State.CONTRADICTORY for one in judge(fold(raw)))

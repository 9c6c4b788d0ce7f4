"""Every rule's own examples are its tests."""

from __future__ import annotations

from datetime import date

import pytest

from moderation.screening.rule import Context
from moderation.screening.ruleset import Active, Ruleset, all_rules
from moderation.screening.screen import screen
from moderation.screening.watchwords import WatchWord
from tests.moderation.screening.marks import unmarked

CONTEXT = Context(
    hotlines=frozenset({"12345", "02712345678"}),
    watch_words=(WatchWord("蓝色小药盒", date(2020, 6, 30), "借名收定金"),),
)

FINDS = [(active, example) for active in all_rules() for example in active.rule.finds]
PASSES = [(active, example) for active in all_rules() for example in active.rule.passes]


def spans_of(active: Active, text: str) -> list[tuple[int, int]]:
    """What the rule finds among all others: those asked last know what these found."""
    found = screen({"text": text}, Ruleset(all_rules(), CONTEXT)).findings
    return sorted((each.span.start, each.span.end) for each in found if each.rule == active.name)


@pytest.mark.parametrize(("active", "example"), FINDS, ids=lambda one: getattr(one, "name", None))
def test_finds_what_its_example_marks(active: Active, example: str) -> None:
    text, marked = unmarked(example)
    assert spans_of(active, text) == [(span.start, span.end) for span in marked]


@pytest.mark.parametrize(("active", "example"), PASSES, ids=lambda one: getattr(one, "name", None))
def test_leaves_alone_what_its_example_passes(active: Active, example: str) -> None:
    assert spans_of(active, example) == []


@pytest.mark.parametrize("active", all_rules(), ids=lambda active: active.name)
def test_explains_itself_and_shows_both_sides(active: Active) -> None:
    assert len(active.rule.finds) >= 2
    assert len(active.rule.passes) >= 2
    assert active.rule.title

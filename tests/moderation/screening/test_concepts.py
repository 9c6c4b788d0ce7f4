"""The lexicon finds its own words, and short ones only where they are spelled right or listed."""

from __future__ import annotations

import pytest

from moderation.core.text import fold
from moderation.screening.concepts import FAMILIES, concepts, mentions
from moderation.screening.wording import wording


def keys(raw: str) -> set[str]:
    return {mention.concept.key for mention in mentions(wording(fold(raw)))}


@pytest.mark.parametrize("concept", concepts(), ids=lambda concept: concept.key)
def test_every_word_is_found_and_written_once(concept) -> None:  # type: ignore[no-untyped-def]
    assert [word for word in concept.words if concept.key not in keys(word)] == []
    assert sorted(set(concept.words)) == sorted(concept.words)


def test_every_family_has_a_file() -> None:
    assert {concept.family for concept in concepts()} == set(FAMILIES)


def test_long_words_are_heard_in_disguise() -> None:
    assert "pay_first" in keys("包正金")


def test_short_words_are_not_heard_in_others() -> None:
    assert "praise" in keys("值得")
    assert "praise" not in keys("只的")


def test_listed_short_words_are_heard() -> None:
    assert "goods" in keys("扣兆")

"""The word lists: a word that is not in folded form is never found."""

from __future__ import annotations

import pytest

from moderation.core.text import fold
from moderation.screening.lexicon import words


@pytest.mark.parametrize("subject", ["doors", "people", "places"])
def test_every_word_stands_as_the_fold_writes_it(subject: str) -> None:
    unfolded = {word for kind in words(subject).values() for word in kind.all if fold(word).folded != word}
    assert unfolded == set()

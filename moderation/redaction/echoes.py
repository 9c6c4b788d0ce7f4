"""Hidden values that stand again elsewhere, in any form: glued to others, or without their label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick

from moderation.core.fillers import FILLERS, digits_at, digits_said
from moderation.core.finding import Span
from moderation.core.text import fold

_SHORTEST_WORD = 2
_SHORTEST_NUMBER = 7  # digits; shorter ones are also amounts and years
_FARTHEST = 6  # characters to a digit, digit words and separators included


class Echoes:
    """Looks for some values in texts.

    All are looked for in one pass: one by one, a text full of numbers would take quadratic time.
    """

    def __init__(self, values: Iterable[str]) -> None:
        hidden = [fold(value) for value in values]
        self._words = _search({value.folded.strip() for value in hidden}, _SHORTEST_WORD)
        self._numbers = _search({digits_said(value.numerals) for value in hidden}, _SHORTEST_NUMBER)

    def of(self, raw: str) -> Iterator[Span]:
        """Where they stand in `raw`."""
        if self._words is None and self._numbers is None:
            return
        text = fold(raw)
        for start, end in _places(text.folded, self._words):
            yield text.span(start, end)
        if self._numbers is None:
            return
        kept = digits_at(text.numerals)  # a digit said five times counts five times, here and in the value
        digits = "".join(text.numerals[at] for at in kept)
        for first, last in _places(digits, self._numbers):
            start, end = kept[first], kept[last - 1] + 1
            while end < len(text.numerals) and text.numerals[end] in FILLERS:
                end += 1  # to the end of a digit word: half of "ling" is no number
            if end - start <= (last - first) * _FARTHEST:
                yield text.span(start, end)


def _search(parts: set[str], shortest: int) -> AhoCorasick | None:
    wanted = [part for part in parts if len(part) >= shortest]
    return AhoCorasick(wanted) if wanted else None


def _places(text: str, search: AhoCorasick | None) -> Iterator[tuple[int, int]]:
    """Every place, as start and end."""
    found = search.find_matches_as_indexes(text, overlapping=True) if search else ()
    return ((start, end) for _, start, end in found)

"""Ideas that come together: what one word alone never proves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from operator import or_

from moderation.core.text import Text
from moderation.screening.concepts import Mention, meanings, mentions
from moderation.screening.concepts import matches as matches_in
from moderation.screening.rule import Hit
from moderation.screening.wording import Wording, wording

REACH = 60
"""Letters within which ideas belong together."""


@dataclass(frozen=True, slots=True)
class Combination:
    """One concept out of each set of `needs`, by different words, and none of `unless` nearby.

    A word counts once, for the first set that it fits.
    """

    needs: tuple[frozenset[str], ...]
    unless: frozenset[str] = frozenset()


def combination(*needs: str, unless: str = "") -> Combination:
    """`combination("goods medicine", "stock")`: goods or medicine, with stock."""
    return Combination(tuple(frozenset(need.split()) for need in needs), frozenset(unless.split()))


def hits(text: Text, combinations: tuple[Combination, ...], what: str) -> Iterator[Hit]:
    """At most one hit: the first combination that is there, with its words in the message."""
    said = wording(text)
    present = _present(said)
    possible = [each for each, masks in _masks(combinations) if all(present & mask for mask in masks)]
    if not possible:
        return
    found = sorted(mentions(said), key=lambda one: (one.start, one.start - one.end))
    for each in possible:
        if words := _together(each, found):
            start, end = min(word.start for word in words), max(word.end for word in words)
            quoted = "、".join(dict.fromkeys(f"“{word.word}”({word.concept.name})" for word in words))
            yield Hit(said.span(text, start, end), f"{what}:{quoted}")
            return


def _together(wanted: Combination, found: list[Mention]) -> list[Mention]:
    """The first words within reach of each other that meet all needs; none where an exception stands by."""
    for at, first in enumerate(found):
        if not any(first.concept.key in need for need in wanted.needs):
            continue
        near = [one for one in found[at:] if one.start < first.start + REACH]
        words = _one_for_each(wanted.needs, near)
        if words and not _excepted(wanted, found, first.start, words[-1].end):
            return words
    return []


def _one_for_each(needs: tuple[frozenset[str], ...], near: list[Mention]) -> list[Mention]:
    words: list[Mention] = []
    for need in needs:
        free = (
            one
            for one in near
            if one.concept.key in need and not any(_overlap(one, taken) for taken in words)
        )
        if (word := next(free, None)) is None:
            return []
        words.append(word)
    return sorted(words)


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _excepted(wanted: Combination, found: list[Mention], start: int, end: int) -> bool:
    return any(one.concept.key in wanted.unless and start - REACH < one.start < end + REACH for one in found)


@lru_cache(maxsize=8)
def _present(said: Wording) -> int:
    """A bit for every concept that a wording mentions."""
    bits = _bits_of_patterns()
    return reduce(or_, {bits[pattern] for pattern, _, _ in matches_in(said)}, 0)


@cache
def _masks(combinations: tuple[Combination, ...]) -> tuple[tuple[Combination, tuple[int, ...]], ...]:
    return tuple((each, tuple(_bits(need) for need in each.needs)) for each in combinations)


@cache
def _bits(keys: frozenset[str]) -> int:
    return sum(1 << at for at, key in enumerate(_keys()) if key in keys)


@cache
def _keys() -> tuple[str, ...]:
    return tuple(sorted({concept.key for meaning in meanings() for concept, _ in meaning}))


@cache
def _bits_of_patterns() -> tuple[int, ...]:
    return tuple(_bits(frozenset(concept.key for concept, _ in meaning)) for meaning in meanings())

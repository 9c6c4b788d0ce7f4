"""Ideas that come together: what one word alone never proves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import NamedTuple

from moderation.core.lazy import kept
from moderation.core.text import Text
from moderation.screening.concepts import Mention, bits_of, meanings, mentions
from moderation.screening.concepts import matches as matches_in
from moderation.screening.rule import Hit
from moderation.screening.wording import Wording, wording

REACH = 60
"""Letters within which ideas belong together."""


@dataclass(frozen=True, slots=True, eq=False)
class Combination:
    """One concept out of each set of `needs`, by different words, and none of `unless` nearby.

    A word counts once, for the first set that it fits. Compared by identity, which is quick.
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
    for each in combinations:
        if _possible(each, present) and (words := _together(each, _outside_links(text, said))):
            start, end = min(word.start for word in words), max(word.end for word in words)
            quoted = "、".join(dict.fromkeys(f"“{word.word}”({word.concept.name})" for word in words))
            yield Hit(said.span(text, start, end), f"{what}:{quoted}")
            return


def _possible(wanted: Combination, present: int) -> bool:
    """Whether every need is mentioned at all: by far the most texts end here."""
    for need in _bits(wanted).needs:  # noqa: SIM110 - a generator takes three times as long
        if not present & need:
            return False
    return True


def _together(wanted: Combination, found: tuple[Mention, ...]) -> list[Mention]:
    """The first words within reach of each other that meet all needs; none where an exception stands by."""
    bits = _bits(wanted)
    for at, first in enumerate(found):
        if not first.concept.bit & bits.any:
            continue
        near = [one for one in found[at:] if one.start < first.start + REACH]
        words = _one_for_each(bits.needs, near)
        if words and not _excepted(bits.unless, found, first.start, words[-1].end):
            return words
    return []


def _one_for_each(needs: tuple[int, ...], near: list[Mention]) -> list[Mention]:
    words: list[Mention] = []
    for need in needs:
        for one in near:
            if one.concept.bit & need and not any(_overlap(one, taken) for taken in words):
                words.append(one)
                break
        else:
            return []
    return sorted(words)


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _excepted(unless: int, found: tuple[Mention, ...], start: int, end: int) -> bool:
    return any(one.concept.bit & unless and start - REACH < one.start < end + REACH for one in found)


@kept
def _present(said: Wording) -> int:
    """All concepts that a wording mentions, in one number."""
    bits = _bits_of_patterns()
    present = 0
    for pattern, _, _ in matches_in(said):
        present |= bits[pattern]
    return present


def _outside_links(text: Text, said: Wording) -> tuple[Mention, ...]:
    found = _in_order(said)
    if not text.links:
        return found
    return tuple(one for one in found if not said.in_link(text, one.start))


@kept
def _in_order(said: Wording) -> tuple[Mention, ...]:
    """What a wording mentions from the left, the longest first."""
    return tuple(sorted(mentions(said), key=lambda one: (one.start, one.start - one.end)))


class _Bits(NamedTuple):
    """A combination in numbers: a bit for each concept."""

    needs: tuple[int, ...]
    any: int
    unless: int


@cache
def _bits(wanted: Combination) -> _Bits:
    needs = tuple(bits_of(need) for need in wanted.needs)
    return _Bits(needs, bits_of(frozenset().union(*wanted.needs)), bits_of(wanted.unless))


@cache
def _bits_of_patterns() -> tuple[int, ...]:
    return tuple(reduce(or_, (concept.bit for concept, _ in meaning)) for meaning in meanings())

"""Personal names in Han characters, weighed by their characters and by what stands around them.

Everything that could begin a name, or announce one, is found at once (Aho-Corasick). Most surnames are parts
of common words: the character behind settles that. What is left is weighed by a small linear model. So the
time is linear.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

import ahocorasick_rs

from moderation.screening.announced_names import dotted_name, labelled_name, name_of_syllables
from moderation.screening.name_company import company_after, company_before, is_private
from moderation.screening.name_model import Company, is_han, name_model
from moderation.screening.name_words import COMPOUND, DOTS, LABELS, NEVER, SURNAMES, SYLLABLES, Name

# These do not begin with a surname of one character.
_READ_OTHERWISE = COMPOUND.all | {word[:2] for word in SYLLABLES.all}
_STARTS = tuple(sorted(SURNAMES.all | COMPOUND.all | LABELS.all | SYLLABLES.all))
_FINDER = ahocorasick_rs.AhoCorasick(_STARTS)
_LABEL_PLACES, _SYLLABLE_PLACES = (
    frozenset(index for index, word in enumerate(_STARTS) if word in kind) for kind in (LABELS, SYLLABLES)
)

_ENDS_OF_PLACES = frozenset("省市州区县镇乡村路街楼东南西北")
"""Surnames too, but behind another Han character they end the name of a place: 白石镇卫生院."""

_TELLING_COMPANY = 2
"""Where what stands before and behind tells more than this, less is asked of the name itself …"""
_LENIENT = -200
"""… namely this margin …"""
_ANNOUNCED = -30
"""… and where one of both tells so much, this one."""


def people(folded: str, view: str) -> Iterator[Name]:
    """Full names of private persons, from the left. `view` is `Text.numerals`.

    Not: 王阿姨, 小陈, 李主任; officials; 李宁, 王府井.
    """
    done = 0
    ends: set[int] = set()
    for index, start, end in _places(folded):
        if start < done:
            continue
        if index in _LABEL_PLACES:
            found = labelled_name(folded, end)
        elif index in _SYLLABLE_PLACES:
            found = name_of_syllables(folded, start, end)
        elif end - start > 1 and folded[end : end + 1] in DOTS:
            found = dotted_name(folded, start, end)
        else:
            found = _likely_name(folded, view, start, end, ends)
        if found is not None:
            done = found.end
            if found.private:
                ends.add(done)
                yield found


def _places(folded: str) -> list[tuple[int, int, int]]:
    """What could begin or announce a name, from the left, the longest first."""
    found = _FINDER.find_matches_as_indexes(folded, overlapping=True)
    found.sort(key=_left_and_long)
    return found


def _left_and_long(place: tuple[int, int, int]) -> tuple[int, int]:
    return place[1], -place[2]


def _likely_name(folded: str, view: str, start: int, end: int, ends: Container[int]) -> Name | None:
    """The likelier of the names that begin with the surname at start:end, when it is likely at all."""
    model = name_model()
    if not model.promises(folded[start:end], folded[end : end + 1]):
        return None
    if folded[start] in _ENDS_OF_PLACES and end - start == 1 and is_han(folded[start - 1 : start]):
        return None
    best, most = None, 0.0
    before: int | None = None
    for stop in _given_ends(folded, start, end):
        margin = model.unannounced(folded, start, end, stop)
        if margin + model.most_announced < _LENIENT:
            continue  # no name in whatever company
        if before is None:
            before = company_before(folded, view, start, ends)
        company = Company(before, company_after(folded, view, stop))
        margin += model.announced(company)
        certain = before > 0 and company.after > 0 and sum(company) > _TELLING_COMPANY
        asked = _LENIENT if certain else _ANNOUNCED if max(company) > _TELLING_COMPANY else 0
        enough = margin > most if best else margin >= asked
        if enough:
            best, most = Name(start, stop, is_private(folded, view, start, end, stop)), margin
    return best


def readings(folded: str) -> Iterator[tuple[int, int, int]]:
    """Every reading of a place as a name: where its surname begins and ends, and its given name ends."""
    for index, start, end in _places(folded):
        if index not in _LABEL_PLACES and index not in _SYLLABLE_PLACES:
            for stop in _given_ends(folded, start, end):
                yield start, end, stop


def _given_ends(folded: str, start: int, end: int) -> Iterator[int]:
    if end - start == 1 and folded[start : start + 2] in _READ_OTHERWISE:
        return
    if folded[end : end + 1] == folded[start]:
        return  # 哈哈哈
    for stop in (end + 1, end + 2):
        if stop > len(folded) or folded[stop - 1] in NEVER or not is_han(folded[stop - 1]):
            return
        yield stop

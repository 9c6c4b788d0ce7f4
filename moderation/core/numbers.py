"""Numbers out of the digits of a text: rows with things between them, read as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from string import digits
from typing import NamedTuple

import re2

from moderation.core.fillers import FILLERS
from moderation.core.lazy import lazy
from moderation.core.rows import Rows


class Group(NamedTuple):
    """Digits of one script with nothing between them, at offsets of the folded text."""

    start: int
    end: int
    digits: str


@dataclass(frozen=True)
class Run:
    """Groups of digits with at most `MOST_BETWEEN` separators between each two.

    Groups also part where the script changes (唯一|138…) or where a picture was dropped; `gaps[i]` is what
    stands between group i and i + 1, and may be empty.
    """

    groups: tuple[Group, ...]
    gaps: tuple[str, ...]

    @lazy
    def digits(self) -> str:
        """All digits of the run in a row."""
        return "".join(group.digits for group in self.groups)

    @lazy
    def ends(self) -> dict[int, int]:
        """How many digits come before the end of a group -> the group's index."""
        return dict(
            zip(accumulate(len(group.digits) for group in self.groups), range(len(self.groups)), strict=True)
        )

    def number(self, first: int, at: int, length: int) -> Number:
        """`length` digits from group `first`, which begins at digit `at`; a group must end there."""
        last = self.ends[at + length]
        start, end = self.groups[first].start, self.groups[last].end
        return Number(self.digits[at : at + length], start, end, self, first, last)

    def last_numbers(self, lengths: Sequence[int]) -> Iterator[Number]:
        """What the run ends with, as one number of each of the `lengths`."""
        for length in lengths:
            at = len(self.digits) - length
            if at == 0 or at in self.ends:
                yield self.number(self.ends[at] + 1 if at else 0, at, length)


class Number(NamedTuple):
    """Neighbouring groups of a run, from `first` to `last`, read as one number."""

    digits: str
    start: int
    end: int
    run: Run
    first: int
    last: int

    @property
    def groups(self) -> tuple[Group, ...]:
        """What it is made of."""
        return self.run.groups[self.first : self.last + 1]

    @property
    def gaps(self) -> tuple[str, ...]:
        """What stands between its groups."""
        return self.run.gaps[self.first : self.last]


MOST_BETWEEN = 4
FEWEST_DIGITS = 5
"""Shorter runs identify nobody."""

# What may stand between digits after folding: ASCII marks without % @ $ (amounts and addresses end there) and
# without letters, Latin-1 signs without £ ¥, modifiers, general and CJK punctuation, arrows to arrows, and
# strokes used as bars. Ranges, because the automaton of Unicode's classes does not fit re2's memory.
_BETWEEN = (
    r"[\n -#&-/:-?\[-`{-~\xa1\xa2\xa6-\xbf\xd7\xf7\x{2b0}-\x{2ff}\x{60c}\x{61b}\x{66b}\x{66c}"
    r"\x{2010}-\x{205e}"
    r"\x{2190}-\x{23ff}\x{2500}-\x{25ca}\x{25cc}-\x{260d}\x{27c0}-\x{2bff}\x{3001}-\x{3003}\x{3008}-\x{3020}\x{3030}\x{30fb}\x{30fc}丨丶丿]"
)
_DIGIT = r"[0-9][\x00-\x08]*"
_SAID = r"\s?(?:[一小横短中]?杠|横线|斜杠|空格|空一格|dash|hyphen|slash)\s?"
_JOINT = rf"(?:{_BETWEEN}{{0,{MOST_BETWEEN}}}|{_SAID}){_DIGIT}"
_RUN = re2.compile(rf"{_DIGIT}(?:{_JOINT}){{{FEWEST_DIGITS - 1},}}")
_SHORT_RUN = re2.compile(rf"{_DIGIT}(?:{_JOINT})*")


def runs_of(folded: str, view: str, origin: Sequence[int]) -> tuple[Run, ...]:
    """The runs of at least `FEWEST_DIGITS` digits, in order."""
    if not any(more in view for more in FILLERS[1:]):
        return tuple(_run(folded, view, origin, *match.span()) for match in _RUN.finditer(view))
    runs = (_run(folded, view, origin, *match.span()) for match in _SHORT_RUN.finditer(view))
    return tuple(run for run in runs if len(run.digits) >= FEWEST_DIGITS)


def _run(folded: str, view: str, origin: Sequence[int], start: int, end: int) -> Run:
    groups = tuple(_groups_in(folded, view, origin, start, end))
    gaps = tuple(folded[one.end : other.start] for one, other in pairwise(groups))
    return Run(groups, gaps)


def _groups_in(folded: str, view: str, origin: Sequence[int], start: int, end: int) -> Iterable[Group]:
    digits = view[start:end]
    plain = folded[start:end] == digits and origin[end - 1] - origin[start] == end - 1 - start
    if plain and digits.isdigit():
        return (Group(start, end, digits),)  # nearly all of them
    return _parted(folded, view, origin, start, end)


def _parted(folded: str, view: str, origin: Sequence[int], start: int, end: int) -> Iterator[Group]:
    first = last = -1  # offsets of the first and the last digit of the group
    stop = start
    digits = ""
    for at in range(start, end):
        character = view[at]
        if character <= FILLERS[-1] and stop == at:
            stop = at + 1
            digits += digits[-1:] * ord(character)
        elif "0" <= character <= "9":
            joined = stop == at and _same_script(folded, last, at) and origin[at] - origin[at - 1] <= 1
            if digits and not joined:
                yield Group(first, stop, digits)
                digits = ""
            first = at if not digits else first
            digits += character
            last, stop = at, at + 1
    if digits:
        yield Group(first, stop, digits)


def _same_script(folded: str, one: int, other: int) -> bool:
    """ASCII digits and letters are one script, Han words the other."""
    return one >= 0 and (folded[one] < "\x80") == (folded[other] < "\x80")


def numbers(
    runs: Iterable[Run],
    lengths: Sequence[int],
    begins: tuple[str, ...] = ("",),
    accepts: Callable[[str], bool] | None = None,
) -> Iterator[Number]:
    """Every reading of neighbouring groups as one number of one of the `lengths`, from the left.

    `begins` names the digits it may begin with and `accepts` judges all of them: most readings are ruled out
    before anything is made of them.
    """
    shortest = min(lengths)
    for run in runs:
        digits, ends = run.digits, run.ends
        if len(digits) < shortest:
            continue
        at = 0
        for first, group in enumerate(run.groups):
            if digits.startswith(begins, at):
                for length in lengths:
                    if at + length in ends and (accepts is None or accepts(digits[at : at + length])):
                        yield run.number(first, at, length)
            at += len(group.digits)


def apart(candidates: Iterable[Number]) -> Iterator[Number]:
    """The longest of the candidates that begin at one place, without those that overlap an earlier one."""
    after = -1
    for number in {number.start: number for number in sorted(candidates, key=_by_start_and_length)}.values():
        if number.start >= after:
            after = number.end
            yield number


def _by_start_and_length(number: Number) -> tuple[int, int]:
    return number.start, number.end


_COUNTERS = frozenset("位段组节个码")
_DIGITS = Rows(digits + FILLERS)


def digits_in_a_row(view: str) -> list[tuple[int, int]]:
    """Where ASCII digits and their fillers stand in an unbroken row."""
    return _DIGITS.of(view)


def spread_groups(folded: str, view: str) -> tuple[Group, ...]:
    """All digits of the text, however far apart, without those that only count (前三位, 第二段)."""
    everywhere = range(len(folded))
    groups = (group for row in digits_in_a_row(view) for group in _groups_in(folded, view, everywhere, *row))
    return tuple(g for g in groups if folded[g.end : g.end + 1] not in _COUNTERS or len(g.digits) > 1)

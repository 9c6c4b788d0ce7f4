"""Numbers however they are written: digit words, letters in place of digits, things between digits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import re2

FILLER = "\0"
"""Stands for the rest of a digit word in the numeral view. Folding drops NUL, so no text holds it."""

# Said on the radio or drawn so; the numerals proper are known to Unicode (一 壹 〇 㐅 …).
_SAID = {"0": "零○洞", "1": "幺么吆弌", "2": "两俩弍", "3": "仨弎", "7": "拐", "9": "勾"}


class _Digits(dict[int, int | str]):
    """Code point -> the ASCII digit that a Han numeral means, or itself, for `str.translate`."""

    def __missing__(self, code: int) -> int | str:
        character = chr(code)
        value = unicodedata.numeric(character, -1) if unicodedata.category(character) in {"Lo", "Nl"} else -1
        found = self[code] = str(int(value)) if value in range(10) else code
        return found


_DIGITS = _Digits({ord(said): digit for digit, row in _SAID.items() for said in row})

# 么 is a digit on the radio and a particle elsewhere.
_PARTICLE_BEFORE = frozenset("什怎这那多要甚")

_WORDS = {
    "0": ("ling", "dong", "zero", "oh"),
    "1": ("yi", "yao", "one"),
    "2": ("er", "liang", "two"),
    "3": ("san", "three"),
    "4": ("si", "four"),
    "5": ("wu", "five"),
    "6": ("liu", "six"),
    "7": ("qi", "guai", "seven"),
    "8": ("ba", "eight"),
    "9": ("jiu", "gou", "nine"),
}
_DIGIT_OF_WORD = {word: digit for digit, words in _WORDS.items() for word in words}
_WORD = "|".join(sorted(_DIGIT_OF_WORD, key=len, reverse=True))
_HAS_WORD = re2.compile(rf"(?:^|[^a-z])(?:{_WORD})+(?:[^a-z]|$)")
_LETTERS = re2.compile("[a-z]+")
_WORD_RUN = re2.compile(rf"(?:{_WORD})+")
_ONE_WORD = re2.compile(_WORD)
_ENOUGH_WORDS = 3
"""Fewer digit words than this in a text are names and particles ("si", "Wu", "one")."""

_LETTER = re2.compile("[a-z]")
_LETTER_DIGITS = {"o": "0", "l": "1", "i": "1"}
_MIXED = re2.compile(r"[0-9]*[oli][0-9oli]*")

_ROMAN = frozenset(chr(code) for code in (*range(0x2160, 0x2169), *range(0x2170, 0x2179)))


def numeral_view(raw: str, folded: str, origin: Sequence[int]) -> str:
    """`folded` with every numeral as an ASCII digit, at the same offsets."""
    view = folded.translate(_DIGITS)
    if "么" in folded:
        view = _without_particles(folded, view)
    if _LETTER.search(view):
        view = _with_words(_with_letters(view))
        if not _ROMAN.isdisjoint(raw):
            view = _with_roman(view, raw, origin)
    return view


def _with_roman(view: str, raw: str, origin: Sequence[int]) -> str:
    """Ⅷ folds to viii; as a numeral it is one digit."""
    characters = list(view)
    for at in range(len(view)):
        if raw[origin[at]] in _ROMAN:
            first = at == 0 or origin[at] != origin[at - 1]
            characters[at] = str(int(unicodedata.numeric(raw[origin[at]]))) if first else FILLER
    return "".join(characters)


def _without_particles(folded: str, view: str) -> str:
    characters = list(view)
    for at in range(1, len(folded)):
        if folded[at] == "么" and folded[at - 1] in _PARTICLE_BEFORE:
            characters[at] = "么"
    return "".join(characters)


def _with_letters(view: str) -> str:
    """o, l and i as digits where they stand among digits and touch no other letter."""
    characters: list[str] | None = None
    for match in _MIXED.finditer(view):
        start, end = match.span()
        word = match.group()
        digits = sum(c.isdigit() for c in word)
        if _is_letter(view, start - 1) or (_is_letter(view, end) and not (digits > 9 and view[end] == "x")):
            continue  # part of a word, unless the letter is the check digit of an identity number
        if digits == 0 and not (_is_digit(view, start - 2) and _is_digit(view, end + 1)):
            continue
        characters = characters or list(view)
        characters[start:end] = [_LETTER_DIGITS.get(c, c) for c in word]
    return "".join(characters) if characters else view


def _is_letter(view: str, at: int) -> bool:
    return 0 <= at < len(view) and "a" <= view[at] <= "z"


def _is_digit(view: str, at: int) -> bool:
    return 0 <= at < len(view) and "0" <= view[at] <= "9"


def _with_words(view: str) -> str:
    """Digit-wise pinyin and English, spaced or in one go, where there are enough of them."""
    if not _HAS_WORD.search(view):
        return view
    words = [
        (run.start() + word.start(), word.group())
        for run in _LETTERS.finditer(view)
        if _WORD_RUN.fullmatch(run.group())
        for word in _ONE_WORD.finditer(run.group())
    ]
    if len(words) < _ENOUGH_WORDS:
        return view
    characters = list(view)
    for at, word in words:
        characters[at : at + len(word)] = _DIGIT_OF_WORD[word] + FILLER * (len(word) - 1)
    return "".join(characters)


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

    @cached_property
    def digits(self) -> str:
        """All digits of the run in a row."""
        return "".join(group.digits for group in self.groups)

    @cached_property
    def ends(self) -> dict[int, int]:
        """How many digits come before the end of a group -> the group's index."""
        return dict(
            zip(accumulate(len(group.digits) for group in self.groups), range(len(self.groups)), strict=True)
        )

    def number(self, first: int, at: int, length: int) -> Number | None:
        """`length` digits from group `first`, which begins at digit `at`; None unless a group ends there."""
        last = self.ends.get(at + length)
        if last is None:
            return None
        groups = self.groups[first : last + 1]
        return Number(
            self.digits[at : at + length], groups[0].start, groups[-1].end, groups, self.gaps[first:last]
        )


class Number(NamedTuple):
    """Neighbouring groups read as one number."""

    digits: str
    start: int
    end: int
    groups: tuple[Group, ...]
    gaps: tuple[str, ...]


MOST_BETWEEN = 4
FEWEST_DIGITS = 5
"""Shorter runs identify nobody."""

_DIGIT, _SEPARATOR, _FILLER, _OTHER = "d", "-", "_", " "


# Amounts end at a currency; the pictures are labels, so a labelled number always begins a run.
_NO_SEPARATORS = frozenset("%@$¥€£☎🐧♥")


class _Classes(dict[int, str]):
    """Code point -> one of the four classes; punctuation, spaces and symbols may stand between digits."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        separates = character not in _NO_SEPARATORS and unicodedata.category(character)[0] in "PZS"
        found = self[code] = _SEPARATOR if separates or character in "\n丨丶丿" else _OTHER
        return found


_DIGITS_IN_A_ROW = re2.compile(r"[0-9]+")

_CLASSES = _Classes({**{ord(d): _DIGIT for d in "0123456789"}, ord(FILLER): _FILLER})


def runs_of(folded: str, view: str, origin: Sequence[int]) -> tuple[Run, ...]:
    """The runs of at least `FEWEST_DIGITS` digits, in order."""
    classes = view.translate(_CLASSES)
    runs: list[Run] = []
    at = 0
    for chunk in classes.split():
        at = classes.index(chunk, at)
        if chunk.count(_DIGIT) >= FEWEST_DIGITS:
            runs.extend(_runs_in(folded, view, origin, at, chunk))
        at += len(chunk)
    return tuple(runs)


def _runs_in(folded: str, view: str, origin: Sequence[int], at: int, chunk: str) -> Iterator[Run]:
    groups: list[Group] = []
    gaps: list[str] = []
    for group in _groups_in(folded, view, origin, at, chunk):
        gap = folded[groups[-1].end : group.start] if groups else ""
        if len(gap) > MOST_BETWEEN:
            yield Run(tuple(groups), tuple(gaps))
            groups, gaps = [], []
        elif groups:
            gaps.append(gap)
        groups.append(group)
    yield Run(tuple(groups), tuple(gaps))


def _groups_in(folded: str, view: str, origin: Sequence[int], at: int, chunk: str) -> Iterator[Group]:
    start = end = -1
    digits: list[str] = []
    last = -1
    for offset, kind in enumerate(chunk, at):
        if kind == _FILLER:
            end = offset + 1
            continue
        if kind == _DIGIT:
            joined = (
                digits
                and end == offset
                and _script(folded[offset]) == _script(folded[last])
                and origin[offset] - origin[end - 1] <= 1
            )
            if not joined:
                if digits:
                    yield Group(start, end, "".join(digits))
                start, digits = offset, []
            digits.append(view[offset])
            last, end = offset, offset + 1
    if digits:
        yield Group(start, end, "".join(digits))


def _script(character: str) -> int:
    """ASCII digits and letters are one script, Han words the other."""
    return character < "\u0080"


def numbers(runs: Iterable[Run], lengths: Sequence[int], begins: str = "0123456789") -> Iterator[Number]:
    """Every reading of neighbouring groups as one number of one of the `lengths`, from the left.

    `begins` names the digits it may begin with: most groups are ruled out by their first digit.
    """
    for run in runs:
        at = 0
        for first, group in enumerate(run.groups):
            if group.digits[0] in begins:
                for length in lengths:
                    if (number := run.number(first, at, length)) is not None:
                        yield number
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


_COUNTED = frozenset("位段组节部个")


def spread_groups(folded: str, view: str) -> tuple[Group, ...]:
    """All digits of the text by script, without those that only count (前三位, 第二段), however far apart."""
    groups = (
        group
        for match in _DIGITS_IN_A_ROW.finditer(view)
        for group in _groups_in(folded, view, range(len(folded) + 1), match.start(), "d" * len(match.group()))
    )
    return tuple(g for g in groups if folded[g.end : g.end + 1] not in _COUNTED or len(g.digits) > 1)

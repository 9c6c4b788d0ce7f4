"""Numbers however they are written: digit words, letters in place of digits, things between digits."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from string import ascii_lowercase, digits
from typing import NamedTuple

import re2

from moderation.core.lazy import lazy
from moderation.core.rows import Rows

FILLER = "\0"
"""Stands for the rest of a digit word in the numeral view. Folding drops NUL, so no text holds it."""

# Folding leaves these of the many Han numerals; some are only said so, on the radio and on the phone.
_HAN_DIGITS = {
    "0": "〇零○洞",
    "1": "一壹幺么吆",
    "2": "二贰两俩",
    "3": "三叁仨",
    "4": "四肆",
    "5": "五伍",
    "6": "六陆",
    "7": "七柒拐",
    "8": "八捌",
    "9": "九玖勾",
}
_DIGIT_OF_HAN = [(han, digit) for digit, row in _HAN_DIGITS.items() for han in row]

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
_LETTERS = Rows(ascii_lowercase)
_WORD_RUN = re2.compile(rf"(?:{_WORD})+")
_ONE_WORD = re2.compile(_WORD)
_TIMES = re2.compile(rf"(double|triple)[ -]?({_WORD})(?:[^a-z]|$)")
_REPEATED = re2.compile(r"[0-9]{2}[ -]?(双|[23]个)([0-9])")
_ENOUGH_WORDS = 3
"""Fewer digit words than this in a text are names and particles ("si", "Wu", "one")."""

_LETTER_DIGITS = str.maketrans("olizsbgq", "01125699")
_SHORTEST_ID = 9
_AFTER_A_NUMBER = re2.compile("vx|wx|qq|wechat|weixin|tel|x(?:[^a-z]|$)")
_LIKE_DIGITS = Rows(digits + "olizsbgq")
_ELEVEN, _MOSTLY = 11, 8
_MIXED = Rows(digits + "oli")
_READ_AS_DIGITS = frozenset("oli")
_BESIDE = re2.compile(r"[0-9][^a-z0-9]?[oli]|[oli][0-9]")
_FEW = 4
"""So many letters among digits may all stand for digits."""

ROMAN = frozenset(chr(code) for code in (*range(0x2160, 0x2169), *range(0x2170, 0x2179)))
"""Ⅰ to Ⅸ and ⅰ to ⅸ."""


def numeral_view(folded: str, *, has_latin: bool) -> str:
    """`folded` with every numeral as an ASCII digit, at the same offsets."""
    view = folded
    for han, digit in _DIGIT_OF_HAN:  # twice as fast as translating every character
        view = view.replace(han, digit)
    if "么" in folded:
        view = _without_particles(folded, view)
    if "双" in folded or "个" in folded:
        view = _with_repeats(view)
    if has_latin:
        view = _with_words(_with_letters(folded, view) if _BESIDE.search(view) else view)
    return view


def with_roman(view: str, raw: str, origin: Sequence[int]) -> str:
    """The view with Ⅷ, which folds to viii, as one digit."""
    characters = list(view)
    for at in range(len(view)):
        if raw[origin[at]] in ROMAN:
            first = at == 0 or origin[at] != origin[at - 1]
            characters[at] = str(int(unicodedata.numeric(raw[origin[at]]))) if first else FILLER
    return "".join(characters)


def _without_particles(folded: str, view: str) -> str:
    characters = list(view)
    for at in range(1, len(folded)):
        if folded[at] == "么" and folded[at - 1] in _PARTICLE_BEFORE:
            characters[at] = "么"
    return "".join(characters)


def _with_repeats(view: str) -> str:
    """138双零13八三个零: a digit that is said to come two or three times, within a number."""
    characters = list(view)
    for match in _REPEATED.finditer(view):
        times, digit = match.groups()
        said = digit if times == "双" else digit * (int(times[0]) - 1)
        characters[slice(*match.span(1))] = said.ljust(len(times), FILLER)
    return "".join(characters)


def _with_letters(folded: str, view: str) -> str:
    """o, l and i as digits where they stand among digits and touch no other letter.

    Rows that touch a Han numeral are looked at alone first: they must read the same when that is hidden.
    """
    if folded != view:
        view = _as_digits(view, [row for row in _MIXED.of(folded) if _is_mixed(folded, *row)])
    view = _as_digits(view, [row for row in _LIKE_DIGITS.of(view) if _reads_as_mobile(view, *row)])
    view = _as_digits(view, [row for row in _MIXED.of(view) if _is_mixed(view, *row)])
    return _as_digits(view, list(_among_digits(view)))


def _reads_as_mobile(view: str, start: int, end: int) -> bool:
    """13O1824b345: eleven characters, mostly digits, that touch no letter or digit."""
    return (
        end - start == _ELEVEN
        and view[start] == "1"
        and sum("0" <= c <= "9" for c in view[start:end]) >= _MOSTLY
        and not _is_letter(view[start - 1 : start])
        and not _is_letter(view[end : end + 1])
    )


def _is_mixed(view: str, start: int, end: int) -> bool:
    """13O, l38: both kinds, and nothing else touches them."""
    row = view[start:end]
    return not (row.isalpha() or row.isdigit()) and _stands_alone(view, start, end)


def _among_digits(view: str) -> Iterator[tuple[int, int]]:
    """1 o 3: a few letters with a digit on either side, each for its own."""
    after = 0
    for start, end in _LETTERS.of(view):
        before, behind = view[max(0, start - 2) : start], view[end : end + 2]
        if (
            end - start <= _FEW
            and start - 2 >= after
            and _READ_AS_DIGITS.issuperset(view[start:end])
            and before[:1].isdigit()
            and behind[1:].isdigit()
            and not behind[0].isdigit()
            and not before[1].isdigit()
        ):
            after = end + 2
            yield start, end


def _stands_alone(view: str, start: int, end: int) -> bool:
    """Touched by no letter; long ones may touch a label (l38OOl38OOOvx) or a check digit (1101…2X)."""
    if _is_letter(view[start - 1 : start]):
        return False
    labelled = end - start > _SHORTEST_ID and _AFTER_A_NUMBER.match(view[end : end + 6])
    return bool(labelled) or not _is_letter(view[end : end + 1])


def _as_digits(view: str, spans: list[tuple[int, int]]) -> str:
    if not spans:
        return view
    characters = list(view)
    for start, end in spans:
        characters[start:end] = view[start:end].translate(_LETTER_DIGITS)
    return "".join(characters)


def _is_letter(character: str) -> bool:
    return "a" <= character <= "z"


def _with_words(view: str) -> str:
    """Digit-wise pinyin and English, spaced or in one go, where there are enough of them; double eight."""
    if not _HAS_WORD.search(view):
        return view
    words = [
        (start + at, word) for start, end in _LETTERS.of(view) for at, word in _digit_words(view[start:end])
    ]
    if len(words) < _ENOUGH_WORDS:
        return view
    characters = list(view)
    for at, word in words:
        characters[at : at + len(word)] = _DIGIT_OF_WORD[word] + FILLER * (len(word) - 1)
    if "double" in view or "triple" in view:
        for match in _TIMES.finditer(view):
            digit = _DIGIT_OF_WORD[match.group(2)]
            said = digit if match.group(1) == "double" else digit * 2
            characters[match.start(1) : match.end(1)] = said.ljust(len(match.group(1)), FILLER)
    return "".join(characters)


@lru_cache(maxsize=512)
def _digit_words(letters: str) -> tuple[tuple[int, str], ...]:
    """The digit words that `letters` consist of, with their offsets; none when they hold anything else."""
    if not _WORD_RUN.fullmatch(letters):
        return ()
    return tuple((word.start(), word.group()) for word in _ONE_WORD.finditer(letters))


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
    r"[\x01-#&-/:-?\[-`{-~\xa1\xa2\xa6-\xbf\xd7\xf7\x{2b0}-\x{2ff}\x{60c}\x{61b}\x{66b}\x{66c}\x{2010}-\x{205e}"
    r"\x{2190}-\x{23ff}\x{2500}-\x{25ca}\x{25cc}-\x{260d}\x{27c0}-\x{2bff}\x{3001}-\x{3003}\x{3008}-\x{3020}\x{3030}\x{30fb}\x{30fc}丨丶丿]"
)
_RUN = re2.compile(rf"[0-9]\x00*(?:{_BETWEEN}{{0,{MOST_BETWEEN}}}[0-9]\x00*){{{FEWEST_DIGITS - 1},}}")


def runs_of(folded: str, view: str, origin: Sequence[int]) -> tuple[Run, ...]:
    """The runs of at least `FEWEST_DIGITS` digits, in order."""
    return tuple(_run(folded, view, origin, *match.span()) for match in _RUN.finditer(view))


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
        if character == FILLER and stop == at:
            stop = at + 1
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


_COUNTERS = frozenset("位段组节")
_DIGITS = Rows(digits)


def digits_in_a_row(view: str) -> list[tuple[int, int]]:
    """Where ASCII digits stand in an unbroken row."""
    return _DIGITS.of(view)


def spread_groups(folded: str, view: str) -> tuple[Group, ...]:
    """All digits of the text, however far apart, without those that only count (前三位, 第二段)."""
    everywhere = range(len(folded))
    groups = (group for row in digits_in_a_row(view) for group in _groups_in(folded, view, everywhere, *row))
    return tuple(g for g in groups if folded[g.end : g.end + 1] not in _COUNTERS or len(g.digits) > 1)

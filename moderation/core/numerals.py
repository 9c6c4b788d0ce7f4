"""Numerals however they are written, as ASCII digits: digit words, letters in place of digits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from string import ascii_lowercase, digits

import re2

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

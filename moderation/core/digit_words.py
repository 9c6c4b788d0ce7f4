"""Digit-wise pinyin and English: yi san ba, one three eight, eighty-six, double eight, five zeros."""

from __future__ import annotations

from functools import lru_cache
from string import ascii_lowercase

import re2

from moderation.core.fillers import FILLER, said
from moderation.core.rows import Rows

_UNITS = {
    "0": ("ling", "dong", "zero", "oh", "nought"),
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
_TENS = {
    word: f"{ten}0"
    for ten, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_TEENS = {
    word: str(number)
    for number, word in enumerate(
        [
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        start=10,
    )
}
_DIGITS_OF = {word: digit for digit, words in _UNITS.items() for word in words} | _TEENS | _TENS
_WORD = "|".join(sorted(_DIGITS_OF, key=len, reverse=True))
_HAS_WORD = re2.compile(rf"(?:^|[^a-z])(?:{_WORD})+(?:[^a-z]|$)")
_LETTERS = Rows(ascii_lowercase)
_WORD_RUN = re2.compile(rf"(?:{_WORD})+")
_ONE_WORD = re2.compile(_WORD)
_ENOUGH_WORDS = 3
"""Fewer digit words in a text are names and particles ("si", "Wu", "one"), unless a number ends so."""
_ENDS_A_NUMBER = re2.compile(rf"[0-9]{{2}}[ ,.-]{{1,2}}(?:{_WORD})[ -](?:{_WORD})(?:[^a-z]|$)")

_UNIT_BEHIND = re2.compile(r"[ -]?[1-9]\x00")
_TIMES = {"double": 2, "triple": 3, "quadruple": 4}
_ENGLISH = "zero|oh?|nought|one|two|three|four|five|six|seven|eight|nine"
_COUNTS = "one|two|three|four|five|six|seven|eight|nine|ten"
_MANY = re2.compile(
    rf"(?:^|[^a-z0-9])((?:(double|triple|quadruple)[ -]?([0-9]|{_WORD})|"
    rf"([2-9]|{_COUNTS})[ -]([0-9]|{_ENGLISH})(?:'?s|es)))(?:[^a-z0-9]|$)"
)


def with_words(view: str) -> str:
    """The view with digit words as digits, spaced or in one go, where there are enough of them."""
    if not _HAS_WORD.search(view):
        return view
    words = [
        (start + at, word) for start, end in _LETTERS.of(view) for at, word in _digit_words(view[start:end])
    ]
    if sum(word not in _TEENS for _, word in words) < _ENOUGH_WORDS and not _ENDS_A_NUMBER.search(view):
        return view
    characters = list(view)
    for at, word in words:
        characters[at : at + len(word)] = _DIGITS_OF[word].ljust(len(word), FILLER)
    for match in _MANY.finditer(view):
        characters[slice(*match.span(1))] = _said_many(*match.groups())
    read = "".join(characters)
    for at, word in words:
        if word in _TENS and _UNIT_BEHIND.match(read[at + len(word) : at + len(word) + 3]):
            characters[at + 1] = FILLER  # eighty-six is 86, eighty 80
    return "".join(characters)


def _said_many(whole: str, times: str | None, once: str | None, count: str | None, each: str | None) -> str:
    if times and once:
        return said(_digit(once)[0], _TIMES[times], len(whole))
    return said(_digit(each or "")[0], int(_digit(count or "")), len(whole))


def _digit(word: str) -> str:
    return word if word.isdigit() else _DIGITS_OF.get(word, "0")


@lru_cache(maxsize=512)
def _digit_words(letters: str) -> tuple[tuple[int, str], ...]:
    """The digit words that `letters` consist of, with their offsets; none when they hold anything else."""
    if not _WORD_RUN.fullmatch(letters):
        return ()
    return tuple((word.start(), word.group()) for word in _ONE_WORD.finditer(letters))

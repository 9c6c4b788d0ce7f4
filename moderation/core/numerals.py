"""Numerals however they are written, as ASCII digits: Han numerals, words, letters, repetitions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from moderation.core.digit_words import with_words
from moderation.core.fillers import FILLER
from moderation.core.letter_digits import with_letters
from moderation.core.repeated_digits import with_repeats

# Folding leaves these of the many Han numerals; some are only said so, on the radio and on the phone.
_HAN_DIGITS = {
    "0": "〇零○洞",
    "1": "一壹幺么吆",
    "2": "二贰两俩",
    "3": "三叁仨",
    "4": "四肆",
    "5": "五伍",
    "6": "六陆",
    "7": "七柒漆拐",
    "8": "八捌",
    "9": "九玖勾",
}
_DIGIT_OF_HAN = {han: digit for digit, row in _HAN_DIGITS.items() for han in row}
_HAN_DIGIT = re.compile(f"[{''.join(_DIGIT_OF_HAN)}]")

# 么 is a digit on the radio and a particle elsewhere.
_PARTICLE_BEFORE = frozenset("什怎这那多要甚")

ROMAN = frozenset(chr(code) for code in (*range(0x2160, 0x2169), *range(0x2170, 0x2179)))
"""Ⅰ to Ⅸ and ⅰ to ⅸ."""


def numeral_view(folded: str, *, has_latin: bool) -> str:
    """`folded` with every numeral as an ASCII digit, at the same offsets."""
    view = folded
    for han in {*_HAN_DIGIT.findall(folded)}:  # less work than translating every character
        view = view.replace(han, _DIGIT_OF_HAN[han])
    if "么" in folded:
        view = _without_particles(folded, view)
    if has_latin:
        view = with_words(with_letters(folded, view))
    return with_repeats(view)


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

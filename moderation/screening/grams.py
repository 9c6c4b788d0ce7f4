"""What the scorer weighs of two neighbouring letters. `make train` learns from the same function."""

from __future__ import annotations

from collections.abc import Iterator

from moderation.screening.sounds import is_sound, sounds_of

GRAMS = ("letters", "sounds", "amounts")
"""`letters`: a character, or two as they stand. `sounds`: two syllables, so that 扣罩 is 口罩. `amounts`: two
letters of which one is a numeral, whichever it is, so that 六块 is 八块."""

Gram = tuple[str, str]
"""Its kind, one of `GRAMS`, and what it is."""

END = "\0"
"""Stands behind the last letter."""

_ANY_NUMBER = str.maketrans(
    dict.fromkeys("二三四五六七八九十百千万两俩仨半几", "0")
)  # 一 is in too many words


def grams_of(first: str, second: str) -> Iterator[Gram]:
    """Every gram that begins at `first`; `second` is the letter behind it, or `END`."""
    if not first.isascii() and not is_sound(first):
        yield "letters", first
    if second == END:
        return
    heard = sounds_of(first + second)
    if not is_sound(first) and not is_sound(second):
        yield "letters", first + second
    if is_sound(heard):
        yield "sounds", heard
    counted = (first + second).translate(_ANY_NUMBER)
    if "0" in counted and not (first + second).isascii():
        yield "amounts", counted

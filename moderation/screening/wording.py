"""What a text says, without how it is set: letters only, and how they sound.

Spaces, punctuation and line ends are dropped, so that 口 罩 and 口/罩 are one word; any number is one 0, so
that no phone or price is learned by heart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from moderation.core.finding import Span
from moderation.core.lazy import kept
from moderation.core.text import Text
from moderation.screening.sounds import is_sound, latin_words, sounds_of, syllables


class _Letters(dict[int, int | None]):
    """Code point of folded text -> itself, 0 for digits, None for what is no letter. Numbers, for speed."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        kept = (
            _NUMBER if character.isdigit() else code if character.isalpha() or is_sound(character) else None
        )
        self[code] = kept
        return kept


class _Shown(dict[int, int]):
    """Code point of folded text -> its letter, or a space for what is none."""

    def __missing__(self, code: int) -> int:
        letter = _LETTERS[code]
        self[code] = ord(" ") if letter is None else letter
        return self[code]


_ZERO = "0"
_NUMBER = ord(_ZERO)
_COMMON_MARKS = " ,。:.、!?;()/-\n“”"
_LETTERS = _Letters({ord("+"): ord("加")})  # 「+微」 is read so
_SHOWN = _Shown()
_ODD = re.compile("[^a-z0㐀-䶿一-鿿\ue000-\uf8ff]")
"""One character that may be no letter: it is looked up. The others are letters or sounds."""
_MANY = 40
"""From so many different ones on, one pass over all characters takes less time than one for each."""


@dataclass(frozen=True, eq=False)
class Wording:
    """`letters` of a text, and as many `sounds`. A word in pinyin is its syllables in both."""

    letters: str
    sounds: str

    def in_link(self, text: Text, at: int) -> bool:
        """True when `letters[at]` is part of a link of `text`: the ps of https is no word."""
        return text.in_link(_places(text).starts[at])

    def span(self, text: Text, start: int, end: int) -> Span:
        """The raw characters of `text` behind `letters[start:end]`."""
        places = _places(text)
        return text.span(places.starts[start], places.end(end - 1)) if start < end else Span(0, 0)


@kept
def wording(text: Text) -> Wording:
    """The wording of `text`."""
    letters = _letters(_with_syllables(text.folded))
    return Wording(letters, sounds_of(letters))


def _letters(said: str) -> str:
    """The letters of a folded text, and a 0 for each number."""
    for mark in _COMMON_MARKS:
        said = said.replace(mark, "")
    for digit in "123456789":
        said = said.replace(digit, _ZERO)
    odd = {*_ODD.findall(said)}
    if len(odd) > _MANY:
        said = said.translate(_LETTERS)
    else:
        for character in odd:
            kept = _LETTERS[ord(character)]
            said = said.replace(character, "" if kept is None else chr(kept))
    while "00" in said:
        said = said.replace("00", "0")
    return said


def _with_syllables(folded: str) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in latin_words(folded):
        if read := syllables(folded[start:end]):
            pieces += folded[done:start], read
            done = end
    return "".join((*pieces, folded[done:])) if pieces else folded


@dataclass(frozen=True)
class _Places:
    """Where in the folded text each letter stands: a number as a whole, a syllable with its whole word.

    `shown` is the folded text with a space for what is no letter; `words` ends the words that are syllables.
    """

    starts: list[int]
    shown: str
    words: dict[int, int]

    def end(self, at: int) -> int:
        """Where the place of `letters[at]` ends."""
        start = self.starts[at]
        if start in self.words or self.shown[start] != _ZERO:
            return self.words.get(start, start + 1)
        behind = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.shown)
        return self.shown.rindex(_ZERO, start, behind) + 1


@kept
def _places(text: Text) -> _Places:
    shown = text.folded.translate(_SHOWN)
    starts: list[int] = []
    words: dict[int, int] = {}
    done = 0
    for start, end in latin_words(text.folded):
        if read := syllables(text.folded[start:end]):
            starts += *_starts(shown, done, start), *[start] * len(read)
            words[start] = done = end
    return _Places([*starts, *_starts(shown, done, len(shown))], shown, words)


def _starts(shown: str, start: int, end: int) -> list[int]:
    """Where the letters of `shown[start:end]`, which holds no pinyin, begin."""
    last = ""
    return [
        at
        for at, letter in enumerate(shown[start:end], start)
        if letter != " " and not letter == last == _ZERO and (last := letter)
    ]

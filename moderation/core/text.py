"""Text as a reader understands it, with the way back to the characters as they were written."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import re2

from moderation.core.finding import Span
from moderation.core.fold import Folding, unusual
from moderation.core.lazy import lazy
from moderation.core.numbers import Run, runs_of
from moderation.core.numerals import ROMAN, numeral_view, with_roman

_FOLDING = Folding()
_LINK = re2.compile(r"(?:https?://|www\.)[!-~]+")
_HAN = re.compile("[々〇㐀-\u9fff\U00020000-\U0003ffff]")
_LATIN = re.compile("[a-z]")
_ATTACHED = frozenset({"Mn", "Me", "Cf"})


@dataclass(frozen=True)
class Text:
    """A raw text and the views that rules read.

    `folded`: NFKC, simplified, lower case; without invisible characters, combining marks and pictures;
    every kind of digit as ASCII. `origin[i]` is the raw offset of the character that gave `folded[i]`;
    `origin[len(folded)]` is `len(raw)`; it never falls. `numerals` is as long as `folded` and shares its
    offsets.
    """

    raw: str
    folded: str = field(compare=False)
    origin: Sequence[int] = field(compare=False, repr=False)

    def span(self, start: int, end: int) -> Span:
        """The raw characters behind `folded[start:end]`, with what is invisible between and upon them."""
        if end <= start:
            return Span(self.origin[start], self.origin[start])
        stop = self.origin[end - 1] + 1
        while stop < len(self.raw) and unicodedata.category(self.raw[stop]) in _ATTACHED:
            stop += 1
        return Span(self.origin[start], stop)

    @lazy
    def numerals(self) -> str:
        """`folded` with numerals read digit by digit: 一 壹 幺 o l, pinyin and English words.

        A word becomes its digit and `fillers`, so that the offsets stay those of `folded`.
        """
        view = numeral_view(self.folded, has_latin=self.has_latin)
        return view if ROMAN.isdisjoint(self.raw) else with_roman(view, self.raw, self.origin)

    @lazy
    def runs(self) -> tuple[Run, ...]:
        """Every stretch of digits with little between them; see `numbers.Run`."""
        return runs_of(self.folded, self.numerals, self.origin)

    @lazy
    def links(self) -> tuple[tuple[int, int], ...]:
        """Where links stand in `folded`: what they hold is no name and no label."""
        if "://" not in self.folded and "www." not in self.folded:
            return ()
        return tuple(match.span() for match in _LINK.finditer(self.folded))

    def in_link(self, at: int) -> bool:
        """True when offset `at` of the folded text is part of a link."""
        nearest = bisect_right(self.links, (at, len(self.folded))) - 1
        return nearest >= 0 and at < self.links[nearest][1]

    @lazy
    def has_han(self) -> bool:
        """True when the text holds any Han character."""
        return _HAN.search(self.folded) is not None

    @lazy
    def has_latin(self) -> bool:
        """True when the text holds any Latin letter."""
        return _LATIN.search(self.folded) is not None


_MANY = 40
"""From so many different characters on, one pass over all of them takes less time than one for each."""


def fold(raw: str) -> Text:
    """The views of `raw`. Takes any string there is, lone surrogates too."""
    read = {character: _FOLDING[ord(character)] for character in {*unusual().findall(raw)}}
    if len(read) > _MANY:
        folded = raw.translate(_FOLDING)
    else:
        folded = raw
        for character, as_read in read.items():
            folded = folded.replace(character, as_read)
    uneven = any(len(as_read) != 1 for as_read in read.values())
    return Text(raw, folded, _origin(raw) if uneven else range(len(raw) + 1))


def _origin(raw: str) -> list[int]:
    origin: list[int] = []
    done = 0
    for match in unusual().finditer(raw):
        length = len(_FOLDING[ord(match.group())])
        if length != 1:
            at = match.start()
            origin += range(done, at)
            origin += [at] * length
            done = at + 1
    origin += range(done, len(raw) + 1)
    return origin

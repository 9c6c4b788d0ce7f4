"""How much a surname and what follows it look like somebody's name: a small linear model.

It weighs the characters of the name, whether they make a common word with each other or with their
neighbours, and what stands before and behind. The weights come from `make train` and are readable text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

WEIGHTS = Path(__file__).with_name("name_weights.tsv")
KINDS = (
    "bias",
    "surname",
    "first",
    "second",
    "only",
    "opens",
    "pair",
    "joins",
    "before",
    "before2",
    "after",
    "after2",
    "announced",
    "bounded",
)
EDGE = "^"
"""Stands for the beginning or the end of a text."""
OTHER = "?"
"""Stands for everything that has no weight of its own."""

_PROMISING = -160
"""What surname and first character must weigh before anything else is looked at."""
_REMEMBERED = 16_384
"""Names, and company of names, whose weight is remembered: a few MB."""

Key = tuple[str, str]


class Company(NamedTuple):
    """How much announces a name and how much goes on about somebody: see `name_company.py`."""

    before: int
    after: int


def evidence(folded: str, start: int, end: int, stop: int, company: Company) -> Iterator[Key]:
    """What is weighed of a surname at start:end with a given name at end:stop."""
    yield from _of_name(folded[start:end], folded[end:stop])
    yield from _before(_with_two_before(folded, start))
    yield from _after(_with_two_behind(folded, stop))
    yield "announced", f"{company.before}{company.after}"
    yield "bounded", _bounds(folded, start, end, stop)


def _of_name(surname: str, given: str) -> Iterator[Key]:
    yield "bias", str(len(given))
    yield "surname", surname
    if len(given) == 2:
        yield "first", given[0]
        yield "second", given[1]
        yield "pair", given
    else:
        yield "only", given
    yield "opens", surname[-1] + given[0]


def _with_two_before(folded: str, start: int) -> str:
    """The first character of a name behind two others; fewer at the beginning of the text."""
    return folded[max(0, start - 2) : start + 1]


def _with_two_behind(folded: str, stop: int) -> str:
    """The last character of a name before two others; fewer at the end of the text."""
    return folded[stop - 1 : stop + 2]


def _before(around: str) -> Iterator[Key]:
    before = _read(around[-2:-1])
    yield "before", before
    if is_han(before):
        yield "joins", before + around[-1]
        yield "before2", _read(around[-3:-2]) + before


def _after(around: str) -> Iterator[Key]:
    after = _read(around[1:2])
    yield "after", after
    if is_han(after):
        yield "joins", around[0] + after
        yield "after2", after + _read(around[2:])


def _bounds(folded: str, start: int, end: int, stop: int) -> str:
    before, after = folded[start - 1 : start], folded[stop : stop + 1]
    return f"{stop - end}{is_han(before):d}{is_han(after):d}"


def _read(character: str) -> str:
    """One digit, one Latin letter and one space stand for all; nothing for an end of the text."""
    if character.isascii():
        if not character:
            return EDGE
        return "0" if character.isdigit() else "a" if character.isalpha() else character.strip() or "_"
    return character


def is_han(character: str) -> bool:
    """Of one character, or of none at the end of the text."""
    return "\u4e00" <= character <= "\u9fff"


class NameModel:
    """A weight per kind and key: in the shipped model whole hundredths, whose sums are exact in any order."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        self.weights = weights
        self.other = {kind: keys.get(OTHER, 0.0) for kind, keys in weights.items()}
        self.most_announced = max((*weights["announced"].values(), 0.0))
        remembered = lru_cache(maxsize=_REMEMBERED)
        self.promises = remembered(self._promises)
        self._of_name = remembered(lambda surname, given: self.margin(_of_name(surname, given)))
        self._before = remembered(lambda around: self.margin(_before(around)))
        self._after = remembered(lambda around: self.margin(_after(around)))

    def _promises(self, surname: str, first: str) -> bool:
        """Whether a surname and the character behind it can belong to a name at all.

        Far fewer look-ups than the whole margin, and an answer for most places.
        """
        promise = max(self._weight("first", first), self._weight("only", first))
        promise += self.weights["surname"].get(surname, 0.0) + self._weight("opens", surname[-1] + first)
        return promise >= _PROMISING

    def margin(self, keys: Iterable[Key]) -> float:
        """Above 0 for what is rather a name."""
        return sum(self._weight(kind, key) for kind, key in keys)

    def unannounced(self, folded: str, start: int, end: int, stop: int) -> float:
        """The margin of all `evidence` but the company; its parts are remembered, for they come again."""
        return (
            self._of_name(folded[start:end], folded[end:stop])
            + self._before(_with_two_before(folded, start))
            + self._after(_with_two_behind(folded, stop))
            + self._weight("bounded", _bounds(folded, start, end, stop))
        )

    def announced(self, company: Company) -> float:
        """What the company adds."""
        return self._weight("announced", f"{company.before}{company.after}")

    def _weight(self, kind: str, key: str) -> float:
        return self.weights[kind].get(key, self.other[kind])

    @classmethod
    def read(cls, path: Path) -> NameModel:
        """Rows of kind, weight and all keys that have it, parted by tabs and spaces; in hundredths."""
        weights: dict[str, dict[str, float]] = {kind: {} for kind in KINDS}
        for line in path.read_text("utf-8").splitlines():
            if not line.startswith("#"):
                kind, weight, keys = line.split("\t")
                weights[kind].update(dict.fromkeys(keys.split(" "), round(100 * float(weight))))
        return cls(weights)


@cache
def name_model() -> NameModel:
    """The model in force, read once."""
    return NameModel.read(WEIGHTS)

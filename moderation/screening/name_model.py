"""How much a surname and what follows it look like somebody's name: a small linear model.

It weighs the characters of the name, whether they make a common word with each other or with their
neighbours, and what stands before and behind. The weights come from `make train` and are readable text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
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

PROMISING = -0.6
"""What surname and first character must weigh before anything else is looked at."""

Key = tuple[str, str]


class Company(NamedTuple):
    """How much announces a name and how much goes on about somebody: see `name_company.py`."""

    before: int
    after: int


def evidence(folded: str, start: int, end: int, stop: int, company: Company) -> Iterator[Key]:
    """What is weighed of a surname at start:end with a given name at end:stop."""
    surname, given = folded[start:end], folded[end:stop]
    yield "bias", str(len(given))
    yield "surname", surname
    if len(given) == 2:
        yield "first", given[0]
        yield "second", given[1]
        yield "pair", given
    else:
        yield "only", given
    yield "opens", surname[-1] + given[0]
    before, after = _beside(folded, start - 1), _beside(folded, stop)
    yield "before", before
    yield "after", after
    if is_han(before):
        yield "joins", before + surname[0]
        yield "before2", _beside(folded, start - 2) + before
    if is_han(after):
        yield "joins", given[-1] + after
        yield "after2", after + _beside(folded, stop + 1)
    yield "announced", f"{company.before}{company.after}"
    yield "bounded", f"{len(given)}{is_han(before):d}{is_han(after):d}"


def _beside(folded: str, at: int) -> str:
    """The character at `at`; one digit, one Latin letter and one space stand for all."""
    if not 0 <= at < len(folded):
        return EDGE
    character = folded[at]
    if character.isascii():
        return "0" if character.isdigit() else "a" if character.isalpha() else character.strip() or "_"
    return character


def is_han(character: str) -> bool:
    """Of one character, or of none at the end of the text."""
    return "\u4e00" <= character <= "\u9fff"


class NameModel:
    """A weight per kind and key."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        self.weights = weights
        self.other = {kind: keys.get(OTHER, 0.0) for kind, keys in weights.items()}
        self._surname, self._opens = weights["surname"], weights["opens"]
        self._first, self._only = weights["first"], weights["only"]
        self._no_first, self._no_only = self.other["first"], self.other["only"]
        self._no_opens = self.other["opens"]

    def promises(self, folded: str, start: int, end: int) -> bool:
        """Whether the surname at start:end and the character behind it can belong to a name at all.

        Far fewer look-ups than the whole margin, and an answer for most places.
        """
        first = folded[end : end + 1]
        promise = max(self._first.get(first, self._no_first), self._only.get(first, self._no_only))
        promise += self._surname.get(folded[start:end], 0.0)
        promise += self._opens.get(folded[end - 1 : end + 1], self._no_opens)
        return promise >= PROMISING

    def margin(self, keys: Iterator[Key]) -> float:
        """Above 0 for what is rather a name."""
        return sum(self.weights[kind].get(key, self.other[kind]) for kind, key in keys)

    @classmethod
    def read(cls, path: Path) -> NameModel:
        """Rows of kind, weight and all keys that have it, parted by tabs and spaces."""
        weights: dict[str, dict[str, float]] = {kind: {} for kind in KINDS}
        for line in path.read_text("utf-8").splitlines():
            if not line.startswith("#"):
                kind, weight, keys = line.split("\t")
                weights[kind].update(dict.fromkeys(keys.split(" "), float(weight)))
        return cls(weights)


@cache
def name_model() -> NameModel:
    """The model in force, read once."""
    return NameModel.read(WEIGHTS)

"""The texts that names are learned of: marked sentences and posts, and the names that are put there."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.posts import READ, Value
from bench.posts import read_posts as read_labelled
from moderation.core.text import Text, fold
from moderation.screening.name_words import SURNAMES, known_words, surnames_of

FOLDER = Path(__file__).with_name("name_lists")
COMPOUND, RARE = 0.1, 0.25
"""Shares of the names drawn whose surname has two characters, or is any of the lexicon's."""
MIXED, SHORT = 0.3, 0.2
"""Shares of the given names that are made anew of two others, and that have one character."""
OTHERS, LIKE_NAMES = 6000, 12_000
"""So many sentences are made of words that only look like names: the lexicon's, and the dictionary's."""
LONGEST_NAME = 3

Marked = tuple[str, tuple[tuple[int, int], ...]]
"""A folded text, and where names stand in it."""


class Names:
    """Draws invented names."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._common = read_words("surnames.txt")
        self._all, self._compound = surnames_of(1), surnames_of(2)
        self._given = read_words("given.txt")
        self._short = [given for given in self._given if len(given) == 1]
        self._ranks = [1 / (rank + 8) for rank in range(len(self._common))]

    def draw(self) -> str:
        """One full name."""
        kind = self._chance.random()
        if kind < COMPOUND:
            surname = self._chance.choice(self._compound)
        elif kind < COMPOUND + RARE:
            surname = self._chance.choice(self._all)
        else:
            surname = self._chance.choices(self._common, self._ranks)[0]
        given = self._chance.choice(self._short if self._chance.random() < SHORT else self._given)
        if len(given) == 2 and self._chance.random() < MIXED:
            given = given[0] + self._chance.choice(self._given)[-1]
        return surname + given


_COMPANY = (
    "买{}的",
    "{}、{}、{}都有",
    "去{}接人",
    "{} 3份",
    "我是从{}来的",
    "{},{},",
    "\\n{}有货",
    "找{}",
    "谢谢{}",
    "我家{}",
    "{}。",
    "今天{}和{}",
    "有{}吗",
    "要{}",
    "{}10g",
    "{}一盒,{}两盒",
)


def of_others(chance: random.Random, dictionary: Iterable[str]) -> Iterator[str]:
    """Words that look like names in the company of names."""
    like_names = sorted(word for word in dictionary if word[0] in SURNAMES and len(word) <= LONGEST_NAME)
    for words, times in ((known_words(), OTHERS), (like_names, LIKE_NAMES)):
        for _ in range(times):
            said = chance.choice(_COMPANY)
            yield said.format(*(chance.choice(words) for _ in range(said.count("{}"))))


def read_words(name: str) -> list[str]:
    """The words of a list, without its comments."""
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [fold(word).folded for line in lines if not line.startswith("#") for word in line.split()]


def read_sentences() -> list[Marked]:
    """Sentences without their marks, and where names stand in them."""
    lines = (FOLDER / "sentences.txt").read_text("utf-8").splitlines()
    return [_unmarked(fold(line).folded) for line in lines if line and not line.startswith("#")]


def read_marked_posts() -> list[Marked]:
    """The labelled posts that were read, folded, and where names stand in them."""
    return [
        (text.folded, tuple(_folded(text, value) for value in post.values if value.kind == "NAME"))
        for path in READ
        for post in read_labelled(path)
        for text in (fold(post.text),)
    ]


def _folded(text: Text, value: Value) -> tuple[int, int]:
    """Where in the folded text a value stands."""
    return bisect_left(text.origin, value.start), bisect_left(text.origin, value.end)


def _unmarked(line: str) -> Marked:
    text, places = "", []
    for at, piece in enumerate(line.replace("⟧", "⟦").split("⟦")):
        if at % 2:
            places.append((len(text), len(text) + len(piece)))
        text += piece
    return text, tuple(places)


def of_others_named(text: str) -> Marked:
    """Where a post says he or she, a name could stand."""
    places = [
        (at, at + 1)
        for at, character in enumerate(text)
        if character in "他她"
        and text[at + 1 : at + 2] not in ("们", "人")
        and text[at - 1 : at] not in ("其", "吉", "维")
    ]
    return text, tuple(places)

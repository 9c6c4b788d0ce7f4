"""How often characters stand beside each other: in posts, and in the words of a dictionary.

The words, how often each is met and what kind of word it is come with jieba (MIT), which is read for this
list alone. Names of persons are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from moderation.core.text import fold
from moderation.screening.name_model import is_han

RAREST, LONGEST = 20, 4
"""Words that are met less often, or have more characters, tell nothing."""
_PERSONS = frozenset({"nr", "nrt", "nrfg"})
_STEPS = (1, 2, 5, 20, 100, 500, 2500)


def read_dictionary() -> dict[str, int]:
    """Words that are no names of persons, with how often each is met."""
    import jieba  # counting needs none of it, and tests of that run without

    lines = Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines()
    rows = (line.split(" ") for line in lines)
    return {
        folded: int(count)
        for word, count, kind in rows
        if kind not in _PERSONS and int(count) >= RAREST and 1 < len(word) <= LONGEST
        if all(map(is_han, folded := fold(word).folded))
    }


def count_pairs(texts: Iterable[str], words: Mapping[str, int]) -> Counter[str]:
    """In how many texts each pair of Han characters stands, and how often in the words."""
    counted = Counter(pair for text in texts for pair in {*_pairs(fold(text).folded)})
    for word, count in words.items():
        for pair in {*_pairs(word)}:
            counted[pair] += count
    return counted


def in_steps(count: int) -> str:
    """The count in coarse steps."""
    return str(max((step for step in _STEPS if count >= step), default=0))


def _pairs(folded: str) -> Iterator[str]:
    return (
        folded[at : at + 2] for at in range(len(folded) - 1) if is_han(folded[at]) and is_han(folded[at + 1])
    )

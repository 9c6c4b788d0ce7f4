"""The lexicon: words by what they mean. One TOML file per family, one table per concept."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from moderation.core.lazy import kept
from moderation.core.text import fold
from moderation.screening.sounds import is_sound
from moderation.screening.wording import Wording, wording

FOLDER = Path(__file__).with_name("lexicon")
FAMILIES = ("selling", "luring", "praising", "scamming", "caution")
SAFE_BY_SOUND = 3
"""From this many syllables on, words that sound alike are the same word in disguise; shorter ones must be
listed under `sounds`, because 值得 sounds like 只的 and 借给 like 接给."""


@dataclass(frozen=True, slots=True)
class Concept:
    """An idea that many words stand for. `name` is Chinese, for moderators; `family` is its file.
    `bit` stands for `key` in sets that are numbers.

    `sounds` are words that count also when only their sound is right.
    """

    key: str
    family: str
    name: str
    words: tuple[str, ...]
    sounds: tuple[str, ...]
    bit: int

    def patterns(self) -> Iterator[tuple[str, str]]:
        """What to look for in `Wording.letters` or `.sounds` (no pattern fits both), and the word it is."""
        for word in self.words:
            said = wording(fold(word))
            by_sound = is_sound(said.sounds) and len(said.sounds) >= SAFE_BY_SOUND
            yield (said.sounds if by_sound else said.letters), word
        for word in self.sounds:
            yield wording(fold(word)).sounds, word


class Mention(NamedTuple):
    """A word of the lexicon at `letters[start:end]` of a wording."""

    start: int
    end: int
    concept: Concept
    word: str


@cache
def concepts() -> tuple[Concept, ...]:
    """The whole lexicon, in the order of the files."""
    return tuple(
        Concept(
            key,
            family,
            table["name"],
            (*table["words"].split(), *_phrases(table.get("english", ""))),
            tuple(table.get("sounds", "").split()),
            1 << at,
        )
        for at, (family, key, table) in enumerate(
            (family, key, table)
            for family in FAMILIES
            for key, table in tomllib.loads((FOLDER / f"{family}.toml").read_text("utf-8")).items()
        )
    )


@cache
def bits_of(keys: frozenset[str]) -> int:
    """The concepts of those keys in one number; see `Concept.bit`."""
    return sum(concept.bit for concept in concepts() if concept.key in keys)


def mentions(said: Wording) -> tuple[Mention, ...]:
    """Every word of the lexicon in a wording, overlapping ones too, in the order of their ends."""
    of = meanings()
    return tuple(
        Mention(start, end, concept, word)
        for pattern, start, end in matches(said)
        for concept, word in of[pattern]
    )


@kept
def matches(said: Wording) -> tuple[tuple[int, int, int], ...]:
    """`mentions` in numbers, for the many texts that need no more: pattern (as in `meanings`), start, end."""
    in_letters, in_sounds, first_sound = _automata()
    spelled = in_letters.find_matches_as_indexes(said.letters, overlapping=True)
    heard = in_sounds.find_matches_as_indexes(said.sounds, overlapping=True)
    return (*spelled, *((first_sound + pattern, start, end) for pattern, start, end in heard))


@cache
def meanings() -> tuple[tuple[tuple[Concept, str], ...], ...]:
    """What each pattern stands for: concepts, and the word as the lexicon has it."""
    return tuple(tuple(by_key.values()) for by_key in _patterns().values())


@cache
def _patterns() -> dict[str, dict[str, tuple[Concept, str]]]:
    """What to look for in the letters, and behind it what to look for in the sounds."""
    patterns: dict[str, dict[str, tuple[Concept, str]]] = {}
    for concept in concepts():
        for pattern, word in concept.patterns():
            patterns.setdefault(pattern, {})[concept.key] = (concept, word)
    return dict(sorted(patterns.items(), key=lambda item: is_sound(item[0])))


@cache
def _automata() -> tuple[AhoCorasick, AhoCorasick, int]:
    """For letters and for sounds, and the index of the first pattern that is a sound.

    A word in pinyin is a sound in both views: it is looked for, and counts, once.
    """
    spelled = [pattern for pattern in _patterns() if not is_sound(pattern)]
    heard = [pattern for pattern in _patterns() if is_sound(pattern)]
    return AhoCorasick(spelled), AhoCorasick(heard), len(spelled)


def _phrases(row: str) -> list[str]:
    return [phrase.strip() for phrase in row.split(";") if phrase.strip()]

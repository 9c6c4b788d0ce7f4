"""A small linear scorer: how much a passage reads like selling, praising for pay or swindling.

Every character, every pair of them, every pair of syllables (so that homophones and pinyin count) and
every word of the lexicon carries a weight. A text is as bad as its worst forty letters: good words around
them, or after them, weigh nothing. The weights come from `make train` and are readable text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from math import exp
from operator import sub
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from moderation.core.finding import Kind
from moderation.screening.concepts import matches, meanings, mentions
from moderation.screening.sounds import spelled, symbols_of
from moderation.screening.wording import Wording

WEIGHTS = Path(__file__).with_name("weights.tsv")
WINDOW = 40
"""Letters that are weighed together."""
OVERHANG = 24
"""How far a window may reach past either end: so a short post is weighed alone though others follow it."""

HOLD_FROM = 0.5
"""`make train` sets the bias so that one in 50 good posts of its corpus would reach this, unseen."""

_KIND_OF = {"selling": Kind.SELLER, "luring": Kind.SELLER, "praising": Kind.SHILL, "scamming": Kind.SCAM}


class Window(NamedTuple):
    """The worst window of a text: `letters[start:end]` of its wording.

    `value` is 0 to 1, and from `HOLD_FROM` on a moderator should look.
    """

    value: float
    start: int
    end: int


class Reasons(NamedTuple):
    """What a window is held for: its kind, and the words that weighed most, heaviest first."""

    kind: Kind
    words: tuple[str, ...]


class Weights:
    """What `make train` found: a weight per gram, concept and form, and where holding begins."""

    def __init__(self, rows: Mapping[str, Mapping[str, float]]) -> None:
        self.bias = rows["bias"][""]
        self.of_form = rows["form"]
        self.of_concept = rows["concept"]
        grams = {**rows["letters"], **{symbols_of(key): value for key, value in rows["sounds"].items()}}
        self.grams = tuple(grams)
        self.of_gram = tuple(grams.values())
        self.names = tuple(spelled(gram) for gram in grams)
        self.automaton = AhoCorasick(list(grams))
        self.of_pattern = tuple(
            sum(self.of_concept.get(concept.key, 0.0) for concept, _ in meaning) for meaning in meanings()
        )

    @classmethod
    def read(cls, path: Path) -> Weights:
        """Rows of kind, key and weight, parted by tabs."""
        rows: dict[str, dict[str, float]] = {k: {} for k in ("bias", "form", "concept", "letters", "sounds")}
        for line in path.read_text("utf-8").splitlines():
            if not line.startswith("#"):
                kind, key, weight = line.split("\t")
                rows[kind][key] = float(weight)
        return cls(rows)


@cache
def shipped_weights() -> Weights:
    return Weights.read(WEIGHTS)


def weigh(said: Wording, form: str, weights: Weights) -> Window:
    """The worst window of `said` in that form."""
    sums = _sums(_weight_at(said, weights))
    worst = max(sums)
    first = sums.index(worst) - OVERHANG
    value = _share(worst + weights.bias + weights.of_form.get(form, 0.0))
    return Window(value, max(0, first), min(max(0, first) + WINDOW + min(0, first), len(said.letters)))


def explain(said: Wording, window: Window, weights: Weights) -> Reasons:
    """Why that window weighs so much."""
    words: defaultdict[str, float] = defaultdict(float)
    families: defaultdict[str, float] = defaultdict(float)
    for mention in mentions(said):
        if mention.start < window.start or mention.end > window.end:
            continue
        weight = weights.of_concept.get(mention.concept.key, 0.0)
        words[mention.word] += weight
        families[mention.concept.family] += weight
    part = Wording(said.letters[window.start : window.end], said.sounds[window.start : window.end])
    for gram, _, _ in _grams_in(part, weights):
        words[weights.names[gram]] += weights.of_gram[gram]
    # A single character says little to a reader: it is named when nothing longer is there.
    heaviest = sorted(
        (word for word in words if words[word] > 0), key=lambda word: (len(word) == 1, -words[word], word)
    )
    kind = _KIND_OF[max(_KIND_OF, key=lambda family: families[family])]
    return Reasons(kind, tuple(heaviest[:5]))


def _weight_at(said: Wording, weights: Weights) -> list[float]:
    """The weight of whatever begins at each letter."""
    at = [0.0] * len(said.letters)
    of_gram, of_pattern = weights.of_gram, weights.of_pattern
    for gram, start, _ in _grams_in(said, weights):
        at[start] += of_gram[gram]
    for start, (before, letter) in enumerate(pairwise(said.letters), 1):
        if before == letter:  # 哈哈哈哈 says no more than 哈哈
            at[start] = 0.0
    for pattern, start, _ in matches(said):
        at[start] += of_pattern[pattern]
    return at


def _grams_in(said: Wording, weights: Weights) -> list[tuple[int, int, int]]:
    find = weights.automaton.find_matches_as_indexes
    found: list[tuple[int, int, int]] = find(said.letters, overlapping=True)
    return found + find(said.sounds, overlapping=True) if said.sounds != said.letters else found


def _sums(at: Sequence[float]) -> list[float]:
    """The sum of each window, from the one that overhangs the beginning to the one that overhangs the end."""
    sums = [*[0.0] * OVERHANG, *accumulate(at, initial=0.0)]
    sums += [sums[-1]] * max(OVERHANG, WINDOW - len(at))
    return [*map(sub, sums[WINDOW:], sums)]


def _share(sum_of_weights: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, sum_of_weights))))

"""A small linear scorer: how much a passage reads like selling, praising for pay or swindling.

Every gram (`grams.py`: characters, pairs of them, how pairs sound) and every word of the lexicon carries a
weight; a word's may differ from form to form, since a price means one thing in an offer and another in a
group-buy. A text is as bad as its worst forty letters: good words around them, or after them, weigh nothing.
What a post leaves behind weighs too, once: an account or a bank card rather speaks for trade. The weights
come from `make train` and are readable text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache
from itertools import accumulate
from math import exp
from operator import sub
from pathlib import Path
from typing import NamedTuple

from moderation.core.finding import Kind
from moderation.screening.concepts import matches, meanings
from moderation.screening.grams import GRAMS, Gram, grams_of
from moderation.screening.sounds import spelled, symbols_of
from moderation.screening.wording import Wording

WEIGHTS = Path(__file__).with_name("weights.tsv")
WINDOW = 40
"""Letters that are weighed together."""
OVERHANG = 24
"""How far a window may reach past either end: so a short post is weighed alone though others follow it."""

KINDS = ("bias", "form", "found", "concept", *GRAMS)
"""Of weights."""

HOLD_FROM = 0.5
"""`make train` sets the bias so that one in sixty good posts of its corpus would reach this, unseen."""

_KIND_OF = {"selling": Kind.SELLER, "luring": Kind.SELLER, "praising": Kind.SHILL, "scamming": Kind.SCAM}
_BITS = 32
_LETTER = (1 << _BITS) - 1
_MOST_PAIRS = 50_000
"""Pairs of letters that are remembered, about 10 MB."""
_MOST_REASONS = 5


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
    """What `make train` found: a weight per gram, form, concept, concept within a form ("price@offer") and
    kind of personal data, and where holding begins.

    Weights are whole hundredths, as they are written: sums are exact whatever their order.
    """

    def __init__(self, rows: Mapping[str, Mapping[str, float]]) -> None:
        exact = {kind: {key: round(100 * value) for key, value in row.items()} for kind, row in rows.items()}
        self.bias = exact["bias"][""]
        self.of_form = exact["form"]
        self.of_found = {Kind(key): value for key, value in exact["found"].items()}
        exact["sounds"] = {symbols_of(key): value for key, value in exact["sounds"].items()}
        self.of_pair = _Pairs({(kind, key): exact[kind][key] for kind in GRAMS for key in exact[kind]})
        self._of_concept = exact["concept"]
        self._of_pattern: dict[str, tuple[int, ...]] = {}

    @classmethod
    def read(cls, path: Path) -> Weights:
        """Rows of kind, key and weight, parted by tabs."""
        rows: dict[str, dict[str, float]] = {kind: {} for kind in KINDS}
        for line in path.read_text("utf-8").splitlines():
            if not line.startswith("#"):
                kind, key, weight = line.split("\t")
                rows[kind][key] = float(weight)
        return cls(rows)

    def of_concept(self, key: str, form: str) -> int:
        """What a word of that concept weighs in that form."""
        return self._of_concept.get(key, 0) + self._of_concept.get(f"{key}@{form}", 0)

    def of_pattern(self, form: str) -> tuple[int, ...]:
        """The weight of every pattern of the lexicon (as in `meanings`) in that form."""
        known = form if form in self.of_form else ""  # whatever else is asked for, the memory stays small
        if (weights := self._of_pattern.get(known)) is None:
            weights = self._of_pattern[known] = tuple(
                sum(self.of_concept(concept.key, known) for concept, _ in meaning) for meaning in meanings()
            )
        return weights


class _Pairs(dict[int, int]):
    """Two neighbouring letters, as one number -> the weight of every gram that begins at the first of them.

    Worked out when a pair is first met: after that, a text costs one look-up a letter. `doubled` holds the
    pairs of one letter twice.
    """

    def __init__(self, of_gram: Mapping[Gram, int]) -> None:
        super().__init__()
        self.doubled: set[int] = set()
        self._of_gram = of_gram
        self._grams: dict[int, tuple[tuple[str, int], ...]] = {}

    def __missing__(self, pair: int) -> int:
        weight = self[pair] = sum(weight for _, weight in self.grams(pair))
        if pair & _LETTER == pair >> _BITS:
            self.doubled.add(pair)
        return weight

    def grams(self, pair: int) -> tuple[tuple[str, int], ...]:
        """What begins at the first of two letters, as a reader may see it, with its weight."""
        if (grams := self._grams.get(pair)) is None:
            of_gram = self._of_gram
            found = grams_of(chr(pair & _LETTER), chr(pair >> _BITS))
            grams = self._grams[pair] = tuple(
                (spelled(gram[1]), weight) for gram in found if (weight := of_gram.get(gram))
            )
        return grams

    def forget_too_many(self) -> None:
        """Between two texts, never within one."""
        if len(self) > _MOST_PAIRS:
            self.clear()
            self.doubled.clear()
            self._grams.clear()


def _pairs_of(letters: str) -> list[int]:
    """Every letter with the next one, the last one with NUL: two code points in one number.

    One list of the pairs that begin at even places and one of the others, read straight from memory: cutting
    the text into as many strings takes ten times as long.
    """
    points = memoryview((letters + "\0\0").encode("utf-32-le", "surrogatepass"))
    whole, half = 8 * ((len(letters) + 1) // 2), 8 * (len(letters) // 2)
    pairs = [0] * len(letters)
    pairs[0::2] = points[:whole].cast("Q").tolist()
    pairs[1::2] = points[4 : 4 + half].cast("Q").tolist()
    return pairs


@cache
def shipped_weights() -> Weights:
    return Weights.read(WEIGHTS)


def weigh(said: Wording, form: str, weights: Weights, found: Collection[Kind] = ()) -> Window:
    """The worst window of `said` in that form, when personal data of these kinds was `found`."""
    sums = _sums(_weight_at(said, form, weights))
    worst = max(sums)
    first = sums.index(worst) - OVERHANG
    around = weights.of_form.get(form, 0) + sum(weights.of_found.get(kind, 0) for kind in found)
    value = _share(worst + weights.bias + around)
    return Window(value, max(0, first), min(max(0, first) + WINDOW + min(0, first), len(said.letters)))


def explain(said: Wording, form: str, window: Window, weights: Weights) -> Reasons:
    """Why that window weighs so much."""
    words: defaultdict[str, int] = defaultdict(int)
    families: defaultdict[str, int] = defaultdict(int)
    of_pattern = meanings()
    for pattern, start, end in matches(said):
        if start >= window.start and end <= window.end:
            for concept, word in of_pattern[pattern]:
                weight = weights.of_concept(concept.key, form)
                words[word] += weight
                families[concept.family] += weight
    for pair in _pairs_of(said.letters[window.start : window.end]):
        for gram, weight in weights.of_pair.grams(pair):
            words[gram] += weight
    kind = _KIND_OF[max(_KIND_OF, key=families.__getitem__)]
    return Reasons(kind, _heaviest(words))


def _heaviest(words: Mapping[str, int]) -> tuple[str, ...]:
    """The words that weigh most. A single character says little: it is named when nothing longer is there."""
    weighed = [(-weight, word) for word, weight in words.items() if weight > 0]
    longer = sorted(pair for pair in weighed if len(pair[1]) > 1)[:_MOST_REASONS]
    if len(longer) < _MOST_REASONS:
        longer += sorted(pair for pair in weighed if len(pair[1]) == 1)
    return tuple(word for _, word in longer[:_MOST_REASONS])


def _weight_at(said: Wording, form: str, weights: Weights) -> list[int]:
    """The weight of whatever begins at each letter."""
    of_pair, of_pattern = weights.of_pair, weights.of_pattern(form)
    of_pair.forget_too_many()
    pairs = _pairs_of(said.letters)
    at = [*map(of_pair.__getitem__, pairs)]
    if not of_pair.doubled.isdisjoint(pairs):
        for second, pair in enumerate(pairs, 1):
            if pair in of_pair.doubled:  # 哈哈哈哈 says no more than 哈哈
                at[second] = 0
    for pattern, start, _ in matches(said):
        at[start] += of_pattern[pattern]
    return at


def _sums(at: list[int]) -> list[int]:
    """The sum of each window, from the one that overhangs the beginning to the one that overhangs the end."""
    sums = [*[0] * OVERHANG, *accumulate(at, initial=0)]
    sums += [sums[-1]] * max(OVERHANG, WINDOW - len(at))
    return [*map(sub, sums[WINDOW:], sums)]


def _share(hundredths: int) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, hundredths / 100))))

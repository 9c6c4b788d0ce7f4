"""Learn what a name looks like and write `moderation/screening/name_weights.tsv`: part of `make train`.

Every place where a surname stands is an example: a name where a sentence marks one, none elsewhere. Into each
marked place other names are put, drawn from lists, so that the words around are learned apart from the
characters. A pair of characters that other posts hold as well is held against a name.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from moderation.core.text import fold
from moderation.screening.name_company import company_after, company_before
from moderation.screening.name_model import KINDS, OTHER, WEIGHTS, Company, Key, NameModel, evidence, is_han
from moderation.screening.name_words import GIVEN as KNOWN_GIVEN
from moderation.screening.name_words import SURNAMES, given_class, surnames_of
from moderation.screening.people import readings
from training.dictionary import count_pairs, in_steps, read_dictionary
from training.name_texts import Names, of_others, of_others_named, read_marked_posts, read_sentences
from training.posts import read_posts

DRAWN = 40
"""So many names are put into each marked place."""
LEFT_OUT = frozenset({"before", "before2", "after", "after2"})
"""Of half of the names these are not told: new sentences announce names in words never met."""
PAIRS, GIVEN = frozenset({"opens", "pair", "joins"}), frozenset({"first", "second", "only"})
BEHIND = "~"
"""Marks what is known of a key that was never met."""
RAREST = {"opens": 2, "pair": 2, "joins": 2, "before2": 3, "after2": 3, "before": 2, "after": 2}
"""Keys of fewer examples than this are chance."""
CAUTION = 1.2
"""Taken off every margin: names are rarer in posts than among the examples."""
SMALLEST, STEPS = 0.1, 10
"""Weights that differ less from a key without one are not written, and all are rounded to tenths."""


class Common(NamedTuple):
    """How often each pair is met."""

    anywhere: Counter[str]
    in_posts: Counter[str]

    def of(self, kind: str) -> Counter[str]:
        """What is held against a key: given names are made of words, so for them only posts count."""
        return self.in_posts if kind == "pair" else self.anywhere


class Example(NamedTuple):
    """One reading of one place as a name."""

    keys: tuple[Key, ...]
    is_name: bool


_CHANCE = random.Random(2)  # noqa: S311 - chance, no secret


def main() -> None:
    names = Names(random.Random(0))  # noqa: S311 - chance, no secret
    marked, plain = [*read_sentences(), *read_marked_posts()], [post.text for post in read_posts()]
    dictionary = read_dictionary()
    common = Common(count_pairs(plain, dictionary), count_pairs(plain, {}))
    examples = [
        *(example for text in plain for example in _examples(text, (), common)),
        *(
            example
            for text in of_others(random.Random(1), dictionary)  # noqa: S311 - chance, no secret
            for example in _examples(text, (), common, learned=True)
        ),
        *(e for text, places in marked for e in _drawn(text, places, names, common, DRAWN)),
        *(e for text in plain for e in _drawn(*of_others_named(fold(text).folded), names, common, 10)),
    ]
    model = fit(examples, common)
    margins = [(model.margin(k for k in e.keys if k[0] in KINDS), e.is_name) for e in examples]
    found = sum(margin > 0 for margin, is_name in margins if is_name)
    wrong = sum(margin > 0 for margin, is_name in margins if not is_name)
    print(
        f"{len(examples)} places, {found} of {sum(n for _, n in margins)} names found, {wrong} others",
        file=sys.stderr,
    )
    write(model, f"{len(marked)} sentences and {len(plain)} posts")


def write(model: NameModel, learned_from: str) -> None:
    """A line for each kind and weight with all its keys."""
    rows: dict[tuple[str, float], list[str]] = {}
    for kind, keys in model.weights.items():
        for key, weight in keys.items():
            if key == OTHER or kind == "bias" or abs(weight - model.other[kind]) >= SMALLEST:
                rows.setdefault((kind, round(weight * STEPS) / STEPS), []).append(key)
    lines = [
        f"{kind}\t{weight:.2f}\t{' '.join(sorted(keys))}" for (kind, weight), keys in sorted(rows.items())
    ]
    WEIGHTS.write_text("\n".join([f"# Written by `make train` from {learned_from}.", *lines, ""]), "utf-8")


def _drawn(
    text: str, places: Sequence[tuple[int, int]], names: Names, common: Common, times: int
) -> Iterator[Example]:
    """The text with names in the marked places."""
    for _ in range(times if places else 1):
        said, at, now = "", 0, []
        for start, end in places:
            said += text[at:start]
            name = names.draw()
            now.append((len(said), len(said) + len(name)))
            said, at = said + name, end
        yield from _examples(said + text[at:], now, common, learned=True)


def _examples(
    text: str, places: Sequence[tuple[int, int]], common: Common, *, learned: bool = False
) -> Iterator[Example]:
    whole = fold(text)
    ends: set[int] = set()
    for start, end, stop in readings(whole.folded):
        is_name = (start, stop) in places
        at = Company(
            company_before(whole.folded, whole.numerals, start, ends),
            company_after(whole.folded, whole.numerals, stop),
        )
        keys = [*evidence(whole.folded, start, end, stop, at)]
        own = 0 if learned else 1
        keys += [*_backgrounds(keys, common, own)]
        if is_name:
            ends.add(stop)
            keys = [*_less_told(keys)]
        yield Example(tuple(keys), is_name)


def _less_told(keys: Sequence[Key]) -> Iterator[Key]:
    """The keys of a name; of some names without the words around."""
    chance = _CHANCE.random()
    for kind, key in keys:
        if chance < 0.5 and kind in LEFT_OUT and is_han(key[0]):
            continue
        if chance < 0.25 and kind == "announced":
            yield kind, "00"
        else:
            yield kind, key


def _backgrounds(keys: Sequence[Key], common: Common, own: int) -> Iterator[Key]:
    """What is known of a key that was never met in a sentence."""
    for kind, key in keys:
        if kind in PAIRS:
            yield BEHIND + kind, in_steps(common.of(kind)[key] - own)
        elif kind in GIVEN:
            yield BEHIND + kind, given_class(key)
        elif kind == "surname":
            yield BEHIND + kind, str(len(key))


def _can_be(kind: str, pair: str) -> bool:
    """Whether any name could have this pair there."""
    if kind == "pair":
        return pair[0] in KNOWN_GIVEN and pair[1] in KNOWN_GIVEN
    return pair[0] in SURNAMES if kind == "opens" else pair[1] in SURNAMES or pair[0] in KNOWN_GIVEN


def fit(examples: Sequence[Example], common: Common) -> NameModel:
    """Weights of a logistic regression; what is known of a key's kind becomes a part of its own weight."""
    often = Counter(key for example in examples for key in example.keys)
    bags = [
        {f"{kind}\t{key}": 1.0 for kind, key in example.keys if often[kind, key] >= RAREST.get(kind, 1)}
        for example in examples
    ]
    vectors = DictVectorizer(sort=True)
    matrix = vectors.fit_transform(bags)
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    model = LogisticRegression(C=1.0, solver="liblinear", random_state=0)
    model.fit(matrix, [example.is_name for example in examples])
    weights: dict[str, dict[str, float]] = {kind: {} for kind in KINDS}
    behind: dict[str, dict[str, float]] = {}
    for name, weight in zip(vectors.feature_names_, model.coef_[0], strict=True):
        kind, _, key = name.partition("\t")
        (behind.setdefault(kind[1:], {}) if kind.startswith(BEHIND) else weights[kind])[key] = float(weight)
    for kind in PAIRS:
        told = behind[kind]
        seen = {
            *weights[kind],
            *(pair for pair, count in common.of(kind).items() if count > 1 and _can_be(kind, pair)),
        }
        weights[kind] = {
            pair: weights[kind].get(pair, 0.0) + told.get(in_steps(common.of(kind)[pair]), 0.0)
            for pair in seen
        }
        weights[kind][OTHER] = told["0"]
    for kind in GIVEN:
        told = behind[kind]
        seen = {*weights[kind], *KNOWN_GIVEN}
        weights[kind] = {c: weights[kind].get(c, 0.0) + told[given_class(c)] for c in seen}
        weights[kind][OTHER] = told["0"]
    told = behind["surname"]
    weights["surname"] = {
        s: weights["surname"].get(s, 0.0) + told[str(len(s))] for s in (*surnames_of(1), *surnames_of(2))
    }
    shift = float(model.intercept_[0]) - CAUTION
    weights["bias"] = {key: weight + shift for key, weight in weights["bias"].items()}
    return NameModel(weights)


if __name__ == "__main__":
    main()

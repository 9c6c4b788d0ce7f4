"""Learn the scorer's weights from `posts/` and write `moderation/screening/weights.tsv`: `make train`.

Logistic regression over what `moderation/screening/scorer.py` sums up. A good post is good in every window;
of a bad post only the worst window has to be bad, so after a first fit each bad post is represented by the
window that the fit finds worst. The same corpus gives the same bytes.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

import numpy as np
from scipy.sparse import vstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from moderation.core.text import fold
from moderation.screening.concepts import mentions
from moderation.screening.scorer import OVERHANG, WEIGHTS, WINDOW
from moderation.screening.sounds import is_sound, spelled
from moderation.screening.wording import Wording, wording
from training.posts import Post, corpus_mark, read_posts

STRIDE = 12
"""Letters between two windows learned from; scoring looks at every window."""
RAREST = 2
"""Grams of fewer posts than this are chance."""
CONCEPT_SCALE = 2.0
"""Concepts are punished less for their weight than single grams: they stand for many words."""
SMALLEST = 0.02
"""Weights below this are not written."""
FOLDS = 5
GOOD_HELD = 0.02
"""Share of good posts that may be held when left out of the fit; sets the bias. Of posts by other hands
several times as many are held, hence less than the one in twenty that is aimed at."""

# Good and bad posts alike leave numbers and addresses: nothing may be learned from that.
_TAILS = ("", "电话13800138000", "微信linli_2020", "联系人王先生", "住建设路8号3栋201", "找我拿", "")

Features = dict[tuple[str, str], float]


def main() -> None:
    posts = [*read_posts()]
    bags = [[*_windows(post, _TAILS[at % len(_TAILS)])] for at, post in enumerate(posts)]
    margins = _unseen_margins(posts, bags)
    threshold = float(
        np.quantile([m for m, p in zip(margins, posts, strict=True) if not p.bad], 1 - GOOD_HELD)
    )
    caught = np.mean([m > threshold for m, p in zip(margins, posts, strict=True) if p.bad])
    print(f"{len(posts)} posts, {FOLDS}-fold: {caught:.1%} of bad posts held at {GOOD_HELD:.0%} of good ones")
    names, weights, intercept = _fit(posts, bags)
    rows = [("bias", "", intercept - threshold), *_rows(names, weights)]
    text = "\n".join(f"{kind}\t{key}\t{weight:.2f}" for kind, key, weight in rows)
    WEIGHTS.write_text(
        f"# Written by `make train` from {len(posts)} posts ({corpus_mark(posts)}).\n{text}\n", "utf-8"
    )
    print(f"{len(rows)} weights in {WEIGHTS.name}", file=sys.stderr)


def _windows(post: Post, tail: str) -> Iterator[Features]:
    said = wording(fold(post.text + tail))
    found = sorted(_found(said))
    last = len(said.letters) - WINDOW + OVERHANG
    for start in {*range(-OVERHANG, last, STRIDE), 0, last}:
        features = Counter(key for at, key in found if start <= at < start + WINDOW)
        scaled = {key: n * (CONCEPT_SCALE if key[0] == "concept" else 1.0) for key, n in features.items()}
        yield {**scaled, ("form", post.form): 1.0}


def _found(said: Wording) -> Iterator[tuple[int, tuple[str, str]]]:
    letters, sounds = said.letters, said.sounds
    for at, letter in enumerate(letters):
        if at and letters[at - 1] == letter:
            continue  # so does the scorer: a run of one letter counts once
        if not letter.isascii() and not is_sound(letter):
            yield at, ("letters", letter)
        if len(gram := letters[at : at + 2]) == 2 and not gram.isascii():
            yield at, ("letters", gram)
        if len(gram := sounds[at : at + 2]) == 2 and is_sound(gram):
            yield at, ("sounds", spelled(gram))
    for mention in mentions(said):
        yield mention.start, ("concept", mention.concept.key)


def _unseen_margins(posts: Sequence[Post], bags: Sequence[list[Features]]) -> list[float]:
    """The margin of each post by a fit that has not seen it."""
    margins = [0.0] * len(posts)
    fold_of = [int(sha256(post.text.encode()).hexdigest(), 16) % FOLDS for post in posts]
    for left_out in range(FOLDS):
        seen = [at for at in range(len(posts)) if fold_of[at] != left_out]
        names, weights, intercept = _fit([posts[at] for at in seen], [bags[at] for at in seen])
        of = dict(zip(names, weights, strict=True))
        for at in set(range(len(posts))) - set(seen):
            worst = max(sum(of.get(key, 0.0) * n for key, n in window.items()) for window in bags[at])
            margins[at] = worst + intercept
    return margins


def _fit(posts: Sequence[Post], bags: Sequence[list[Features]]) -> tuple[list[tuple[str, str]], Any, float]:
    common = Counter(key for bag in bags for key in {key for window in bag for key in window})
    vectors = DictVectorizer(sort=True)
    vectors.fit([{key: 1.0 for key, n in common.items() if n >= RAREST}])
    matrices = [vectors.transform(bag) for bag in bags]
    chosen = [list(range(matrix.shape[0])) for matrix in matrices]
    model = LogisticRegression(C=0.2, solver="liblinear", class_weight="balanced", random_state=0)
    for _ in range(3):
        x = vstack([matrix[rows] for matrix, rows in zip(matrices, chosen, strict=True)])
        y = [post.bad for post, rows in zip(posts, chosen, strict=True) for _ in rows]
        model.fit(x, y)
        chosen = [
            [int(np.argmax(model.decision_function(matrix)))] if post.bad else rows
            for post, matrix, rows in zip(posts, matrices, chosen, strict=True)
        ]
    return vectors.feature_names_, model.coef_[0], float(model.intercept_[0])


def _rows(names: Sequence[tuple[str, str]], weights: Sequence[float]) -> Iterator[tuple[str, str, float]]:
    for (kind, key), weight in sorted(zip(names, weights, strict=True)):
        scaled = float(weight) * (CONCEPT_SCALE if kind == "concept" else 1.0)
        if abs(scaled) >= SMALLEST:
            yield kind, key, scaled


if __name__ == "__main__":
    main()

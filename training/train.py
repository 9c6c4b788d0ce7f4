"""Learn the scorer's weights from the corpus and write `moderation/screening/weights.tsv`: `make train`.

Logistic regression over what `moderation/screening/scorer.py` sums up. A good post is good in every window;
of a bad post only the worst window has to be bad. So after a first fit each bad post is represented by the
window that the fit finds worst, and each good post by its three worst. What is left behind (an account, a
card) is learned afterwards, of whole posts only: there people wrote what people leave. The same corpus gives
the same bytes.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from moderation.core.finding import Kind
from moderation.core.text import fold
from moderation.screening.concepts import mentions
from moderation.screening.grams import END, GRAMS, grams_of
from moderation.screening.ruleset import load_ruleset
from moderation.screening.scorer import OVERHANG, WEIGHTS, WINDOW
from moderation.screening.screen import screen
from moderation.screening.sounds import spelled
from moderation.screening.wording import wording
from training.posts import Post, corpus_mark, read_posts, read_whole_posts

STRIDE = 12
"""Letters between two windows learned from; scoring looks at every window."""
RAREST = 2
"""Grams of fewer posts than this are chance."""
USUAL = 100
"""A gram that one post in so many holds is worth as much as a word of the lexicon; a rarer one more, by the
logarithm (inverse document frequency)."""
WORST = 3
"""Windows that stand for a good post."""
TURNS = 3
STRENGTH = 0.05
"""Inverse of the punishment of weights."""
SMALLEST = 0.05
"""Weights below this are not written."""
GOOD_HELD = 0.017
"""Share of good posts that may be held when their whole wave is left out of the fit; sets the bias."""
LEFT = (Kind.PHONE, Kind.WECHAT, Kind.BANKCARD)
"""Kinds of personal data that speak for trade. A door speaks against it, but anybody can make one up."""

# In posts that are not whole, good and bad ones alike get numbers and addresses: that teaches nothing.
_TAILS = ("", "电话13800138000", "微信linli_2020", "联系人王先生", "住建设路8号3栋201", "找我拿", "")

Feature = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Windows:
    """All windows of all posts: those of post `i` are the rows `first[i]` to `first[i + 1]` of `matrix`.

    The matrix counts each name times its scale.
    """

    names: list[Feature]
    scale: Any
    matrix: Any
    first: Any
    bad: Any

    def rows(self, post: int) -> Any:
        return np.arange(self.first[post], self.first[post + 1])


@dataclass(frozen=True, slots=True)
class Fit:
    """A weight for each name and what is added to every sum."""

    weights: Any
    bias: float


def main() -> None:
    posts = [*read_posts(), *read_whole_posts()]
    windows = _windows_of(posts)
    unseen = _unseen_margins(posts, windows)
    whole = np.array([post.whole for post in posts])
    left = np.array([[*_left_in(post)] for post in posts])
    of_left = _fit_left(unseen[whole], left[whole], windows.bad[whole])
    unseen = unseen + left @ of_left
    threshold = float(np.quantile(unseen[~windows.bad], 1 - GOOD_HELD))
    for wave in dict.fromkeys(post.wave for post in posts):
        part = np.array([post.wave == wave for post in posts])
        print(f"wave {wave}, learned from the others: {_shares(unseen, windows.bad, part, threshold)}")
    fit = _fit(windows, range(len(posts)))
    rows = [("bias", "", fit.bias - threshold), *_rows(windows.names, fit.weights * windows.scale)]
    rows += (("found", kind.value, weight) for kind, weight in zip(LEFT, of_left, strict=True))
    text = "\n".join(f"{kind}\t{key}\t{weight:.2f}" for kind, key, weight in rows)
    WEIGHTS.write_text(
        f"# Written by `make train` from {len(posts)} posts ({corpus_mark(posts)}).\n{text}\n", "utf-8"
    )
    print(f"{len(rows)} weights in {WEIGHTS.name}", file=sys.stderr)


def _shares(unseen: Any, bad: Any, part: Any, threshold: float) -> str:
    held = unseen > threshold
    strict = np.quantile(unseen[part & ~bad], 0.95)
    return (
        f"{held[part & bad].mean():.1%} of bad posts held, {held[part & ~bad].mean():.1%} of good ones; "
        f"{(unseen[part & bad] > strict).mean():.1%} at 5%"
    )


def _windows_of(posts: Sequence[Post]) -> Windows:
    bags = [[*_bags(post, "" if post.whole else _TAILS[at % len(_TAILS)])] for at, post in enumerate(posts)]
    common = Counter(key for bag in bags for key in {key for window in bag for key in window})
    vectors = DictVectorizer(sort=True)
    vectors.fit([{key: 1.0 for key, n in common.items() if n >= RAREST}])
    names = vectors.feature_names_
    matrix = csr_matrix(vectors.transform([window for bag in bags for window in bag]))
    scale = np.array(
        [log(len(posts) / common[name]) / log(USUAL) if name[0] in GRAMS else 1.0 for name in names]
    )
    matrix.data *= scale[matrix.indices]
    first = np.cumsum([0, *map(len, bags)])
    return Windows(names, scale, matrix, first, np.array([post.bad for post in posts]))


def _bags(post: Post, tail: str) -> Iterator[dict[Feature, float]]:
    said = wording(fold(post.text + tail))
    letters = said.letters
    found: list[tuple[int, Feature]] = [
        (at, gram)
        for at, letter in enumerate(letters)
        if at == 0 or letters[at - 1] != letter  # so does the scorer: a run of one letter counts once
        for gram in grams_of(letter, letters[at + 1] if at + 1 < len(letters) else END)
    ]
    for mention in mentions(said):
        key = mention.concept.key
        found += (mention.start, ("concept", key)), (mention.start, ("concept", f"{key}@{post.form}"))
    last = len(letters) - WINDOW + OVERHANG
    for start in sorted({*range(-OVERHANG, last, STRIDE), 0, last}):
        bag = Counter(key for at, key in found if start <= at < start + WINDOW)
        yield {**bag, ("form", post.form): 1.0}


def _unseen_margins(posts: Sequence[Post], windows: Windows) -> Any:
    """The margin of each post by a fit that has seen no post of its wave: other hands, other kinds."""
    margins = np.zeros(len(posts))
    for wave in {post.wave for post in posts}:
        fit = _fit(windows, [at for at, post in enumerate(posts) if post.wave != wave])
        worst = np.maximum.reduceat(windows.matrix @ fit.weights + fit.bias, windows.first[:-1])
        left_out = np.array([post.wave == wave for post in posts])
        margins[left_out] = worst[left_out]
    return margins


def _left_in(post: Post) -> Iterator[float]:
    """1 for each of the kinds `LEFT` that is found in a whole post."""
    found = screen({"text": post.text}, load_ruleset().private(), post.form).findings if post.whole else ()
    kinds = {each.kind for each in found}
    yield from (float(kind in kinds) for kind in LEFT)


def _fit_left(margins: Any, left: Any, bad: Any) -> Any:
    """What each kind left behind adds to the margin of a post whose wave no fit has seen."""
    model = LogisticRegression(class_weight="balanced").fit(np.column_stack([margins, left]), bad)
    return model.coef_[0][1:] / model.coef_[0][0]


def _fit(windows: Windows, posts: Sequence[int]) -> Fit:
    model = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-4, class_weight="balanced")
    chosen = {post: windows.rows(post) for post in posts}
    for _ in range(TURNS):
        rows = np.concatenate([*chosen.values()])
        model.fit(windows.matrix[rows], np.repeat(windows.bad[[*chosen]], [*map(len, chosen.values())]))
        margins = model.decision_function(windows.matrix)
        for post in posts:
            own = windows.rows(post)
            worst_first = own[np.argsort(-margins[own], kind="stable")]
            chosen[post] = worst_first[: 1 if windows.bad[post] else WORST]
    return Fit(model.coef_[0], float(model.intercept_[0]))


def _rows(names: Sequence[Feature], weights: Any) -> Iterator[tuple[str, str, float]]:
    for (kind, key), weight in zip(names, weights, strict=True):
        if abs(weight) >= SMALLEST:
            yield kind, spelled(key) if kind == "sounds" else key, float(weight)


if __name__ == "__main__":
    main()

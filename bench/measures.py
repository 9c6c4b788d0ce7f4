"""How good findings are, counted. Pure: posts and what was found in, figures out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bench.posts import Post, Value

ENOUGH = 0.95
"""A value is recalled when at least this share of its characters is hidden."""

Seen = tuple[str, int, int]
"""Kind, start, end: one thing a tool would hide."""


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`; of nothing at all it is 0 of 0."""

    part: int
    whole: int

    @property
    def rate(self) -> float | None:
        """Between 0 and 1; None of nothing."""
        return self.part / self.whole if self.whole else None


def hidden_share(value: Value, seen: Iterable[Seen]) -> float:
    """The share of a value's characters that any of the spans covers."""
    wanted = set(range(value.start, value.end))
    covered = {place for _, start, end in seen for place in range(start, end)}
    return len(wanted & covered) / len(wanted)


def recall(
    posts: Sequence[Post], seen: Mapping[str, Sequence[Seen]], kind: str, *, plain: bool | None = None
) -> Share:
    """Values of a kind that are hidden, by whatever kind; `plain` ones are typed in ASCII digits alone."""
    wanted = [
        (post, value)
        for post in posts
        for value in post.values
        if value.kind == kind and plain in {None, _is_plain(post, value)}
    ]
    hidden = sum(hidden_share(value, seen[post.id]) >= ENOUGH for post, value in wanted)
    return Share(hidden, len(wanted))


def _is_plain(post: Post, value: Value) -> bool:
    return post.text[value.start : value.end].isascii() and post.text[value.start : value.end].isdigit()


def precision(posts: Sequence[Post], seen: Mapping[str, Sequence[Seen]], kind: str) -> Share:
    """Findings of a kind that touch a marked value of any kind."""
    found = [(post, start, end) for post in posts for k, start, end in seen[post.id] if k == kind]
    right = sum(any(v.start < end and start < v.end for v in post.values) for post, start, end in found)
    return Share(right, len(found))


def clean_hit(posts: Sequence[Post], seen: Mapping[str, Sequence[Seen]]) -> Share:
    """Posts without any private value of which something would be hidden."""
    clean = [post for post in posts if not post.values]
    return Share(sum(bool(seen[post.id]) for post in clean), len(clean))


@dataclass(frozen=True, slots=True)
class Decided:
    """A yes-or-no question put to posts: right yes, wrong yes, missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of what was said yes to; 1 of nothing."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of what is a yes; 1 of nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """2 x right / (2 x right + wrong + missed)."""
        errors = self.wrong + self.missed
        return 2 * self.right / (2 * self.right + errors) if self.right or errors else 1.0


def decided(truth: Sequence[bool], said: Sequence[bool]) -> Decided:
    """Truth and answer side by side."""
    pairs = list(zip(truth, said, strict=True))
    return Decided(pairs.count((True, True)), pairs.count((False, True)), pairs.count((True, False)))


def threshold(good: Sequence[float], allowed: float) -> float:
    """The lowest score above which at most the `allowed` share of good posts lies."""
    kept = sorted(good, reverse=True)[int(len(good) * allowed) :]
    return kept[0] if kept else 0.0


def without_han(text: str) -> str:
    """Every Han character replaced by one: what is left is format."""
    return "".join("某" if "\u4e00" <= character <= "\u9fff" else character for character in text)

"""The corpus is whole, varied, and the one that the shipped weights were learned from."""

from __future__ import annotations

from collections import Counter

from bench.posts import READ
from moderation.screening.scorer import WEIGHTS
from training.posts import corpus_mark, read_posts, read_whole_posts


def test_has_every_label_and_form() -> None:
    posts = [*read_posts()]
    assert len(posts) >= 9_000
    assert {post.wave for post in posts} == {*"123456789"}
    assert {post.label for post in posts} == {"ok", "seller", "shill", "scam", "report"}
    assert {post.form for post in posts} == {
        "need", "offer", "channel", "groupbuy", "volunteer", "hours", "report", "notice", "thanks", "activity"
    }  # fmt: skip


def test_no_post_is_there_twice() -> None:
    posts = (*read_posts(), *read_whole_posts())
    assert [text for text, n in Counter(post.text for post in posts).items() if n > 1] == []


def test_whole_posts_are_the_read_ones_without_the_unclear() -> None:
    posts = [*read_whole_posts()]
    assert {post.wave for post in posts} == {path.stem for path in READ}
    assert all(post.whole and post.label != "counterfeit" and "⟦" not in post.text for post in posts)


def test_the_weights_were_learned_from_it() -> None:
    assert corpus_mark([*read_posts(), *read_whole_posts()]) in WEIGHTS.read_text("utf-8").splitlines()[0]

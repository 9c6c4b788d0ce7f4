"""The corpus is whole, varied, and the one that the shipped weights were learned from."""

from __future__ import annotations

from collections import Counter

from moderation.screening.scorer import WEIGHTS
from training.posts import corpus_mark, read_posts


def test_has_every_label_and_form() -> None:
    posts = [*read_posts()]
    assert len(posts) >= 6_500
    assert {post.wave for post in posts} == {"1", "2", "3", "4", "5", "6"}
    assert {post.label for post in posts} == {"ok", "seller", "shill", "scam", "report"}
    assert {post.form for post in posts} == {
        "need", "offer", "channel", "groupbuy", "volunteer", "hours", "report", "notice", "thanks", "activity"
    }  # fmt: skip


def test_no_post_is_there_twice() -> None:
    assert [text for text, n in Counter(post.text for post in read_posts()).items() if n > 1] == []


def test_the_weights_were_learned_from_it() -> None:
    assert corpus_mark([*read_posts()]) in WEIGHTS.read_text("utf-8").splitlines()[0]

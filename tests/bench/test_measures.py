from __future__ import annotations

import pytest

from bench.measures import (
    Decided,
    Share,
    clean_hit,
    decided,
    hidden_share,
    precision,
    recall,
    threshold,
    without_han,
)
from bench.posts import OWN_POSTS, UNREAD, Post, Value, read_posts, without_marks
from moderation.core.finding import Kind
from training.posts import read_posts as read_training_posts
from training.posts import read_whole_posts


def post(marked: str, name: str = "a") -> Post:
    text, values = without_marks(marked)
    return Post(name, "need", text, values, "ok", "none")


def test_marks_are_taken_out_and_their_places_kept() -> None:
    assert without_marks("打⟦PHONE:138⟧找⟦NAME:丁宁⟧") == (
        "打138找丁宁",
        (Value("PHONE", 1, 4), Value("NAME", 5, 7)),
    )


def test_a_mark_without_a_kind_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no kind"):
        without_marks("打⟦138⟧")


def test_own_posts_have_every_kind_that_people_write_and_every_question() -> None:
    posts = read_posts(OWN_POSTS)
    assert {value.kind for each in posts for value in each.values} == {
        kind.value for kind in Kind if kind.private
    } - {"IDCARD", "GROUP_LINK"}
    assert {"seller", "shill", "scam", "ok"} <= {each.label for each in posts}
    assert {"contradictory", "consistent", "none"} <= {each.claims for each in posts}


def test_the_share_of_a_value_counts_characters_once() -> None:
    assert hidden_share(Value("PHONE", 0, 10), [("PHONE", 0, 4), ("QQ", 2, 5)]) == 0.5


def test_a_value_is_recalled_by_any_kind_that_hides_nearly_all_of_it() -> None:
    posts = [post("⟦PHONE:13800000000⟧"), post("⟦PHONE:1380000000⟧", "b")]
    seen = {"a": [("QQ", 0, 11)], "b": [("PHONE", 0, 9)]}
    assert recall(posts, seen, "PHONE") == Share(1, 2)


def test_plain_and_disguised_are_counted_apart() -> None:
    posts = [post("⟦PHONE:138⟧或⟦PHONE:一三八⟧")]
    seen = {"a": [("PHONE", 0, 3)]}
    assert recall(posts, seen, "PHONE", plain=True) == Share(1, 1)
    assert recall(posts, seen, "PHONE", plain=False) == Share(0, 1)


def test_what_is_found_is_right_when_it_touches_a_value() -> None:
    posts = [post("⟦PHONE:138⟧或139")]
    assert precision(posts, {"a": [("PHONE", 0, 3), ("PHONE", 4, 7)]}, "PHONE") == Share(1, 2)


def test_only_posts_without_values_are_clean() -> None:
    posts = [post("⟦PHONE:138⟧"), post("都好", "b"), post("也好", "c")]
    assert clean_hit(posts, {"a": [("PHONE", 0, 3)], "b": [("NAME", 0, 1)], "c": []}) == Share(1, 2)


def test_answers_are_counted_against_the_truth() -> None:
    found = decided([True, True, True, False], [True, True, False, True])
    assert found == Decided(2, 1, 1)
    assert (found.precision, found.recall, found.f1) == (2 / 3, 2 / 3, 2 / 3)


def test_nothing_of_nothing_is_no_mistake() -> None:
    assert (Decided(0, 0, 0).precision, Decided(0, 0, 0).recall, Decided(0, 0, 0).f1) == (1, 1, 1)
    assert Share(0, 0).rate is None


def test_above_the_threshold_lies_no_more_than_the_allowed_share() -> None:
    scores = [n / 100 for n in range(100)]
    limit = threshold(scores, 0.05)
    assert sum(score > limit for score in scores) == 5


def test_without_han_only_format_is_left() -> None:
    assert without_han("加V:abc,快") == "某V:abc,某"


def test_nothing_is_learned_from_unread_posts() -> None:
    learned = {each.text for each in (*read_training_posts(), *read_whole_posts())}
    for path in UNREAD:
        unread = read_posts(path)
        assert len(unread) == 364
        assert not learned & {each.text for each in unread}

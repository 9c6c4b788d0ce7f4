"""What is held against a name: how often its characters stand beside each other elsewhere."""

from __future__ import annotations

from training.dictionary import count_pairs, in_steps


def test_a_pair_counts_once_in_a_text_and_as_often_as_its_words_are_met() -> None:
    assert count_pairs(["非常好,非常", "a非b"], {"非常": 30, "常明": 2}) == {"非常": 31, "常好": 1, "常明": 2}


def test_counts_are_told_in_steps() -> None:
    assert [in_steps(count) for count in (-1, 0, 1, 4, 99, 100, 10_000)] == [
        "0",
        "0",
        "1",
        "2",
        "20",
        "100",
        "2500",
    ]

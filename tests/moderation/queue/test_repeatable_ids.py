from __future__ import annotations

from moderation.queue.keys import random_id, repeatable_ids


def test_the_same_responses_get_the_same_ids_in_every_queue() -> None:
    prints = [b"one", b"two", b"one"]
    assert list(map(repeatable_ids(), prints)) == list(map(repeatable_ids(), prints))


def test_the_same_content_twice_is_two_submissions() -> None:
    assert len(set(map(repeatable_ids(), [b"one"] * 1000))) == 1000


def test_both_kinds_of_id_look_alike() -> None:
    letters = set("23456789abcdefghjkmnpqrstuvwxyz")
    for one in (repeatable_ids()(b"one"), random_id(b"one")):
        assert len(one) == 10
        assert set(one) <= letters

from __future__ import annotations

import os
import threading

import pytest

from publishing.forked import WorkerLost, over


class Trouble(Exception):
    pass


def test_results_come_in_the_order_of_the_parts() -> None:
    assert over(lambda part: part * 2, [1, 2, 3]) == [2, 4, 6]


def test_the_parts_are_worked_on_in_processes_of_their_own() -> None:
    assert len(set(over(lambda _: os.getpid(), [1, 2]))) == 2


def test_what_a_child_raises_is_raised_here() -> None:
    def work(part: int) -> int:
        if part == 2:
            raise Trouble("part 2")
        return part

    with pytest.raises(Trouble, match="part 2"):
        over(work, [1, 2])


def test_a_child_that_is_killed_is_noticed() -> None:
    parent = os.getpid()

    def work(part: int) -> int:
        if os.getpid() != parent:
            os._exit(9)
        return part

    with pytest.raises(WorkerLost):
        over(work, [1, 2])


def test_beside_another_thread_nothing_is_forked() -> None:
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    try:
        assert set(over(lambda _: os.getpid(), [1, 2])) == {os.getpid()}
    finally:
        stop.set()
        other.join()

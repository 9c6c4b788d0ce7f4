"""What `over` does in a process of one thread, which a worker of the test runner need not be."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading

from publishing.forked import over


def said_by(script: str) -> str:
    """What a fresh process that runs `script` writes, with its last error's line."""
    start = "import os\nfrom publishing.forked import WorkerLost, over\n"
    run = [sys.executable, "-W", "error", "-c", start + textwrap.dedent(script)]
    return subprocess.run(run, capture_output=True, text=True, check=True, timeout=60).stdout.strip()


def test_results_come_in_the_order_of_the_parts() -> None:
    assert said_by("print(over(lambda part: part * 2, [1, 2, 3]))") == "[2, 4, 6]"


def test_the_parts_are_worked_on_in_processes_of_their_own() -> None:
    assert said_by("print(len(set(over(lambda _: os.getpid(), [1, 2]))))") == "2"


def test_what_a_child_raises_is_raised_here() -> None:
    script = """
        try:
            over(lambda part: 1 // (part - 2), [1, 2])
        except ZeroDivisionError as error:
            print(error)
    """
    assert "division" in said_by(script)


def test_a_child_that_is_killed_is_noticed() -> None:
    script = """
        parent = os.getpid()
        try:
            over(lambda part: part if os.getpid() == parent else os._exit(9), [1, 2])
        except WorkerLost as error:
            print(error)
    """
    assert "build again" in said_by(script)


def test_beside_another_thread_nothing_is_forked() -> None:
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    try:
        assert set(over(lambda _: os.getpid(), [1, 2])) == {os.getpid()}
    finally:
        stop.set()
        other.join()

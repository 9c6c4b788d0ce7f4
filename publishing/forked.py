"""The same work over several parts at once, in processes that share what is in memory already."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")


class WorkerLost(Exception):
    """A process ended without a result: killed, or out of memory."""


def over(work: Callable[[Part], Result], parts: Sequence[Part]) -> list[Result]:
    """`work` on every part, each in a process of its own; results in the order of the parts.

    A forked child has ten thousand entries in memory already; a pool would have to pickle them. Where forking
    is not safe (another thread runs) or not worth it, the parts are worked on here. What a child raises is
    raised here.
    """
    if len(parts) < 2 or not hasattr(os, "fork") or threading.active_count() > 1:
        return [work(part) for part in parts]
    children = [_started(work, part) for part in parts[1:]]
    try:
        first = work(parts[0])
    finally:
        answers = [_answer(child, pipe) for child, pipe in children]
    return [first, *(_unpacked(answer) for answer in answers)]


def _started(work: Callable[[Part], Result], part: Part) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _live(work, part, writing)
    os.close(writing)
    return child, reading


def _live(work: Callable[[Part], Result], part: Part, pipe: int) -> NoReturn:
    """The child's whole life; it must not run the parent's exit handlers or flush its buffers."""
    status = 1
    try:
        try:
            answer = pickle.dumps((False, work(part)))
        except Exception as error:
            answer = pickle.dumps((True, error))
        with os.fdopen(pipe, "wb") as stream:
            stream.write(answer)
        status = 0
    finally:
        os._exit(status)


def _answer(child: int, pipe: int) -> bytes:
    with os.fdopen(pipe, "rb") as stream:
        answer = stream.read()
    os.waitpid(child, 0)
    return answer


def _unpacked(answer: bytes) -> Any:
    if not answer:
        raise WorkerLost("a process of this build ended early (out of memory?); build again")
    failed, value = pickle.loads(answer)  # noqa: S301  our own child wrote it
    if failed:
        raise value
    return value

"""Processes that screen beside this one: on several cores, and while it writes down what they found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from moderation.queue.examine import Examined, Job, examine_all
from moderation.screening.ruleset import Ruleset

_CHUNK = 100  # jobs that a process is given at once


class Crew:
    """Each process is given the rules once, when it starts: what rules remember is remembered with them."""

    def __init__(self, processes: ProcessPoolExecutor) -> None:
        self._processes = processes

    def examine(self, jobs: Sequence[Job]) -> Iterator[Examined]:
        """Begin `examine_all` now; the results come in the order of the jobs."""
        chunks = (jobs[start : start + _CHUNK] for start in range(0, len(jobs), _CHUNK))
        return (one for some in self._processes.map(_examine, chunks) for one in some)


@contextmanager
def crew(ruleset: Ruleset) -> Iterator[Crew]:
    """A process for each core. None of them starts before there is work."""
    with ProcessPoolExecutor(
        mp_context=get_context("spawn"), initializer=_learn, initargs=(ruleset,)
    ) as processes:
        yield Crew(processes)


_known: list[Ruleset] = []


def _learn(ruleset: Ruleset) -> None:
    _known[:] = [ruleset]


def _examine(jobs: Sequence[Job]) -> list[Examined]:
    return examine_all(jobs, _known[0])

"""How the stand-in misbehaves: on a script, call by call, or at a rate drawn from a seed."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterable
from enum import Enum, auto


class Fault(Enum):
    """What goes wrong with one call."""

    UNAUTHORIZED = auto()
    FORBIDDEN = auto()
    NOT_FOUND = auto()
    TOO_MANY = auto()
    TOO_MANY_RETRY_AFTER = auto()
    ERROR_AFTER_APPLYING = auto()
    ERROR_AS_TEXT = auto()
    BAD_GATEWAY_HTML = auto()
    UNAVAILABLE = auto()
    SILENCE = auto()
    CUT_CONNECTION = auto()
    CUT_CONNECTION_AFTER_APPLYING = auto()
    CUT_JSON = auto()
    HTML_UNDER_200 = auto()
    STALE = auto()
    PEOPLE_IN_BETWEEN = auto()


PASSING = (
    Fault.TOO_MANY,
    Fault.TOO_MANY_RETRY_AFTER,
    Fault.ERROR_AFTER_APPLYING,
    Fault.ERROR_AS_TEXT,
    Fault.BAD_GATEWAY_HTML,
    Fault.UNAVAILABLE,
    Fault.CUT_CONNECTION,
    Fault.CUT_CONNECTION_AFTER_APPLYING,
    Fault.CUT_JSON,
    Fault.HTML_UNDER_200,
)
"""Faults that end by themselves, without the slow one (SILENCE) and those only some calls can have."""


class Faults:
    """The next call's fault, or None. A script comes first, then the rate."""

    def __init__(self) -> None:
        self._script: deque[Fault | None] = deque()
        self._rate = 0.0
        self._kinds: tuple[Fault, ...] = PASSING
        self._chance = random.Random(0)  # noqa: S311 - repeatable, not secret

    def script(self, *faults: Fault | None) -> None:
        """The next calls, in order; None is a call that goes well."""
        self._script.extend(faults)

    def at_rate(self, rate: float, seed: int, kinds: Iterable[Fault] = PASSING) -> None:
        self._rate, self._kinds = rate, tuple(kinds)
        self._chance = random.Random(seed)  # noqa: S311 - repeatable, not secret

    def draw(self) -> Fault | None:
        if self._script:
            return self._script.popleft()
        return self._chance.choice(self._kinds) if self._chance.random() < self._rate else None

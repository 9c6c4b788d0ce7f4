"""What can become of a claim."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """`CONTRADICTORY`: cannot all be true. `UNVERIFIABLE`: nothing here to check it by."""

    CONSISTENT = "相符"
    CONTRADICTORY = "矛盾"
    UNVERIFIABLE = "无法核实"


class Judgement(NamedTuple):
    """One claim at `folded[start:end]`, and in plain Chinese why it was judged so."""

    state: State
    start: int
    end: int
    reason: str

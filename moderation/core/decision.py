"""A person's word about one version of one submission."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Action(StrEnum):
    """The allowed words. Anything else in a decision's place means: not approved."""

    APPROVE = "approve"
    REJECT = "reject"
    HOLD = "hold"
    WITHDRAW = "withdraw"
    FULFIL = "fulfil"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Decision:
    """Who said what about which words, when and why. Bound to (submission, version): an edit undoes it."""

    submission: str
    version: int
    action: Action
    by: str
    at: datetime
    reason: str

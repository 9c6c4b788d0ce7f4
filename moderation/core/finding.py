"""What screening found, and the machine's word about it. A person's word is a `Decision`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Verdict(IntEnum):
    """The worst severity among the findings. The order means something: higher is worse."""

    CLEAR = 0
    NOTE = 1
    HOLD = 2
    BLOCK = 3


class Severity(IntEnum):
    """How much one finding weighs; the numbers are those of `Verdict`."""

    NOTE = 1
    HOLD = 2
    BLOCK = 3


class Kind(StrEnum):
    """What a finding is about. The first group must be hidden, the second tells the moderator something."""

    PHONE = "PHONE"
    LANDLINE = "LANDLINE"
    WECHAT = "WECHAT"
    QQ = "QQ"
    EMAIL = "EMAIL"
    IDCARD = "IDCARD"
    PASSPORT = "PASSPORT"
    BANKCARD = "BANKCARD"
    PLATE = "PLATE"
    NAME = "NAME"
    ADDRESS = "ADDRESS"
    GROUP_LINK = "GROUP_LINK"

    SELLER = "SELLER"
    SHILL = "SHILL"
    SCAM = "SCAM"
    LURE = "LURE"
    COUNTERFEIT = "COUNTERFEIT"
    UNVERIFIABLE = "UNVERIFIABLE"
    REPORT = "REPORT"
    REPEAT = "REPEAT"
    WATCHWORD = "WATCHWORD"
    FAULT = "FAULT"  # a rule crashed; somebody must look

    @property
    def private(self) -> bool:
        """True for personal data: its span is proposed for redaction."""
        return self in _PRIVATE


_PRIVATE = frozenset(list(Kind)[: list(Kind).index(Kind.GROUP_LINK) + 1])


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` (inclusive) to `end` (exclusive) of a raw text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing one rule saw in one field.

    `message` is for moderators (Chinese) and quotes no private value.
    """

    rule: str
    kind: Kind
    field: str
    span: Span
    severity: Severity
    message: str


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """The worst severity; `CLEAR` when nothing was found."""
    return Verdict(max((finding.severity for finding in findings), default=Verdict.CLEAR))

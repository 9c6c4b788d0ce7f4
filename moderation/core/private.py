"""What must be in no published byte."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PrivateValue:
    """A value of the queue that nobody outside may read, and where it comes from.

    `where` (such as ``need/contact``) is what messages name; the value itself is kept out of `repr`.
    """

    where: str
    text: str = field(repr=False)

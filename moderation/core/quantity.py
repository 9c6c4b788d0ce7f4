"""Amounts that keep the writer's words: "no upper limit" is not 1."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as written and as understood.

    `amount` is None when the words name no number; `unlimited` says that they name "as many as there are".
    `unit` is one of the category's units, or None when the writer gave none we know.
    """

    words: str
    amount: Decimal | None
    unit: str | None
    unlimited: bool = False

"""What the community may tell about itself in numbers. Counts and times only: no words of anybody.

Units are never mixed: a funnel counts responses of one form, goods are counted in their own units, times in
hours. None stands for a number that is too small to be shown: so few people could be told apart by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Stage(StrEnum):
    """How far a response came. Each stage counts those that passed all stages before it."""

    COLLECTED = "collected"  # it arrived
    VERIFIED = "verified"  # confirmed by phone
    ANSWERED = "answered"  # volunteers checked it and let it be published
    MATCHED = "matched"  # somebody came forward for it, or it is done
    DONE = "done"  # the resident said so


@dataclass(frozen=True, slots=True)
class Funnel:
    """The responses of one form by the stage they reached, in the order of `Stage`."""

    form: str
    counts: tuple[tuple[Stage, int | None], ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """From the arrival of a response to the first call that reached somebody, in hours (nearest rank).

    `measured` responses were called; the two are None where these are too few.
    """

    measured: int | None
    median_hours: Decimal | None
    p90_hours: Decimal | None


@dataclass(frozen=True, slots=True)
class Goods:
    """What entries that are open now ask for or give: one form, one category, one unit.

    `amount` sums the amounts that could be read; `entries` counts all of them, `unread` those without.
    """

    form: str
    category: str
    unit: str | None
    amount: Decimal
    entries: int
    unread: int


@dataclass(frozen=True, slots=True)
class Day:
    """Responses on one day of the community's calendar: arrived, published, done."""

    day: date
    collected: int
    answered: int
    done: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that the data page shows. `urgency` counts open entries from none (0) to life at risk (3).

    `volunteers` are people, by the area they named, or a larger one where they are few; `covered` are the
    areas that anybody named, or that hold one; `hours` were served.
    """

    as_of: datetime
    funnels: tuple[Funnel, ...]
    first_contact: Waiting
    goods: tuple[Goods, ...]
    urgency: tuple[int, int, int, int]
    days: tuple[Day, ...]
    volunteers: tuple[tuple[str, int], ...]
    covered: tuple[str, ...]
    hours: Decimal | None

"""What is published. `moderation.queue.publishable` is the only maker; publishing knows nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from moderation.core.quantity import Quantity


class Status(StrEnum):
    """Open, or answered: a fulfilled entry is greyed, not gone, until it expires."""

    OPEN = "open"
    FULFILLED = "fulfilled"


@dataclass(frozen=True, slots=True)
class Detail:
    """One public field of an entry: redacted plain text, in the writer's words.

    `choices` holds option keys where the field has options; `quantity` the normalised amount.
    """

    field: str
    text: str
    choices: tuple[str, ...] = ()
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A redacted, approved, unexpired submission, reduced to what its form allows the public to see.

    `title` and every `Detail.text` are plain text and stay so to the last step of rendering. `category` and
    `area` are keys of community.toml. `urgency` comes from coded reasons (0: none), never from how loudly
    something is written. All times are aware.
    """

    id: str
    form: str
    title: str
    category: str | None
    area: str | None
    urgency: int
    details: tuple[Detail, ...]
    status: Status
    received_at: datetime
    approved_at: datetime
    verified_at: datetime | None
    expires_at: datetime

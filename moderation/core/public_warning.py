"""A warning to residents that names nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PublicWarning:
    """What happened, with which goods, since when. `form` and `kind` are keys: a report's form, and one of
    its options. No words of a reporter, no name, no place, no shop.
    """

    form: str
    kind: str
    category: str | None
    since: date

"""What is wrong in a community file: said by its place, with the way to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

Place = tuple[str | int, ...]
"""Keys and indexes from the top of the file, as in ``("form", 0, "field", 2, "options")``."""


class Problem(NamedTuple):
    """A mistake whose place is not yet written for a reader."""

    place: Place
    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in community.toml: where (line or key path), what, and how to mend it."""

    where: str
    what: str
    mend: str


class BadCommunity(Exception):
    """Everything that is wrong with a community file, together."""

    def __init__(self, path: Path, mistakes: tuple[Mistake, ...]) -> None:
        self.path = path
        self.mistakes = mistakes
        super().__init__("\n".join(f"{path}: {m.where}: {m.what} — {m.mend}" for m in mistakes))


def written(raw: dict[str, Any], place: Place) -> str:
    """The place for a reader: `form "need" > field "area" > options[2]`; numbers count from 1."""
    parts: list[str] = []
    inside: Any = raw
    for step in place:
        inside = _step(inside, step)
        if isinstance(step, int):
            name = _name(inside)
            parts[-1] += f' "{name}"' if name else f"[{step + 1}]"
        else:
            parts.append(step)
    return " > ".join(parts) or "the file"


def _step(inside: Any, step: str | int) -> Any:
    try:
        return inside[step]
    except (KeyError, IndexError, TypeError):
        return None


def _name(table: Any) -> str | None:
    """What a maintainer calls one table of several: its key, a hotline's number, a source's form."""
    if not isinstance(table, dict):
        return None
    name = table.get("key") or table.get("number") or table.get("form") or table.get("like")
    return name if isinstance(name, str) else None

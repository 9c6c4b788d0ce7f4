"""What must be written so that the bot's columns say what the queue says. Pure.

Bot columns are derived: whatever else is in them is put right. Human columns and the key are never written,
except in a new row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from moderation.sheets.card import Card
from moderation.sheets.columns import BOT, Column, TabRow

GONE = "已不在 gone"
GONE_HINT = "原表中没有这条了（被删除，或改过后成了新的一条）。这一行可以删去。"

Cells = Mapping[Column, str]


@dataclass(frozen=True, slots=True)
class Write:
    """Cells of the bot's columns to be written in one row."""

    row: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class Plan:
    """`inserts` are whole new rows; `doubled` says that some row stands there twice, to the last cell."""

    writes: tuple[Write, ...]
    inserts: tuple[Card, ...]
    doubled: bool

    def __bool__(self) -> bool:
        return bool(self.writes or self.inserts or self.doubled)


def plan(rows: Sequence[TabRow], cards: Mapping[str, Card], said: Mapping[str, Cells]) -> Plan:
    """`said` are the cells that depend on what people decided (hint, status, record), by key.

    Rows without a key are people's own and left alone. A key that the queue does not have loses its text.
    """
    writes = []
    for row in rows:
        if row.key:
            wanted = wanted_cells(row.key, cards, said)
            changed: Cells = {
                column: wanted[column]
                for column in BOT
                if column is not Column.KEY and wanted[column] != row.cells[column]
            }
            if changed:
                writes.append(Write(row.number, changed))
    there = {row.key for row in rows}
    inserts = tuple(card for key, card in cards.items() if key not in there)
    return Plan(tuple(writes), inserts, _doubled(rows))


def wanted_cells(key: str, cards: Mapping[str, Card], said: Mapping[str, Cells]) -> dict[Column, str]:
    """All the bot's cells beside `key`."""
    blank = dict.fromkeys(BOT, "")
    if key not in cards:
        return blank | {Column.STATUS: GONE, Column.HINT: GONE_HINT}
    return blank | dict(cards[key].cells) | dict(said.get(key, {}))


def _doubled(rows: Sequence[TabRow]) -> bool:
    """A repeated insert leaves two rows alike; once somebody decided on one of them, people must choose."""
    alike = Counter(tuple(row.cells.values()) for row in rows if row.key)
    return any(count > 1 for count in alike.values())


def lost(rows: Sequence[TabRow], cards: Mapping[str, Card]) -> tuple[int, int]:
    """How many rows lose their submission in this run, and how many had one before it."""
    live = [row.key for row in rows if row.key and row.cells[Column.STATUS] != GONE]
    return sum(key not in cards for key in live), len(live)

"""What the human cells of a row say, and whether it counts. Pure, and strict: in doubt it does not.

A decision counts only when its key stands on one row, every word is an allowed one, and the code shown beside
it is that of the submission's present words. What was decided on other words is void, and stays void until
somebody changes a cell: the bot never clears what people wrote.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from moderation.core.decision import Action
from moderation.core.strict import seen
from moderation.queue.standing import person
from moderation.queue.words import Outcome
from moderation.sheets.card import Card
from moderation.sheets.columns import HUMAN, Column, TabRow, action_in, outcome_in

_VOID = "作废"

TWICE = "编号重复：同一编号有两行，请删去其中一行。"
CHANGED = "内容已更新，刚才的决定不算：请重新阅读，再改动一下决定或理由。"
UNKNOWN_WORD = "“决定”和“回访”只能用下拉选项里的词。"
NOBODY = "请在“审核人”填上您的名字，决定才算数。"
SAME_PERSON = "“复核人”须是另一个人。"
NO_REASON = "重新打开需要写理由。"


@dataclass(frozen=True, slots=True)
class Choice:
    """What people decided on a row. `at` is when it was first read; `new` says that it is read just now."""

    action: Action | None
    outcome: Outcome | None
    by: str
    second: str
    reason: str
    at: datetime
    new: bool


@dataclass(frozen=True, slots=True)
class Ruling:
    """A choice that counts, or the hint that says why none does, and the bot's record of either."""

    choice: Choice | None = None
    hint: str = ""
    record: str = ""


def ruling(row: TabRow, card: Card, *, once: bool, now: datetime) -> Ruling:
    """Read the human cells of `row` beside `card`. `once`: no other row has this key."""
    cells = {column: seen(row.cells[column]) for column in HUMAN}
    if not any(cells.values()):
        return Ruling()
    mark = _mark(cells)
    void = f"{_VOID} {mark}"
    if not once:
        return Ruling(hint=TWICE, record=row.cells[Column.RECORD])
    if seen(row.cells[Column.CODE]) != card.code or row.cells[Column.RECORD] == void:
        return Ruling(hint=CHANGED, record=void)
    accepted = _accepted(row.cells[Column.RECORD])
    if accepted is not None and accepted.mark == mark and accepted.code != card.code:
        return Ruling(hint=CHANGED, record=void)
    hint = _wrong(cells)
    if hint:
        return Ruling(hint=hint)
    action, outcome = action_in(cells[Column.DECISION]), outcome_in(cells[Column.CALL])
    if action is None and outcome is None:
        return Ruling()
    known = accepted is not None and accepted.mark == mark
    at = accepted.at if accepted is not None and known else now
    same = person(cells[Column.SECOND]) == person(cells[Column.BY])
    choice = Choice(
        action,
        outcome,
        cells[Column.BY],
        "" if same else cells[Column.SECOND],
        cells[Column.REASON],
        at,
        new=not known,
    )
    record = f"{at.isoformat(timespec='seconds')} {mark} {card.code}"
    return Ruling(choice, SAME_PERSON if same and cells[Column.SECOND] else "", record)


def _wrong(cells: Mapping[Column, str]) -> str:
    action, outcome = action_in(cells[Column.DECISION]), outcome_in(cells[Column.CALL])
    if (cells[Column.DECISION] and action is None) or (cells[Column.CALL] and outcome is None):
        return UNKNOWN_WORD
    if (action or outcome) and not person(cells[Column.BY]):
        return NOBODY
    if action is Action.REOPEN and not cells[Column.REASON]:
        return NO_REASON
    return ""


@dataclass(frozen=True, slots=True)
class _Accepted:
    at: datetime
    mark: str
    code: str


def _accepted(record: str) -> _Accepted | None:
    """The bot's own note of an earlier acceptance; None for anything it did not write so."""
    parts = record.split()
    try:
        at, mark, code = datetime.fromisoformat(parts[0]), parts[1], parts[2]
    except (IndexError, ValueError):
        return None
    return _Accepted(at, mark, code) if at.tzinfo is not None and len(parts) == 3 else None


def _mark(cells: Mapping[Column, str]) -> str:
    """A few letters that change with anything people write in the row."""
    text = "\x1f".join(cells[column] for column in HUMAN)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]

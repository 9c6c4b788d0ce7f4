"""What the human cells of a row say, and whether it counts. Pure, and strict: in doubt it does not.

A decision counts only when its key stands on one row, every word is an allowed one, and the code shown beside
it is that of the submission's present words. What was decided on other words is void, and stays void until
somebody changes a cell: the bot never clears what people wrote.

The bot's record beside it is the row's history: a queue made anew for each run learns from it that something
was withdrawn, or rejected by somebody else, before the cells said what they say now.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from moderation.core.decision import Action
from moderation.core.strict import seen
from moderation.queue.standing import person
from moderation.queue.words import Kind, Outcome
from moderation.sheets.card import Card
from moderation.sheets.columns import HUMAN, Column, TabRow, action_in, outcome_in

TWICE = "编号重复：同一编号有两行，请删去其中一行。"
CHANGED = "内容已更新，刚才的决定不算：请重新阅读，再改动一下决定或理由。"
UNKNOWN_WORD = "“决定”和“回访”只能用下拉选项里的词。"
NOBODY = "请在“审核人”填上您的名字，决定才算数。"
SAME_PERSON = "“复核人”须是另一个人。"
NO_REASON = "重新打开需要写理由。"

_WORDS: Mapping[Kind, frozenset[str]] = {
    Kind.DECISION: frozenset(Action),
    Kind.CALL_BACK: frozenset(Outcome),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that somebody said on the row: a decision or what came of a call."""

    at: datetime
    kind: Kind
    word: str
    by: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """All that was said about these words, oldest first, the last `new` of it just now; and the bot's cells.

    `hint` says why the cells do not count as they are; `reason` is what people give as theirs.
    """

    said: tuple[Said, ...] = ()
    new: int = 0
    hint: str = ""
    record: str = ""
    reason: str = ""


def ruling(row: TabRow, card: Card, *, once: bool, now: datetime) -> Ruling:
    """Read the human cells of `row` beside `card`. `once`: no other row has this key."""
    cells = {column: seen(row.cells[column]) for column in HUMAN}
    record = row.cells[Column.RECORD]
    history = _history(record, card.code)
    if not any(cells.values()) and not history:
        return Ruling()
    if not once:
        return Ruling(hint=TWICE, record=record)
    void = json.dumps({"void": _mark(cells)})
    other_words = seen(row.cells[Column.CODE]) != card.code or _code(record) not in ("", card.code)
    if other_words or record == void:
        return Ruling(hint=CHANGED, record=void)
    wrong = _wrong(cells)
    fresh = tuple(_taken_back(history, now) if wrong else _new(cells, history, now))
    said = history + fresh
    same = bool(cells[Column.SECOND]) and person(cells[Column.SECOND]) == person(cells[Column.BY])
    hint = wrong or (SAME_PERSON if same else "")
    return Ruling(said, len(fresh), hint, _record(card.code, said), cells[Column.REASON])


def _wrong(cells: Mapping[Column, str]) -> str:
    action, outcome = action_in(cells[Column.DECISION]), outcome_in(cells[Column.CALL])
    if (cells[Column.DECISION] and action is None) or (cells[Column.CALL] and outcome is None):
        return UNKNOWN_WORD
    if (action or outcome) and not person(cells[Column.BY]):
        return NOBODY
    if action is Action.REOPEN and not cells[Column.REASON]:
        return NO_REASON
    return ""


def _new(cells: Mapping[Column, str], history: tuple[Said, ...], now: datetime) -> Iterator[Said]:
    """What the cells say that the history does not."""
    action, outcome = action_in(cells[Column.DECISION]), outcome_in(cells[Column.CALL])
    by = cells[Column.BY]
    calls = {(one.word, person(one.by)) for one in history if one.kind is Kind.CALL_BACK}
    if outcome is not None and (outcome, person(by)) not in calls:
        yield Said(now, Kind.CALL_BACK, outcome, by)
    if action is None:
        yield from _taken_back(history, now)
        return
    word, people = _standing(history)
    already = people if word == action else set()
    for name in (by, cells[Column.SECOND]):
        if person(name) and person(name) not in already:
            already = already | {person(name)}
            yield Said(now, Kind.DECISION, action, name)


def _taken_back(history: tuple[Said, ...], now: datetime) -> Iterator[Said]:
    """A cleared or spoilt cell takes an approval back: what it said stands no more."""
    decisions = [one for one in history if one.kind is Kind.DECISION]
    if decisions and decisions[-1].word in (Action.APPROVE, Action.FULFIL):
        yield Said(now, Kind.DECISION, Action.HOLD, decisions[-1].by)


def _standing(history: tuple[Said, ...]) -> tuple[str, set[str]]:
    """The word of the last decision, and everybody who said it since another one was said."""
    word, people = "", set[str]()
    for one in history:
        if one.kind is Kind.DECISION:
            people = people | {person(one.by)} if one.word == word else {person(one.by)}
            word = one.word
    return word, people


def _record(code: str, said: tuple[Said, ...]) -> str:
    if not said:
        return ""
    history = [[one.at.isoformat(timespec="seconds"), one.kind, one.word, one.by] for one in said]
    return json.dumps({"code": code, "said": history}, ensure_ascii=False)


def _history(record: str, code: str) -> tuple[Said, ...]:
    """The history about these words; nothing for a record about others, or one the bot did not write so."""
    try:
        written = json.loads(record)
        if written["code"] != code:
            return ()
        said = tuple(
            Said(datetime.fromisoformat(at), Kind(kind), word, by) for at, kind, word, by in written["said"]
        )
    except (ValueError, TypeError, KeyError):
        return ()
    whole = all(
        one.at.tzinfo is not None and one.word in _WORDS.get(one.kind, ()) and person(one.by) for one in said
    )
    return said if whole else ()


def _code(record: str) -> str:
    """The code of the words that the record is about; "" for no record."""
    try:
        return str(json.loads(record).get("code", ""))
    except (ValueError, AttributeError):
        return ""


def _mark(cells: Mapping[Column, str]) -> str:
    """A few letters that change with anything people write in the row."""
    text = "\x1f".join(cells[column] for column in HUMAN)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]

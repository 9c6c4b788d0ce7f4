"""The tab's columns and words. Columns of people and columns of the bot share no cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from moderation.core.decision import Action
from moderation.core.strict import allowed_word, seen
from moderation.queue.words import Outcome
from moderation.sources.source import NotConfigured

TITLE = "审核 moderation"


class Column(StrEnum):
    """The titles of the header row, in the order in which a new tab has them."""

    KEY = "编号 id"
    FORM = "表单 form"
    TEXT = "内容（已脱敏） text"
    FLAGS = "筛查 flags"
    VERDICT = "结论 verdict"
    URGENCY = "紧急 urgency"
    RECEIVED = "收到 received"
    GROUP = "小组 group"
    DECISION = "决定 decision"
    BY = "审核人 by"
    SECOND = "复核人 second person"
    CALL = "回访 call-back"
    REASON = "理由 reason"
    HINT = "提示 hint"
    STATUS = "状态 status"
    CODE = "版本 version"
    RECORD = "记录 record"


HUMAN = (Column.DECISION, Column.BY, Column.SECOND, Column.CALL, Column.REASON)
BOT = tuple(column for column in Column if column not in HUMAN)

# The first word of each is the one the drop-down offers.
DECISIONS: Mapping[Action, tuple[str, ...]] = {
    Action.APPROVE: ("通过 approve", "通过", "通過", "approve"),
    Action.REJECT: ("不通过 reject", "不通过", "不通過", "reject"),
    Action.HOLD: ("暂缓 hold", "暂缓", "暫緩", "hold"),
    Action.WITHDRAW: ("撤下 withdraw", "撤下", "withdraw"),
    Action.FULFIL: ("已解决 fulfil", "已解决", "已解決", "fulfil"),
    Action.REOPEN: ("重新打开 reopen", "重新打开", "重新打開", "reopen"),
}
OUTCOMES: Mapping[Outcome, tuple[str, ...]] = {
    Outcome.CONFIRMED: ("已确认 confirmed", "已确认", "已確認", "confirmed"),
    Outcome.NO_ANSWER: ("没接通 no answer", "没接通", "沒接通", "no answer"),
    Outcome.WRONG_NUMBER: ("号码错误 wrong number", "号码错误", "號碼錯誤", "wrong number"),
    Outcome.REFUSED: ("拒绝 refused", "拒绝", "拒絕", "refused"),
    Outcome.ASKED_TO_WITHDRAW: ("要求撤下 asked to withdraw", "要求撤下", "asked to withdraw"),
}
_ACTIONS = {word: action for action, words in DECISIONS.items() for word in words}
_OUTCOMES = {word: outcome for outcome, words in OUTCOMES.items() for word in words}


def action_in(cell: str) -> Action | None:
    """The decision that a cell spells, in full, by one of its words; None for anything else."""
    word = allowed_word(cell, _ACTIONS)
    return None if word is None else _ACTIONS[word]


def outcome_in(cell: str) -> Outcome | None:
    """The call-back's outcome that a cell spells; None for anything else."""
    word = allowed_word(cell, _OUTCOMES)
    return None if word is None else _OUTCOMES[word]


class TabBroken(NotConfigured):
    """The header row is not one that can be worked with; names the columns, and how to mend them."""


Layout = Mapping[Column, int]


def layout(header: Sequence[str]) -> Layout:
    """Where each column is (from 0): people may move columns and add their own. Raises `TabBroken`."""
    places = positions(header)
    missing = [column for column in Column if column not in places]
    if missing:
        names = "、".join(missing)
        raise TabBroken(
            f"审核表缺少这些列：{names}。请运行 build.py sync --init 修复。"
            " / The moderation tab lacks columns: run build.py sync --init."
        )
    return places


def positions(header: Sequence[str]) -> dict[Column, int]:
    """Where the columns are that are there; raises `TabBroken` when one is there twice."""
    titles = [seen(title) for title in header]
    doubled = [column for column in Column if Counter(titles)[seen(column)] > 1]
    if doubled:
        names = "、".join(doubled)
        raise TabBroken(
            f"审核表有重复的列：{names}。请删去多余的一列，再运行 build.py sync --init。"
            " / The moderation tab has columns twice: delete one of each, then run build.py sync --init."
        )
    return {column: titles.index(seen(column)) for column in Column if seen(column) in titles}


@dataclass(frozen=True, slots=True)
class TabRow:
    """One row as it was read: its number (from 1, and only true for a moment) and its cells as text."""

    number: int
    cells: Mapping[Column, str]

    @property
    def key(self) -> str:
        return seen(self.cells[Column.KEY])

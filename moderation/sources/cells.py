"""What every response sheet asks of its cells: the question's name, an end to endless text, a time."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from moderation.core.community import Field, Form
from moderation.core.moment import moment
from moderation.core.response import Question
from moderation.sources.titles import column_of

UNREAD_TIME = "提交时间无法识别，请在原表中核对"


def label_of(form: Form, question: Question) -> str:
    """The question as notes name it; a title that nobody has listed may be anything, so it is not quoted."""
    column = column_of(form, question.title)
    return f"「{column.label.to('zh-Hans')}」" if isinstance(column, Field) else "一个问题"


def shortened(text: str, longest: int, label: str, notes: list[str]) -> str:
    """The first `longest` characters; a note says that there was more."""
    if len(text) > longest:
        notes.append(f"{label}的回答超过 {longest} 字，只保留了前 {longest} 字")
    return text[:longest]


def moment_of(text: str, zone: ZoneInfo, *, day_first: bool = False) -> datetime | None:
    """The moment that `text` names; a day alone begins at midnight in `zone`. None: not understood."""
    when = moment(text, zone, day_first=day_first)
    if when is None or isinstance(when, datetime):
        return when
    return datetime(when.year, when.month, when.day, tzinfo=zone)

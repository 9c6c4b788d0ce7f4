"""What a column of a response sheet is, told from its title alone."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

import re2

from moderation.core.community import Field, Form
from moderation.core.strict import seen


class Column(Enum):
    """A column that answers no field of the form."""

    RECEIVED_AT = "the service's own time of the response"
    IGNORED = "known and not kept: the service's own columns, and what the form lists as ignored"
    UNKNOWN = "listed nowhere"


# What the services write themselves, in the languages they write it in. E-mail and IP addresses are among
# it: nobody asked for them, so they are never kept.
_RECEIVED_AT = frozenset(
    {"timestamp", "时间戳记", "時間戳記", "时间戳", "時間戳", "提交答卷时间", "提交时间", "提交時間"}
)
_SERVICE = frozenset(
    {
        *("email address", "username", "score"),  # Google Forms
        *("电子邮件地址", "电子邮箱地址", "用户名", "得分", "電子郵件地址", "使用者名稱", "分數"),
        *("序号", "所用时间", "来源", "来源详情", "来自ip", "总分"),  # 问卷星
        *("提交者", "填写者", "编号", "填写时长", "答题时长"),  # 腾讯文档
    }
)

# 问卷星 numbers its questions ("3、…"), 腾讯文档 adds "（必填）", "（自动）"; the brackets are ASCII by now.
_NUMBERED = re2.compile(r"\d{1,3}\s*[、._:]\s*(.+)")
_MARKED = re2.compile(
    r"(.+?)\s*(?:\((?:必填|选填|自动|单选|多选|单选题|多选题)\)|\[(?:单选题|多选题)\]|\*|:)"
)

_LONGEST = 300  # characters of a title; no service allows longer ones to be read by anybody


def column_of(form: Form, title: str) -> Field | Column:
    """The field that a question titled so answers to, or what else the column is."""
    spellings = _spellings(title[:_LONGEST])
    for spelling in spellings:
        if spelling in form.by_title:
            return form.by_title[spelling]
    if any(spelling in form.ignored_titles for spelling in spellings):
        return Column.IGNORED
    plain = spellings[-1].casefold()
    if plain in _RECEIVED_AT:
        return Column.RECEIVED_AT
    return Column.IGNORED if plain in _SERVICE or not plain else Column.UNKNOWN


@lru_cache(maxsize=4096)
def _spellings(title: str) -> tuple[str, ...]:
    """The title as it is seen, then without the number and the marks that a service put around it."""
    spellings = [seen(title)]
    if numbered := _NUMBERED.fullmatch(spellings[-1]):
        spellings.append(numbered.group(1))
    while marked := _MARKED.fullmatch(spellings[-1]):
        spellings.append(marked.group(1))
    return tuple(spellings)

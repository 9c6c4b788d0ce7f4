"""Days that a text gives for its goods, in the ways people write them, and what each is the day of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from moderation.core.pattern import Pattern

_MARKS = ("年", "日期", "生产", "批", "效期", "出厂", "失效", "到期", "exp", "mfg", "manuf", "made")
_LEAST = 28
_MOST = 32
"""Dates of one writing that are read of one text."""
_PATTERNS: tuple[tuple[Any, bool], ...] = tuple(
    (Pattern(pattern), alone)
    for pattern, alone in (
        (r"()((?:19|20)[0-9]{2})(?:年|[-./])([0-9]{1,2})(?:月|[-./])([0-9]{1,2})", True),
        (r"(^|[^0-9])((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?:[^0-9]|$)", False),
        (r"(^|[^0-9年月./-])(2[0-9])(?:年|[./-])([0-9]{1,2})(?:月|[./-])([0-9]{1,2})(?:[^0-9]|$)", False),
        (r"(^|[^0-9])(2[0-9])(0[1-9]|1[0-2])([0-3][0-9])(?:[^0-9]|$)", False),
        (r"()((?:19|20)[0-9]{2})(?:年|[-./])([0-9]{1,2})()(?:月|[^0-9年月./-]|$)", False),
        (r"(^|[^0-9年月./-])(2[0-9])年([0-9]{1,2})()月", False),
        (r"()((?:19|20)[0-9]{2})()()年", False),
    )
)
"""Before it, year, month, day; and whether such a day counts without a word that says of what."""
_BEFORE = tuple(
    (role, Pattern(rf"(?:{words})[^0-9,。;\n至到]{{0,6}}$"))
    for role, words in (
        (
            "until",
            "有效期?至|有效期?到|效期至|效期到|有效期截止|失效日?期?|到期日?|过期日?|保质期至|保质期到|exp(?:iry)?",
        ),
        ("batch", "批号|批次|lot"),
        ("sterile", "灭菌日期|灭菌"),
        ("made", "生产日期|生产|出厂|制造|产于|下线|mfg|manufactured|made on|made in"),
    )
)
_AFTER = Pattern(
    r"^(?:月|日|号|份|底|初|中旬|的)*(?:生产|出厂|下线|下的线|制造|产的|产$|产[,。;]|"
    r"的货|的?批次|的新货)"
)


class Day(NamedTuple):
    """A date of a text; None for one that no calendar has; a missing day or month is the last."""

    day: date | None
    role: str
    start: int
    end: int


def days(folded: str) -> Iterator[Day]:
    """Every date, the fullest writing first; a shorter reading of a place that is read is left out."""
    if not any(mark in folded for mark in _MARKS):
        return
    taken: list[tuple[int, int]] = []
    for pattern, alone in _PATTERNS:
        for match in islice(pattern.finditer(folded), _MOST):
            start, end = match.start(2), max(match.end(group) for group in (2, 3, 4))
            if any(start < stop and first < end for first, stop in taken):
                continue
            role = _role(folded, start, end)
            if role or alone:
                taken.append((start, end))
                yield Day(_date(*match.group(2, 3, 4)), role, start, end)


def _role(folded: str, start: int, end: int) -> str:
    before = folded[max(0, start - 12) : start]
    said = next((role for role, words in _BEFORE if words.search(before)), "")
    return said or ("made" if _AFTER.match(folded[end : end + 10].lstrip("年")) else "")


def _date(year: str, month: str, day: str) -> date | None:
    whole = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        return date(whole, int(month or 12), int(day or (_LEAST if month else 31)))
    except ValueError:
        return None

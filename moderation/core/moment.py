"""Times as forms and people write them: `2020/1/28 下午 8:15:03`, `1/28/2020 20:15:03`, `2020年1月28日`.

Google writes a timestamp in the locale of the spreadsheet, 问卷星 and 腾讯文档 in their own ways; none of
them names a time zone, so the community's is passed in.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

# Characters; no spelling of one moment is longer. So short a text needs no re2: its groups are slow to read.
_LONGEST = 60

_DATE = (
    r"(?:(?P<y1>\d{4})\s*[-/.年]\s*(?P<m1>\d{1,2})\s*[-/.月]\s*(?P<d1>\d{1,2})\s*[日号號]?"
    r"|(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y2>\d{4}))"
)
_WEEKDAY = r"(?:\s*\(?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]\)?)?"
_HALF = r"(?P<half>上午|下午|凌晨|早上|中午|晚上|am|pm|a\.m\.|p\.m\.)"
_TIME = (
    rf"(?:{_HALF}\s*)?(?P<hour>\d{{1,2}})\s*(?:[:时時点點])\s*(?:(?P<minute>\d{{1,2}})\s*分?)?"
    r"(?::?\s*(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?"
    r"(?:\s*(?P<after>am|pm|a\.m\.|p\.m\.))?"
)
_MOMENT = re.compile(rf"{_DATE}{_WEEKDAY}(?:[\s,t]*{_TIME})?(?P<utc>z)?", re.ASCII)

_AFTERNOON = frozenset({"下午", "晚上", "pm", "p.m."})
_MORNING = frozenset({"上午", "凌晨", "早上", "am", "a.m."})


def moment(text: str, zone: ZoneInfo, *, day_first: bool = False) -> datetime | date | None:
    """The moment that `text` names in full: aware, or a date where it names no time; None for anything else.

    `1/2/2020` is January the 2nd, or February the 1st with `day_first`; a first number above 12 is a day
    either way.
    """
    if len(text) > _LONGEST:
        return None
    found = _MOMENT.fullmatch(unicodedata.normalize("NFKC", text).strip().lower())
    if found is None:
        return None
    part = found.groupdict()
    try:
        day = _day(part, day_first)
        if part["hour"] is None:
            return day
        at = datetime.combine(day, _time(part), tzinfo=ZoneInfo("UTC") if part["utc"] else zone)
        # Some offset exists for every wall clock time; near year 1 and 9999 the instant does not.
        at.astimezone(ZoneInfo("UTC"))
    except (ValueError, OverflowError):
        return None
    return at


def _day(part: dict[str, str | None], day_first: bool) -> date:
    if part["y1"] is not None:
        return date(_number(part["y1"]), _number(part["m1"]), _number(part["d1"]))
    month, day = _number(part["a"]), _number(part["b"])
    if month > 12 or (day_first and day <= 12):
        month, day = day, month
    return date(_number(part["y2"]), month, day)


def _time(part: dict[str, str | None]) -> time:
    hour = _number(part["hour"])
    half = part["half"] or part["after"]
    if half == "晚上" and hour == 12:
        raise ValueError("twelve at night: which of the two days is anybody's guess")
    if (half in _AFTERNOON and hour < 12) or (half == "中午" and hour < 3):
        hour += 12
    elif half in _MORNING and hour == 12:
        hour = 0
    return time(hour, _number(part["minute"]), _number(part["second"]))


def _number(digits: str | None) -> int:
    return int(digits or 0)

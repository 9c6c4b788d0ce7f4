"""Numbers with their units, joined to doors: 5栋 1单元 702, 1900弄4号605, 3-2-502, flat 3b, bldg 5.

A chain runs from the coarse to the fine (lane, court, building, entrance, floor, room). That order is what
tells a door from a list of buildings (1栋2栋3栋) and from a count (每栋2人). Units are found all at once
(Aho-Corasick), numbers by walking from them: linear in the text, and nothing at all happens without a unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

import ahocorasick_rs

from moderation.screening.house_numbers import (
    DASHES,
    dashed_numbers,
    ends_with_digit,
    is_counted,
    is_dashed_door,
    is_room,
    is_small,
    number,
    number_end,
    number_start,
)


class Level(IntEnum):
    """How fine a part is. The order means something: along a chain it only rises."""

    AREA = 0
    LANE = 1
    COURT = 2
    BUILDING = 3
    ENTRANCE = 4
    FLOOR = 5
    ROOM = 6


class Part(NamedTuple):
    """One number with its unit, at folded offsets; `value` is 0 for letters such as A座."""

    start: int
    end: int
    level: Level
    unit: str
    value: int


class Chain(NamedTuple):
    """Parts that belong together, from the coarse to the fine."""

    parts: tuple[Part, ...]

    @property
    def start(self) -> int:
        """Its folded offset."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """Where it ends in the folded text."""
        return self.parts[-1].end

    @property
    def has_room(self) -> bool:
        """Whether it goes down to the door; English may name the flat first."""
        return self.parts[-1].level is Level.ROOM or self.parts[0].level is Level.ROOM


_AFTER = {
    unit: level
    for level, units in {
        Level.AREA: "期 区 大队",
        Level.LANE: "弄 巷 组 队 社 小队 小组 村民组",
        Level.COURT: "号 支弄 号院 号院坝 号大院 院 #",
        Level.BUILDING: "栋 幢 座 号楼 号栋 号幢 #楼 舍 斋 号宿舍 号宿舍楼 号公寓 号公寓楼 排",
        Level.ENTRANCE: "单元 号单元 门 号门 门洞 梯 号梯",
        Level.FLOOR: "楼 层 楼层 f /f",
        Level.ROOM: "室 房 户 号室 号房 房间",
    }.items()
    for unit in units.split()
}
_BEFORE = {
    unit: level
    for level, units in {
        Level.BUILDING: "bldg building block blk tower house",
        Level.ENTRANCE: "entrance staircase unit",
        Level.FLOOR: "floor",
        Level.ROOM: "flat room rm apt apartment suite",
    }.items()
    for unit in units.split()
}
# These follow numbers only: 甲号, 乙组 and a区 are no doors.
_NUMBERED = frozenset(
    [
        "期",
        "区",
        "大队",
        "组",
        "队",
        "社",
        "小队",
        "小组",
        "村民组",
        "号",
        "号院",
        "号大院",
        "号院坝",
        "院",
        "#",
        "巷",
    ]
)
# These are units even behind a space: 12 幢.
_SPACED = frozenset(["栋", "幢", "座", "号", "号楼", "号院", "单元", "室", "楼"])
_UNITS = (*_AFTER, *_BEFORE, *DASHES)
_FINDER = ahocorasick_rs.AhoCorasick(_UNITS, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_FIRST_LETTERS = frozenset("abcdefgh")
_STEMS = frozenset("甲乙丙丁")
_SIDES = frozenset("东南西北中")
_NUMBERLIKE = _LETTERS | _STEMS | _SIDES | {" "}
_LONGEST_WORD = 5
_PAUSES = frozenset({",", ", ", "\n"})
_JOINTS = _PAUSES | {"", " ", "  ", *DASHES, "·", "/", "的", "第", " 第", "附", "里", "内"}
# What may stand before a number and makes it part of a longer one, a price or a model.
_NOT_BEFORE = frozenset("./-—–~+$¥%@#x×*")


def chains(folded: str, view: str) -> Iterator[Chain]:
    """Every chain of a text, from the left. `view` is `Text.numerals`: the numbers, at the same offsets."""
    parts: list[Part] = []
    for part in _parts(folded, view):
        if parts and part.start < parts[-1].end:
            continue
        if parts and part.level is Level.ENTRANCE and parts[-1].unit == "楼" and part.start == parts[-1].end:
            parts[-1] = parts[-1]._replace(level=Level.BUILDING)  # 12楼3门201: a house, not a floor
        joined = _joined(folded, parts[-1], part) if parts else part
        if joined is None:
            yield _closed(folded, view, parts, part.start)
            parts = [part]
        else:
            parts.append(joined)
    if parts:
        yield _closed(folded, view, parts, len(folded))


def _parts(folded: str, view: str) -> Iterator[Part]:
    for index, start, end in _FINDER.find_matches_as_indexes(folded):
        unit = _UNITS[index]
        if unit in _BEFORE:
            part = _behind_word(folded, view, start, end, unit)
        elif not ends_with_digit(view, start) and (not start or folded[start - 1] not in _NUMBERLIKE):
            continue  # by far the most: a unit without a number is a common word
        elif unit in DASHES:
            part = _dashed(folded, view, start)
        else:
            part = _before_unit(folded, view, start, end, unit)
        if part is not None:
            yield part


def _before_unit(folded: str, view: str, start: int, end: int, unit: str) -> Part | None:
    """5栋, 28号甲, 3-2-502室: the number that stands before a unit."""
    if folded[start - 1] == " " and unit in _SPACED:
        start -= 1
    at = number_start(view, start)
    if at == start:
        return _lettered(folded, start, end, unit)
    value = number(view[at:start])
    if _AFTER[unit] is Level.BUILDING and folded[at - 1 : at] in _LETTERS:
        at -= 1  # b3栋
    if value is None or _touches_latin(folded, at) or (unit == "f" and _runs_on(folded, end)):
        return None
    if unit == "号":
        at -= at > 0 and folded[at - 1] in _STEMS  # 甲88号
        end += folded[end : end + 1] in _STEMS  # 28号甲
    return Part(at, end, _AFTER[unit], unit, value)


def _lettered(folded: str, start: int, end: int, unit: str) -> Part | None:
    """A座, 丙单元, 东座: a letter, a stem or a side in place of a number."""
    letters = _NUMBERLIKE - {" "} if unit in {"座", "单元"} else _LETTERS | _STEMS
    if (
        unit in _NUMBERED
        or not start
        or folded[start - 1] not in letters
        or _touches_latin(folded, start - 1)
    ):
        return None
    return Part(start - 1, end, _AFTER[unit], unit, 0)


def _behind_word(folded: str, view: str, start: int, end: int, unit: str) -> Part | None:
    """flat 3b, bldg. 5, room #1203: the number behind an English word."""
    if _touches_latin(folded, start):
        return None
    at = end
    while at < min(end + 3, len(folded)) and folded[at] in " .#:":
        at += 1
    digits = number_end(folded, view, at)
    stop = digits + (folded[digits : digits + 1] in _LETTERS)
    if stop == at or digits - at > _LONGEST_WORD or _runs_on(folded, stop):
        return None
    level = Level.ROOM if unit == "unit" and is_room(view[at:digits]) else _BEFORE[unit]
    return Part(start, stop, level, unit, number(view[at:digits]) or 0)


def _dashed(folded: str, view: str, dash: int) -> Part | None:
    """3-502, 3-2-502室, 6-1-9, b-1203: building, perhaps entrance or floor, and room."""
    first = number_start(view, dash)
    lettered = first == dash and folded[dash - 1] in _FIRST_LETTERS
    at = first - lettered
    if at == dash or (at and (folded[at - 1] in _NOT_BEFORE or _touches_latin(folded, at))):
        return None
    if folded[at - 1 : at] == ":" and ends_with_digit(view, at - 1):
        return None  # 8:30-1130
    numbers, stop = dashed_numbers(folded, view, dash + 1 if lettered else first, 4)
    if not (is_room(numbers[-1]) and len(numbers) < 3 if lettered else is_dashed_door(numbers)):
        return None
    if folded[stop : stop + 1] in {"室", "房", "户"}:
        stop += 1
    elif is_counted(folded, stop):
        return None
    return Part(at, stop, Level.ROOM, "-", number(numbers[-1]) or 0)


def _joined(folded: str, last: Part, part: Part) -> Part | None:
    """`part` as the next part of the chain that ends with `last`; None when it begins one of its own."""
    gap = folded[last.end : part.start]
    if gap not in _JOINTS:
        return None
    level = _level_of_number(last, gap) if part.unit == "号" else part.level
    english = last.unit in _BEFORE and part.unit in _BEFORE  # runs from the fine to the coarse as well
    if level is last.level or (level < last.level and not english):
        return None
    if gap in _PAUSES and not english and (part.unit == "-" or last.unit == "号"):
        return None  # 3号,5栋 is a date and a building
    return Part(part.start, part.end, level, part.unit, part.value)


def _level_of_number(last: Part, gap: str) -> Level:
    """号 is a house in a lane, a building in a court, and a room in a building."""
    if gap == "附":
        return Level.ROOM
    if last.level < Level.COURT:
        return Level.COURT
    return Level.BUILDING if last.level is Level.COURT else Level.ROOM


def _closed(folded: str, view: str, parts: list[Part], limit: int) -> Chain:
    """The chain with the bare room behind its last part: 5栋702, 3号院1-601, 1单元5-1, 5楼之2."""
    last = parts[-1]
    if last.level in {Level.ROOM, Level.AREA}:
        return Chain(tuple(parts))
    at = last.end
    while at < min(limit, last.end + 2) and folded[at] in " -—–,·/的#之":
        at += 1
    if at >= limit:
        return Chain(tuple(parts))
    first = at + (folded[at] in _FIRST_LETTERS)
    numbers, stop = dashed_numbers(folded, view, first, 3)
    if folded[stop : stop + 1] in _LETTERS and not _runs_on(folded, stop + 1):
        stop += 1
    small = (len(numbers) > 1 or folded[at - 1] == "之") and all(map(is_small, numbers))
    if stop > limit or is_counted(folded, stop) or not (small or is_room(numbers[-1])):
        return Chain(tuple(parts))
    return Chain((*parts, Part(at, stop, Level.ROOM, "", number(numbers[-1]) or 0)))


def _touches_latin(folded: str, at: int) -> bool:
    """Whether a letter or a digit stands before `at`: a longer word or number ends there."""
    before = folded[max(at - 1, 0) : at]
    return before.isascii() and before.isalnum()


def _runs_on(folded: str, at: int) -> bool:
    """Whether a Latin word or a number goes on at `at`."""
    after = folded[at : at + 1]
    return after.isascii() and after.isalnum()

"""Numbers with their units: 5栋, 1900弄, 地下一层, A座, 3-2-502, 房号:502.

Units are found all at once (Aho-Corasick), numbers by walking from them: linear in the text, and nothing at
all happens without a unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

import ahocorasick_rs

from moderation.screening.doors.numbers import (
    DASHES,
    dashed_numbers,
    ends_with_digit,
    is_counted,
    is_dashed_door,
    is_lettered_door,
    is_room,
    is_year,
    number,
    number_end,
    number_start,
)
from moderation.screening.lexicon import words


class Level(IntEnum):
    """How fine a part is. The order means something: along a chain it only rises."""

    AREA = 0
    LANE = 1
    ALLEY = 2
    COURT = 3
    BUILDING = 4
    ENTRANCE = 5
    FLOOR = 6
    ROOM = 7
    BED = 8


class Part(NamedTuple):
    """One number with its unit, at folded offsets; `value` is 0 for letters such as A座."""

    start: int
    end: int
    level: Level
    unit: str
    value: int


_LEXICON = words("doors")
_AFTER = {unit: level for level in Level for unit in _LEXICON[level.name.lower()].all}
_BEFORE = {
    unit: level
    for level in (Level.BUILDING, Level.ENTRANCE, Level.FLOOR, Level.ROOM, Level.BED)
    for unit in _LEXICON[f"{level.name.lower()}_of"].all
}
LABELS = frozenset(_BEFORE)
_NUMBERED, _SPACED = _LEXICON["numbered"], _LEXICON["spaced"]
_UNITS = (*sorted({*_AFTER, *_BEFORE}), *DASHES)
_FINDER = ahocorasick_rs.AhoCorasick(_UNITS, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
FIRST_LETTERS = frozenset("abcdefgh")
STEMS = frozenset("甲乙丙丁")
_SIDES = frozenset("东南西北中")
_WHICH_HOUSE = _SIDES | frozenset("主副附新老旧")
_NUMBERLIKE = LETTERS | STEMS | _WHICH_HOUSE | {" "}
_SIDED = frozenset({"座", "单元", "门洞"})
_MOST_ENTRANCES = 40
_MAY_BEGIN_WITH_A_LETTER = frozenset({Level.BUILDING, Level.ROOM})
_HOSPITALS = frozenset("市省区县州医大附军")
_EACH = frozenset("每都共各均")
_AT_A_DOOR = frozenset("口前外把铃")
_UNDER_GROUND = ("地下", "负", "地")
_LABEL_MARKS = " :#号"
_ROOM_ENDS = frozenset("室房户床铺")
_WIDEST = 5
# What may stand before a number and makes it part of a longer one, a price or a model.
_NOT_BEFORE = frozenset("./-—–~+$¥%@#x×*")


def parts_of(folded: str, view: str) -> Iterator[Part]:
    """The parts of a text, from the left, without overlaps. `view` is `Text.numerals`."""
    done = -_WIDEST - 1
    for index, start, end in _FINDER.find_matches_as_indexes(folded):
        unit = _UNITS[index]
        part = None
        if ends_with_digit(view, start) or (start and folded[start - 1] in _NUMBERLIKE):
            part = (
                _dashed(folded, view, start)
                if unit in DASHES
                else _before_unit(folded, view, start, end, unit)
            )
        if (part is None or part.start < done) and unit in _BEFORE and _may_be_asked(unit, start - done):
            part = _behind_label(folded, view, start, end, unit)
        if part is not None and part.start >= done:
            done = part.end
            yield part


def _may_be_asked(unit: str, after: int) -> bool:
    """Whether a label may name a part `after` characters behind the last: a room only behind its building."""
    return _BEFORE[unit] is not Level.ROOM or after <= _WIDEST


def _before_unit(folded: str, view: str, start: int, end: int, unit: str) -> Part | None:
    """5栋, 28号甲, 7之3号, 3-2-502室: the number that stands before a unit."""
    if unit not in _AFTER:
        return None
    if unit == "号楼" and folded[end : end + 1] in {"上", "下"} and folded[end : end + 2] != "上去":
        unit, end = "号", end - 1  # 9号楼下
    if folded[start - 1] == " " and unit in _SPACED:
        start -= 1
    at = number_start(view, start)
    if at == start:
        return _lettered(folded, start, end, unit)
    value = number(view[at:start])
    level = _AFTER[unit]
    if (level in _MAY_BEGIN_WITH_A_LETTER or unit == "区") and folded[at - 1 : at] in LETTERS:
        at -= 1  # b3栋, a3区, b2房
    if value is None or touches_latin(folded, at) or (unit == "f" and runs_on(folded, end)):
        return None
    if unit == "门" and folded[end : end + 1] in _AT_A_DOOR:
        return None  # 2单元1103门口: the room is 1103
    if (unit == "单" and value > _MOST_ENTRANCES) or (unit == "户" and folded[end : end + 1] in _EACH):
        return None  # 一百单, 一单元十四户每户
    if level is Level.BED:
        at -= folded[at - 1 : at] == "加"
    if level is Level.FLOOR:
        at -= next((len(word) for word in _UNDER_GROUND if folded.endswith(word, 0, at)), 0)
    if unit == "院" and folded[at - 1 : at] in _HOSPITALS:
        return None  # 市二院八层
    if unit == "号":
        if folded[at - 1 : at] == "之" and number_start(view, at - 1) < at - 1:
            at = number_start(view, at - 1)  # 7之3号
        elif folded[at - 1 : at] in DASHES and number_start(view, at - 1) < at - 1 and at:
            at = number_start(view, at - 1)  # 118-2号
        at -= at > 0 and folded[at - 1] in STEMS  # 甲88号
        end += folded[end : end + 1] in STEMS or folded[end : end + 1] == "半"  # 28号甲, 17号半
    return Part(at, end, level, unit, value)


def _lettered(folded: str, start: int, end: int, unit: str) -> Part | None:
    """A座, 丙单元, 东座, 南楼: a letter, a stem or a side in place of a number."""
    letters = LETTERS | STEMS | (_WHICH_HOUSE if unit == "楼" else _SIDES if unit in _SIDED else frozenset())
    if unit in _NUMBERED or not start or folded[start - 1] not in letters or touches_latin(folded, start - 1):
        return None
    level = Level.BUILDING if unit == "楼" else _AFTER[unit]
    return Part(start - 1, end, level, unit, 0)


def _behind_label(folded: str, view: str, start: int, end: int, unit: str) -> Part | None:
    """楼栋:5, 单元号:2, 房号:a-502: the number behind a label."""
    at = end
    while at < min(end + 3, len(folded)) and folded[at] in _LABEL_MARKS:
        at += 1
    lettered = folded[at : at + 1] in FIRST_LETTERS
    first = at + lettered + (lettered and folded[at + 1 : at + 2] == "-")
    stop = number_end(folded, view, first)
    value = number(view[first:stop])
    if stop == first or value is None or runs_on(folded, stop) or _is_counted_at_once(folded, stop):
        return None
    if folded[stop : stop + 1] == "号" and _BEFORE[unit] is Level.ROOM:
        return None  # 门牌 88号: the house
    level = _BEFORE[unit]
    if level is Level.ENTRANCE and is_room(view[first:stop]):
        level = Level.ROOM  # 东边单元501
    return Part(start, stop, level, unit, value)


def _is_counted_at_once(folded: str, at: int) -> bool:
    """房间5个, and not 楼栋3 单元2."""
    return folded[at : at + 1] != " " and is_counted(folded, at)


def _dashed(folded: str, view: str, dash: int) -> Part | None:
    """3-502, 3-2-502室, 6-1-9, b-1203, 2-a-1203: building, perhaps entrance or floor, and room."""
    first = number_start(view, dash)
    lettered = first == dash and folded[dash - 1] in FIRST_LETTERS
    at = first - lettered
    at -= first < dash and folded[first - 1 : first] in {*FIRST_LETTERS, "t"}  # t6-1903
    if folded[at - 1 : at] == "#" and not touches_latin(folded, at - 1):
        at -= 1  # #12-301
        flat = number_end(folded, view, dash + 1)
        if view[dash + 1 : dash + 2] == "0" and flat == dash + 3:
            return Part(at, flat, Level.ROOM, "-", 0)  # #25-01
    if at == dash or (at and (folded[at - 1] in _NOT_BEFORE or touches_latin(folded, at))):
        return None
    if folded[at - 1 : at] == ":" and ends_with_digit(view, at - 1):
        return None  # 8:30-1130
    if (
        not lettered
        and folded[dash + 1 : dash + 2] in FIRST_LETTERS
        and folded[dash + 2 : dash + 3] in DASHES
    ):
        numbers, stop = dashed_numbers(folded, view, dash + 3, 1)  # 2-a-1203
        lettered = True
    else:
        numbers, stop = dashed_numbers(folded, view, dash + 1 if lettered else first, 4)
    if folded[stop : stop + 1] == "位" and folded[at] in LETTERS:
        return Part(at, stop + 1, Level.ROOM, "-", 0)  # b2-086位
    if folded[stop : stop + 1] == "床" and len(numbers) == 2 and (is_room(numbers[0]) or at < first):
        return Part(at, stop + 1, Level.BED, "床", number(numbers[-1]) or 0)  # 206-2床
    if not (is_lettered_door(numbers) if lettered else is_dashed_door(numbers)):
        return None
    if is_year(numbers[-1]) and touches_latin(folded, at - (folded[at - 1 : at] == " ")):
        return None  # t/cntac 55-2020
    if folded[stop : stop + 1] in _ROOM_ENDS:
        stop += 1
    elif is_counted(folded, stop):
        return None
    return Part(at, stop, Level.ROOM, "-", number(numbers[-1]) or 0)


def touches_latin(folded: str, at: int) -> bool:
    """Whether a letter or a digit stands before `at`: a longer word or number ends there."""
    before = folded[max(at - 1, 0) : at]
    return before.isascii() and before.isalnum()


def runs_on(folded: str, at: int) -> bool:
    """Whether a Latin word or a number goes on at `at`."""
    after = folded[at : at + 1]
    return after.isascii() and after.isalnum()

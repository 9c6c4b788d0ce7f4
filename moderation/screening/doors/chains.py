"""Parts joined to doors: 5栋 1单元 702, 1900弄4号605, 二十座十四楼f, 5楼之2.

A chain runs from the coarse to the fine (lane, court, building, entrance, floor, room). That order is what
tells a door from a list of buildings (1栋2栋3栋) and from a count (每栋2人).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from moderation.screening.doors.numbers import (
    DASHES,
    dashed_numbers,
    is_counted,
    is_room,
    is_small,
    number,
    number_end,
)
from moderation.screening.doors.parts import (
    FIRST_LETTERS,
    LETTERS,
    STEMS,
    Level,
    Part,
    parts_of,
    runs_on,
)
from moderation.screening.lexicon import words


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
        """Whether it goes down to the door."""
        return self.parts[-1].level >= Level.ROOM


_JOINTS = words("doors")["joints"]
_WIDEST = 5
_MARKS = " ,\n·/、.:|()" + DASHES
_PAUSES = frozenset(",\n、:")
_BEFORE_TAIL = " ,·/的#()~_*+=→.…" + DASHES
_AFTER_DASH = frozenset({"东户", "西户", "中户", "南户", "北户", "左户", "右户"})
_ROWS = frozenset({"排", "馆", "号馆", "舱", "号舱", "仓", "号仓", "号库"})
_AFTER_LETTER = frozenset(" ,。;!?\n:()、室房户单的嘅")


def chains(folded: str, view: str) -> Iterator[Chain]:
    """Every chain of a text, from the left. `view` is `Text.numerals`: the numbers, at the same offsets."""
    parts: list[Part] = []
    for part in parts_of(folded, view):
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


def _joined(folded: str, last: Part, part: Part) -> Part | None:
    """`part` as the next part of the chain that ends with `last`; None when it begins one of its own."""
    gap = folded[last.end : part.start]
    words_between = gap.strip(_MARKS)
    if len(gap) > _WIDEST or (words_between and words_between not in _JOINTS):
        return None
    level = _level_of_number(last, words_between) if part.unit == "号" else part.level
    if part.unit == "#" and last.level is Level.BUILDING:
        level = Level.ENTRANCE
    if part.level is Level.BUILDING and last.level is Level.BUILDING and last.unit in _ROWS:
        level = Level.ENTRANCE  # c馆12排, 2排7号集装箱
    elif part.unit == "区" and last.level in {Level.BUILDING, Level.FLOOR}:
        level = Level(last.level + (last.level is Level.BUILDING))  # 3号馆b区127床, 负一楼c区39档
    elif level <= last.level:
        return None
    paused = not _PAUSES.isdisjoint(gap)
    if paused and (part.unit == "-" or last.unit == "号"):
        return None  # 3号,5栋 is a date and a building
    return Part(part.start, part.end, level, part.unit, part.value)


def _level_of_number(last: Part, words_between: str) -> Level:
    """号 is a house in a lane, a building in a court, and a room in a building."""
    if words_between == "附":
        return Level.BUILDING
    if last.level < Level.COURT:
        return Level.COURT
    return Level.BUILDING if last.level is Level.COURT else Level.ROOM


def _closed(folded: str, view: str, parts: list[Part], limit: int) -> Chain:
    """The chain with what stands behind its last part and says which door: 5栋702, 9楼f, 1单元5-1, 5楼之2."""
    last = parts[-1]
    if last.level >= Level.ROOM or (last.level is Level.AREA and last.unit != "区"):
        return Chain(tuple(parts))
    stop, value = _tail(folded, view, last, limit)
    if stop == last.end:
        return Chain(tuple(parts))
    return Chain((*parts, Part(last.end, stop, Level.ROOM, "", value)))


def _tail(folded: str, view: str, last: Part, limit: int) -> tuple[int, int]:
    """Where the bare number or letter of a door behind `last` ends, and its value; without one, its end."""
    at, nothing = last.end, (last.end, 0)
    at = _past_marks(folded, at, limit)
    if folded[at : at + 1] not in {"附", "之"} and (length := _JOINTS.ahead(folded, at)):
        at = _past_marks(folded, at + length, limit)
    counted_from_one = folded[at : at + 1] in {"之", "附"}
    at += counted_from_one
    if at >= limit:
        return nothing
    if last.level is Level.FLOOR and (stop := _letters_end(folded, at)) > at:
        return stop, 0
    first = at + (folded[at] in FIRST_LETTERS or folded[at] in STEMS)
    if first > at and folded[first : first + 1] in DASHES and first < len(folded):
        first += 1  # 5栋-a-1201
    numbers, stop = dashed_numbers(folded, view, first, 3)
    if len(numbers) > 1 and not numbers[-1] and folded[stop : stop + 2] in _AFTER_DASH:
        return stop + 2, 0  # 7栋-2-东户
    lettered = folded[stop : stop + 1] in LETTERS and not runs_on(folded, stop + 1)
    stop += lettered
    if stop > limit or not numbers[-1] or is_counted(folded, stop):
        return nothing
    small = all(map(is_small, numbers))
    within = last.level in {Level.BUILDING, Level.ENTRANCE} and folded[stop - 1 : stop] in FIRST_LETTERS
    flat = last.level is Level.FLOOR and (
        (len(numbers[0]) == 2 and numbers[0][0] == "0") or ("f" in last.unit and folded[at - 1] in DASHES)
    )
    fits = (
        is_room(numbers[-1])
        or (small and (len(numbers) > 1 or counted_from_one or within or flat))
        or (len(numbers) == 2 and is_room(numbers[0]) and is_small(numbers[1]))
    )
    return (stop, number(numbers[-1]) or 0) if fits else nothing


def _past_marks(folded: str, at: int, limit: int) -> int:
    """Behind at most three marks."""
    farthest = min(limit, at + 3)
    while at < farthest and folded[at] in _BEFORE_TAIL:
        at += 1
    return at


def _letters_end(folded: str, at: int) -> int:
    """Where the one or two letters of a flat (9楼f, 12楼ak) end; `at` itself for any other word."""
    stop = at
    while stop < min(at + 3, len(folded)) and folded[stop] in LETTERS:
        stop += 1
    alone = stop == len(folded) or folded[stop] in _AFTER_LETTER
    if stop - at == 2 and folded[stop : stop + 1] == "室":
        return at  # 2楼ct室
    return stop if stop - at in {1, 2} and alone else at


def listed_after(folded: str, view: str, end: int) -> Iterator[tuple[int, int]]:
    """More doors of the same building: the 705 and 903 of 7栋402、705、903."""
    while folded[end : end + 1] in {"、", ",", "/", "和"}:
        start = end + 1 + (folded[end + 1 : end + 2] == " ")
        stop = number_end(folded, view, start)
        if not is_room(view[start:stop]) or runs_on(folded, stop) or is_counted(folded, stop):
            return
        yield start, stop
        end = stop

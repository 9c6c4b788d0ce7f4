"""Numbers as they stand in addresses, in the numeral view of a text: how far one runs, and what it can be."""

from __future__ import annotations

from itertools import pairwise

DASHES = "-—–"
_DIGITS = frozenset("0123456789十百廿卅\0")
_TENS = {"廿": 20, "卅": 30}
_LONGEST = 5  # 1百零2
_SHORTEST_ROOM = 3
_HIGHEST_FLOOR = 60
_MOST_ROOMS = 40  # on one floor; also the most floors of a building whose rooms are counted 5-1
_MOST_BEDS = 12  # in one room

# What stands behind a count, an amount or a date …
_MEASURES = frozenset(
    "例平个只份盒包元块瓶斤户家箱袋件条套次台点分年月日天米公克吨升秒毛角枚片张人位名岁度倍种把支根批小钟多余万千路线床"
    "颗粒双桶罐辆单楼栋幢号"
)
_LATIN_MEASURES = frozenset(
    ["k", "m", "g", "kg", "km", "mg", "ml", "mm", "cm", "l", "w", "rmb", "yuan", "pm", "am"]
)
# … and within a longer number.
_WITHIN = frozenset(".:%~+℃°")


def number_start(view: str, end: int) -> int:
    """Where the digits that end at `end` begin; `end` itself when there are none."""
    while end > 0 and view[end - 1] in _DIGITS:
        end -= 1
    return end


def number_end(folded: str, view: str, start: int) -> int:
    """Where the digits that begin at `start` end. Behind a whole room a count begins: 702两包."""
    end = start
    while end < len(view) and view[end] in _DIGITS:
        if end - start >= _SHORTEST_ROOM and folded[end - 1].isascii() and not folded[end].isascii():
            break
        end += 1
    return end


def ends_with_digit(view: str, at: int) -> bool:
    """Whether a number ends at `at`."""
    return at > 0 and view[at - 1] in _DIGITS


def number(written: str) -> int | None:
    """The value of up to four digits or of a number below a thousand in words (十二, 1百零2); else None."""
    written = written.replace("\0", "")
    if not 0 < len(written) <= _LONGEST:
        return None
    if written.isascii():
        return int(written) if written.isdigit() and len(written) <= 4 else None
    total = digit = 0
    for character in written:
        if character == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif character == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif character in _TENS:
            total += _TENS[character]
        elif character.isdigit():
            digit = int(character)
        else:
            return None  # unit三八
    return total + digit


def is_room(written: str) -> bool:
    """Three or four digits, a floor and then a flat of it: 502, 1203, 0302, 十二零三. Not 500, not 2650."""
    if "\0" in written:
        written = written.replace("\0", "")
    if "十" in written:
        written = _spoken(written)
    if len(written) not in {3, 4} or not written.isascii() or not written.isdigit():
        return False
    floor, flat = divmod(int(written), 100)
    return 1 <= floor <= _HIGHEST_FLOOR and 1 <= flat <= _MOST_ROOMS


def _spoken(written: str) -> str:
    """1203 for 十203 (十二零三), 2001 for 2十01 (二十零一): the floor in words, the flat in digits."""
    tens, _, rest = written.partition("十")
    if len(rest) == 3 and rest[1] == "0":
        return (tens or "1") + rest
    return (tens or "1") + "0" + rest if len(rest) == 2 and rest[0] == "0" else written


def is_small(written: str) -> bool:
    """A floor or a flat that is counted from one: the two numbers of 5-1."""
    return 0 < (number(written) or 0) <= _MOST_ROOMS


def is_counted(folded: str, at: int) -> bool:
    """Whether what stands at `at` makes the number before it a count, an amount or part of a longer one."""
    while at < len(folded) and folded[at] == " ":
        at += 1
    if at >= len(folded):
        return False
    within = folded[at] in _WITHIN and folded[at + 1 : at + 2].isdigit()
    return within or folded[at] in _MEASURES or _latin_word(folded, at) in _LATIN_MEASURES


def _latin_word(folded: str, at: int) -> str:
    stop = at
    while stop < min(at + 5, len(folded)) and "a" <= folded[stop] <= "z":
        stop += 1
    return folded[at:stop]


def dashed_numbers(folded: str, view: str, start: int, most: int) -> tuple[list[str], int]:
    """The numbers joined by dashes from `start` (3-2-502), `most` of them, and where the last one ends."""
    stop = number_end(folded, view, start)
    numbers = [view[start:stop]]
    while numbers[-1] and view[stop : stop + 1] in DASHES and stop < len(view) and len(numbers) < most:
        after = number_end(folded, view, stop + 1)
        numbers.append(view[stop + 1 : after])
        stop = after
    return numbers, stop


def is_year(written: str) -> bool:
    """1998, 2020: a room in most buildings, but not behind the letters of a standard."""
    return len(written) == 4 and written.startswith(("19", "20"))


def is_lettered_door(numbers: list[str]) -> bool:
    """Behind a letter and its dash: the 1203 of b-1203, the 2-1203 of b2-1203, the 27-04 of b-27-04."""
    if len(numbers) > 2:
        return False
    return is_room(numbers[-1]) or (len(numbers) == 2 and all(len(n) == 2 and is_small(n) for n in numbers))


def is_dashed_door(numbers: list[str]) -> bool:
    """Building, perhaps entrance or floor, and room, perhaps a bed: 3-502, 3-2-502, 6-1-9, 6-413-2.

    Not 20-3-15, not 3-2-1.
    """
    if len(numbers) not in {2, 3} or any(each.startswith("0") for each in numbers[:-1]):
        return False
    values = [number(each) or 0 for each in numbers]
    if not 1 <= values[0] <= _HIGHEST_FLOOR:
        return False
    if is_room(numbers[-1]):
        return True
    if len(numbers) == 3 and is_room(numbers[1]) and values[2] in range(1, _MOST_BEDS + 1):
        return True
    counting = {later - earlier for earlier, later in pairwise(values)} in ({1}, {-1})
    dated = 19 <= values[0] <= 26 and values[1] <= 12
    return len(numbers) == 3 and all(map(is_small, numbers)) and not counting and not dated

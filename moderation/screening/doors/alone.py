"""A room number alone, where the words around it make it a home: 楼下1102, 402的, 1203门口."""

from __future__ import annotations

from collections.abc import Iterator

import ahocorasick_rs

from moderation.screening.doors.around import ENDS, PLACES, clause_before, is_home
from moderation.screening.doors.numbers import is_counted, is_room
from moderation.screening.doors.parts import FIRST_LETTERS, runs_on

_BEFORE_ROOM, _AFTER_ROOM, _HOTELS = PLACES["before_room"], PLACES["after_room"], PLACES["hotels"]
_DIGITS = ahocorasick_rs.AhoCorasick(list("0123456789"))
_WEAK_BEFORE = frozenset("到在给去是")
_PRICED = frozenset("/起左晚每")
"""Behind a number: the price of a room."""
_EMERGENCY = frozenset({"110", "112", "114", "119", "120", "122"})


def rooms_alone(folded: str, view: str) -> Iterator[tuple[int, int]]:
    """Where they stand in the folded text. `view` is `Text.numerals`."""
    start = stop = -1
    for _, at, after in (*_DIGITS.find_matches_as_indexes(view), (0, len(view) + 1, 0)):
        if at != stop:
            if stop - start in {3, 4} and _is_somebodys(folded, view, start, stop):
                yield start, stop
            start = at
        stop = after


def _is_somebodys(folded: str, view: str, start: int, stop: int) -> bool:
    """Whether the digits from `start` to `stop` are a room and the words beside them speak of a home."""
    digits = view[start:stop]
    if digits in _EMERGENCY or is_counted(folded, stop):
        return False
    if _HOTELS.behind(folded, start - (folded[start - 1 : start] in {" ", ":"})):
        priced = folded[stop : stop + 1] in _PRICED
        return not (priced or digits.endswith("00") or runs_on(folded, stop))
    if not is_room(digits):
        return False
    beside = folded[start - 1] if start else ""
    lettered = beside in FIRST_LETTERS
    joined = folded[start - 1 - lettered : start - lettered] in {" ", ":", "的"}
    if _BEFORE_ROOM.behind(folded, start - lettered - joined):
        return True
    if beside.isascii() and beside not in " ,:;\n":
        return False  # the end of a word or of a longer number
    if _AFTER_ROOM.ahead(folded, stop):
        return True
    before = clause_before(folded, start)
    if folded[stop : stop + 1] == "的":
        return not before and folded[stop + 1 : stop + 2] in {*ENDS, ""}
    return before[-1:] in _WEAK_BEFORE and is_home(before)

"""What stands behind a chain and says which door: 最里头那间, 东户, 后座, 靠水表, 左手, 上铺, 水塔边."""

from __future__ import annotations

from typing import NamedTuple

from moderation.core.pattern import Pattern
from moderation.screening.doors.around import PLACES, clause
from moderation.screening.doors.chains import Chain
from moderation.screening.doors.parts import Level

_PINS, _DOORS, _SIDES, _NO_SIDES = (PLACES[name] for name in ("pins", "doors", "sides", "no_sides"))
_BUNKS, _BEFORE_PIN = PLACES["bunks"], PLACES["before_pin"]
_LANDMARKS = frozenset({"靠", "对着", "挨着"})
_LONGEST_LANDMARK = 3
# Behind a group of a village there are no numbers: 三队水塔边, 3组水井边第一家.
_BY_A_LANDMARK = Pattern(
    r"[一-鿿]{1,4}?(?:边上?|旁边?|对面|后[头面]|前[头面]|跟前|脚?下|头|口|[东西南北]屋)"
    r"(?:的?(?:第[0-9]{1,2}[家户]|头一[家户]|[那一][家户间]))?(?:$|[,。;!?\n ()的])"
)
_FARTHEST = 16


class Pin(NamedTuple):
    """How many characters, and how surely they make what stands before one door."""

    length: int
    is_door: bool = False
    is_pin: bool = False


def pin_behind(folded: str, view: str, chain: Chain) -> Pin:
    """What stands behind `chain`."""
    at = chain.end
    if chain.has_room:
        return Pin(_bunk(folded, at))
    start = at + (_BEFORE_PIN.ahead(folded, at) or folded[at : at + 1] == " ")
    stop, is_door = start, False
    while length := max(_DOORS.ahead(folded, stop), _PINS.ahead(folded, stop)):
        is_door = is_door or _DOORS.ahead(folded, stop) == length
        last, stop = folded[stop : stop + length], stop + length
    if stop > start:
        return Pin(stop - at + _pin_end(folded, stop, last), is_door, is_pin=True)
    if chain.parts[-1].level is Level.LANE and (by := _BY_A_LANDMARK.match(view[at : at + _FARTHEST])):
        said = by.group().rstrip(",。;!?\n ()的")
        return Pin(len(said), said.endswith(("家", "户", "间", "屋")), is_pin=True)
    return Pin(0 if _NO_SIDES.ahead(folded, at) else _SIDES.ahead(folded, at))


def _bunk(folded: str, at: int) -> int:
    """The length of 上铺, 靠窗下铺."""
    stop = at
    while length := _BUNKS.ahead(folded, stop):
        stop += length
    return stop - at


def _pin_end(folded: str, stop: int, pin: str) -> int:
    """How far the words of a pin go on: 靠电梯|那间, 靠|水表."""
    rest = clause(folded[stop : stop + 8])
    ends = [place + len(end) for end in PLACES["pin_ends"].all if (place := rest.find(end)) >= 0]
    if not ends and pin in _LANDMARKS and len(rest) <= _LONGEST_LANDMARK:
        return len(rest)
    return min(ends, default=0)

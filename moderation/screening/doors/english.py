"""Doors in English: flat 3b, bldg 5; Tower 6, 19A; 1/F, 22 Rear Lane; Entrance 4, 10th floor, left door.

Parts are found by one pattern and joined where only marks stand between. English names them in either order.
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.doors.numbers import is_room, number

_MARK = r"(?:(?:\.|:| ?#| ) ?)"
_VALUE = (
    rf"{_MARK}?(?:number |no\.? ?)?#?(?:[0-9]\x00*){{1,4}}[a-h]?|"
    rf"{_MARK}[a-h](?:[0-9]\x00*){{0,4}}"
)
_SPELLED = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|oh|[0-9])"
)
_STREET = r"(?:road|rd|street|st|lane|ln|avenue|ave|terrace|crescent|court|path|alley)"
_SIDE = r"(?:left|right|middle|front|back|rear|east|west|north|south)"
_PARTS = {
    "home": (
        rf"(?:flat|apartment|apt|room|rm|suite|door|unit)(?:{_VALUE})(?:-[0-9]{{2,4}})?|"
        rf"(?:flat|apartment|room) {_SPELLED}\x00*(?:[ -]{_SPELLED}\x00*){{0,3}}"
    ),
    "bed": rf"(?:bed|bunk|berth|cabin|cubicle|stall|booth|cot)(?:{_VALUE})",
    "street": rf"lane(?:{_VALUE})|(?:[0-9]\x00*){{1,4}}[a-h]? (?:[a-z'’]{{2,12}} ){{1,3}}{_STREET}",
    "floor": (
        r"(?:[0-9]{1,2}|g|ug|lg)/f|[0-9]{1,2}f|"
        r"(?:[0-9]{1,2}(?:st|nd|rd|th)|ground|first|second|third|top) (?:floor|fl)|"
        r"(?:floor|fl|level)\.? ?[0-9]{1,2}"
    ),
    "house": (
        rf"(?:bldg|building|block|blk|tower|villa|house|entrance|staircase|gate|ward|dorm|tent|container|no)"
        rf"(?:{_VALUE})"
    ),
    "side": (
        rf"(?:the )?(?:{_SIDE}(?:-hand)?(?: side)? (?:door|flat|apartment)|door on (?:the|your) {_SIDE}|"
        r"(?:on the )?(?:left|right))"
    ),
}
_KINDS = ("", *_PARTS)
_PART = Pattern(rf"\b(?:{'|'.join(f'({part})' for part in _PARTS.values())})(?:[^a-z0-9/%]|$)")
_HINT = Pattern(
    r"flat|apartment|apt|room|rm|suite|door|unit|bldg|building|block|blk|tower|villa|house|entrance|staircase|"
    r"lane|/f|floor|bed|bunk|berth|cabin|stall|booth"
)
_TAIL = Pattern(r"[ ,#-]{1,3}((?:[0-9]{1,2}[a-h]|[0-9]{3,4}[a-h]?|[0-9]{1,2}-[0-9]{1,2}))(?:[^a-z0-9]|$)")
_ENTRANCE = Pattern(r"unit ?#?[0-9]{1,2}$")  # 单元: building 7, unit 1, 302
_HOME = Pattern(r"\b(?:live|lives|living|address|deliver|leave|knock|drop|bring|pick|come|home|at|to)\b")
# A number alone where somebody says that they live there, or who does.
_SAID = Pattern(
    r"(?:i live (?:in|at|on)|we live (?:in|at|on)|i'm in|i am in|we're in|"
    r"my (?:unit|flat|apartment|room|door|address|place)(?: number| no\.?)? is|"
    r"(?:neighbou?r|family|lady|man|couple|people|woman|grandma|grandpa|kid)s? (?:in|from|at)) "
    r"(#?(?:[0-9]{3,4}[a-h]?|[0-9]{1,2}[a-h]|[0-9]{1,2}-[0-9]{1,4}))(?:[^a-z0-9%]|$)"
)
_SOMEBODYS = Pattern(r"\b(?:we|i|i'm|my|our|please|baby|kids?|family|needs?|elderly)\b")
_YEARS = ("19", "20")
_GAP = " ,.;-–·|/("
_JOINTS = frozenset({"", "in", "of", "on", "at", "on the", "in the", "of the"})
_WIDEST = 8
_MOST_PARTS = 8
_NEAR = 24
_SINGLE_HOUSES = ("villa", "house")


def english_doors(text: Text) -> Iterator[tuple[int, int]]:
    """Where doors stand in the folded text."""
    if not text.has_latin:
        return
    for match in _SAID.finditer(text.numerals):
        if not match.group(1).startswith(_YEARS):
            yield match.span(1)
    if not _HINT.found_in(text.folded):
        return
    kinds: list[str] = []
    start = end = 0
    for match in _PART.finditer(text.numerals):
        kind, (first, last) = _KINDS[match.lastindex], match.span(match.lastindex)
        gap = text.folded[end:first]
        if 0 < len(kinds) < _MOST_PARTS and len(gap) <= _WIDEST and gap.strip(_GAP) in _JOINTS:
            kinds.append(kind)
        else:
            yield from _door(text, kinds, start, end)
            kinds, start = [kind], first
        end = last
    yield from _door(text, kinds, start, end)


def _door(text: Text, kinds: list[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    if not kinds:
        return
    entrance = len(kinds) > 1 and _ENTRANCE.search(text.folded[start:end])
    if (entrance or kinds[-1] in {"house", "street"}) and (
        tail := _TAIL.match(text.numerals[end : end + 10])
    ):
        number_written = tail.group(1)
        if not number_written.isdigit() or is_room(number_written):
            kinds, end = [*kinds, "home"], end + tail.end(1)
    if _leads_home(text, kinds, start, end):
        yield start, end


def _leads_home(text: Text, kinds: list[str], start: int, end: int) -> bool:
    told = set(kinds)
    if "home" in told:
        alone = text.folded[start:end]
        return len(told) > 1 or not alone.startswith(("unit", "door")) or _is_flat(alone)
    before = text.folded[max(start - _NEAR, 0) : start]
    after = text.folded[end : end + _NEAR]
    if len(told) > 1:
        return bool(
            told & {"side", "bed"} or "street" in told or _HOME.found_in(before) or _SOMEBODYS.found_in(after)
        )
    return text.folded.startswith(_SINGLE_HOUSES, start) and _HOME.found_in(before)


def _is_flat(alone: str) -> bool:
    """Whether what stands behind "unit" is a flat (4b, 1203) and no entrance (2)."""
    written = alone.split()[-1].lstrip("#.:")
    return is_room(written) or "-" in written or (not written.isdigit() and number(written[:-1]) is not None)

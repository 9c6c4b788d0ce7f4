"""Addresses down to the door.

**Finds** what leads to somebody's home, from the house or building number to the door: 6号3单元,
1900弄4号605, 3-2-502, 3#1201, flat 3b bldg 5, 楼下1102, 1栋1楼最里头那间; with digits in any form. Area,
community and road names stay readable.

**Why it matters**: a form asks for an area, and people write their door. In public it invites visits that
nobody asked for.

**What happens**: the door is hidden. The post is not held for it.

**Left alone**: buildings and floors by themselves (3栋, 3-8栋, 七楼), a building with its entrance where
nothing says that somebody lives there (3栋2单元电梯检修), counts (每栋2人), dates, prices, models and
standards, the number of a shop, a clinic or an office.

**Known gaps**: a bare room number without a word that makes it a home; a house that is described and has no
number; a shop in somebody's home.

Source: GB/T 35273-2020, annex B (where somebody lives is sensitive personal information); the order of the
parts is that of GB/T 23705-2009.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import ahocorasick_rs

from moderation.core.finding import Kind, Severity
from moderation.core.text import Text
from moderation.screening.doors import Chain, Level, Part, chains
from moderation.screening.house_numbers import is_counted, is_room
from moderation.screening.lexicon import words
from moderation.screening.rule import Context, Hit, Rule

RULE = Rule(
    kind=Kind.ADDRESS,
    severity=Severity.NOTE,
    title="门牌号",
    finds=(
        "送到康居苑⟦3栋2单元501⟧,谢谢",
        "住双溪路⟦18号⟧,门朝东",
        "平安里⟦6号3单元⟧,在家等",
        "金溪路⟦1900弄4号605⟧",
        "⟦3-2-502⟧ 大米一袋",
        "⟦3#1201⟧缺药",
        "⟦二栋一单元〇三〇二⟧",
        "Leave it at ⟦Flat 3B, Bldg 5⟧",
        "漏到楼下⟦1102⟧了",
        "⟦402⟧的,菜拿错了",
        "按⟦1栋1楼最里头那间⟧的门铃",
    ),
    passes=(
        "3-8栋今天封控",
        "每栋2人,每单元1人",
        "3栋2单元电梯检修",
        "七楼还是九楼漏水",
        "4月2号付的钱,3号到货",
        "坐138路到5号线",
        "KN95按GB 2626-2019,3M 9501也行",
        "中山北路1808号那间大药房能刷医保",
        "住院部3号楼12层1203病房",
        "3室1厅,押一付三",
    ),
)

_WORDS = words("places")
_ROADS = _WORDS["roads"]
_HOUSE_LABELS = _WORDS["house_labels"]
_BEFORE_ROOM, _AFTER_ROOM = _WORDS["before_room"], _WORDS["after_room"]
_HOME, _PUBLIC_AFTER, _PUBLIC_BEFORE = (
    ahocorasick_rs.AhoCorasick(sorted(_WORDS[name].all)) for name in ("home", "public_after", "public_before")
)
_DIGITS = ahocorasick_rs.AhoCorasick(list("0123456789"))
_NEAR = 16
_ENDS = frozenset(",。;!?\n:()[]…~、")
_WEAK_BEFORE = frozenset("到在给去是")
_LETTERS = frozenset("abcdefgh")
_EMERGENCY = frozenset({"110", "112", "114", "119", "120", "122"})
_NUMBERED = frozenset({Level.LANE, Level.COURT, Level.BUILDING})
_COURTS = frozenset({"号", "号院", "号大院", "号院坝"})
_DATED = frozenset("月日周今明昨每这本下前")
_ONE_HOME = ("家", "那户", "一户", "二户", "三户", "那间")
_ROOM_WORDS = frozenset({"-", "flat", "apt", "apartment", "rm", "room", "suite", "unit"})


def find(text: Text, context: Context) -> Iterable[Hit]:
    """The doors of a text."""
    chained = list(_chained(text.folded, text.numerals))
    alone = (
        (start, end)
        for start, end in _rooms_alone(text.folded, text.numerals)
        if not any(first < end and start < last for first, last in chained)
    )
    for start, end in (*chained, *alone):
        yield Hit(text.span(start, end), "门牌号,建议隐去")


def _chained(folded: str, view: str) -> Iterator[tuple[int, int]]:
    """Numbers with units that lead to somebody's door."""
    for chain in chains(folded, view):
        pinned = 0 if chain.has_room else _pinned(folded, chain.end)
        labelled = _HOUSE_LABELS.behind(folded, chain.start) > 0
        on_road = labelled or _ROADS.behind(folded, chain.start) > 0
        if len(chain.parts) == 1 and not (pinned or chain.has_room or on_road):
            continue  # by far the most: 3栋, 七楼
        before, after = _clause_before(folded, chain.start), folded[chain.end : chain.end + _NEAR]
        leading = folded[max(chain.start - _NEAR, 0) : chain.start]
        if (labelled or _is_door(chain, before, after, pinned)) and not _is_public(chain, leading, after):
            yield chain.start - _side_before(folded, chain), chain.end + pinned


def _is_door(chain: Chain, before: str, after: str, pinned: int) -> bool:
    """Whether a chain is fine enough for one home, by itself or by the words around it.

    `pinned`: how many characters of `after` say which door is meant.
    """
    first, several = chain.parts[0], len(chain.parts) > 1
    if chain.has_room:
        return several or _is_room_alone(first, before, after)
    if first.level in _NUMBERED and _ends_with_road(before):
        return several or first.level is Level.COURT or _is_home(before)
    if not several:
        at_home = _is_home(before) or _is_home(_clause(after))
        return pinned > 0 and (at_home or after[:pinned].endswith(_ONE_HOME))
    if first.level is Level.LANE or (first.unit in _COURTS and before[-1:] not in _DATED):
        return True
    return pinned > 0 or _is_home(before) or _is_home(_clause(after))


def _is_room_alone(room: Part, before: str, after: str) -> bool:
    """A room without its building: 502室 and flat 3b are somebody's, 3室1厅 and 30户 are not."""
    if room.unit in _ROOM_WORDS:
        return True
    if not is_room(str(room.value)) or after.startswith(("厅", "型")):
        return False
    return room.unit != "户" or _is_home(before)


def _is_public(chain: Chain, before: str, after: str) -> bool:
    """A shop's or an office's number, a ward, a classroom: there to be found."""
    if chain.has_room or len(chain.parts) > 1:
        return _WORDS["public_rooms"].ahead(after, 0) > 0
    near = _clause(after)[:8]
    return bool(_PUBLIC_AFTER.find_matches_as_indexes(near) or _PUBLIC_BEFORE.find_matches_as_indexes(before))


def _ends_with_road(before: str) -> bool:
    """A road or a village with a name; 线路 is none, and 138路 is a bus."""
    length = _ROADS.behind(before, len(before))
    if not length or length == len(before) or _WORDS["not_roads"].behind(before, len(before)):
        return False
    return not before[:-length][-2:].isdigit()


def _pinned(folded: str, at: int) -> int:
    """How many characters behind a building or floor say which door of it: 最里头那间, 东户, 后座."""
    start = at + (folded[at : at + 1] in {"的", " "})
    stop = start + _WORDS["pins"].ahead(folded, start)
    if stop == start:
        return 0
    clause = _clause(folded[stop : stop + 8])
    ends = (place + len(end) for end in _WORDS["pin_ends"].all if (place := clause.find(end)) >= 0)
    return stop - at + min(ends, default=0)


def _side_before(folded: str, chain: Chain) -> int:
    """南苑7舍, 东区3栋, 东侧二楼: the side belongs to the building."""
    at = chain.start
    if chain.parts[0].level not in {Level.BUILDING, Level.FLOOR} or not at:
        return 0
    sides = "东南西北中左右"
    if folded[at - 1] in "侧边" and folded[max(at - 2, 0)] in sides:
        return 2
    if folded[at - 1] in "苑区院":
        return 2 * (at > 1 and folded[at - 2] in sides)
    return int(folded[at - 1] in sides)


def _rooms_alone(folded: str, view: str) -> Iterator[tuple[int, int]]:
    """A room number alone, where the words around it make it a home: 楼下1102, 402的, 1203门口."""
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
    if not is_room(digits) or digits in _EMERGENCY or is_counted(folded, stop):
        return False
    beside = folded[start - 1] if start else ""
    lettered = beside in _LETTERS
    joined = folded[start - 1 - lettered : start - lettered] in {" ", ":", "的"}
    if _BEFORE_ROOM.behind(folded, start - lettered - joined):
        return True
    if beside.isascii() and beside not in " ,:;\n":
        return False  # the end of a word or of a longer number
    if _AFTER_ROOM.ahead(folded, stop):
        return True
    before = _clause_before(folded, start)
    if folded[stop : stop + 1] == "的":
        return not before and folded[stop + 1 : stop + 2] in {*_ENDS, ""}
    return before[-1:] in _WEAK_BEFORE and _is_home(before)


def _is_home(clause: str) -> bool:
    return bool(_HOME.find_matches_as_indexes(clause))


def _clause_before(folded: str, at: int) -> str:
    start = at
    while start > max(at - _NEAR, 0) and folded[start - 1] not in _ENDS:
        start -= 1
    return folded[start:at]


def _clause(after: str) -> str:
    stop = next((i for i, character in enumerate(after) if character in _ENDS), len(after))
    return after[:stop]

"""Whether a chain of parts is fine enough for one home, by itself or by the words around it."""

from __future__ import annotations

from collections.abc import Iterator

import ahocorasick_rs

from moderation.core.pattern import Pattern
from moderation.screening.doors.around import ENDS, NEAR, PLACES, clause, clause_before, is_home
from moderation.screening.doors.chains import Chain, chains, listed_after
from moderation.screening.doors.numbers import DASHES, is_room, number_start
from moderation.screening.doors.parts import FIRST_LETTERS, LABELS, STEMS, Level, Part
from moderation.screening.doors.pins import Pin, pin_behind

_ROADS, _HOUSE_LABELS = PLACES["roads"], PLACES["house_labels"]
_ESTATES, _BLOCKS = PLACES["estates"], PLACES["blocks"]
_PUBLIC_AFTER, _PUBLIC_BEFORE = (
    ahocorasick_rs.AhoCorasick(sorted(PLACES[name].all)) for name in ("public_after", "public_before")
)
_NUMBERED = frozenset({Level.LANE, Level.ALLEY, Level.COURT, Level.BUILDING})
_COURTS = frozenset({"号", "号院", "号大院", "号院坝"})
_SHELTERS = frozenset(
    {
        "号库",
        "号棚",
        "号厂房",
        "号车间",
        "集装箱",
        "号集装箱",
        "帐篷",
        "号帐篷",
        "号窑洞",
        "号毡房",
        "号营房",
        "号船",
    }
)
_DOWN_TO_THE_FLOOR = frozenset({Level.BUILDING, Level.ENTRANCE, Level.FLOOR})
_DATED = frozenset("月日周今明昨每这本下前")
_ONE_HOME = ("家", "那户", "一户", "二户", "三户", "那间")
_HALLS = frozenset({"舍", "斋", "号宿舍", "号宿舍楼"})
_APART = ENDS | {" "}
_LANE = Pattern(r"(?:^|住在?|我家在?|家在|到|在)(\p{Han}{2})里$")
_INSIDE = frozenset(
    "院区市库机信店家群站局厂校班部室楼村镇乡县省车箱袋包盒柜表单文帖会年月天周日这那哪手心夜房屋城公英海邻"
)
_LONGEST_BLOCK = 3


def chained_doors(folded: str, view: str) -> Iterator[tuple[int, int]]:
    """Where numbers with units lead to somebody's door. `view` is `Text.numerals`."""
    for chain in chains(folded, view):
        pin = pin_behind(folded, view, chain)
        labelled = _HOUSE_LABELS.behind(folded, chain.start) > 0
        on_road = (
            labelled
            or _ROADS.behind(folded, chain.start) > 0
            or folded[chain.start - 1 : chain.start] == "里"
        )
        told = pin.is_pin or pin.is_door or chain.has_room or on_road or chain.parts[0].unit in _SHELTERS
        if len(chain.parts) == 1 and not told:
            continue  # by far the most: 3栋, 七楼
        before, after = clause_before(folded, chain.start), folded[chain.end : chain.end + NEAR]
        leading = folded[max(chain.start - NEAR, 0) : chain.start]
        if (labelled or _is_door(chain, before, after, pin)) and not _is_public(
            chain, leading, after[pin.length :]
        ):
            yield _start(folded, chain), chain.end + pin.length
            if chain.has_room:
                yield from listed_after(folded, view, chain.end)


def _is_door(chain: Chain, before: str, after: str, pin: Pin) -> bool:
    first, several = chain.parts[0], len(chain.parts) > 1
    if chain.parts[-1].level is Level.BED and chain.parts[-1].value % 100 == 0:
        return False  # 3号馆500床
    if chain.has_room:
        return several or _is_room_alone(first, before, after)
    if first.level in _NUMBERED and _ends_with_road(before):
        return (
            several or pin.is_door or first.level is Level.COURT or (first.unit != "邻" and is_home(before))
        )
    at_home = is_home(before) or is_home(clause(after) if before else after)
    if not _SHELTERS.isdisjoint(part.unit for part in chain.parts):
        return several or at_home
    if not several:
        return pin.is_door or (pin.is_pin and (at_home or after[: pin.length].endswith(_ONE_HOME)))
    if _DOWN_TO_THE_FLOOR.issubset(part.level for part in chain.parts):
        return True
    if first.level in {Level.LANE, Level.ALLEY} or (first.unit in _COURTS and before[-1:] not in _DATED):
        return True
    on_a_side = pin.length > 0 and chain.parts[-1].level is Level.FLOOR
    return pin.is_pin or pin.is_door or on_a_side or at_home


def _is_room_alone(room: Part, before: str, after: str) -> bool:
    """A room without its building: 502室 and 3-502 are somebody's, 3室1厅, 30户 and 12床 are not."""
    if room.unit == "-":
        return True
    if room.unit in LABELS or room.level is Level.BED:
        return False  # what stands behind a label is looked at alone
    if not is_room(str(room.value)) or after.startswith(("厅", "型")):
        return False
    return room.unit != "户" or is_home(before) or after.startswith("的")


def _is_public(chain: Chain, before: str, after: str) -> bool:
    """A shop's or an office's number, a ward, a classroom: there to be found."""
    if chain.has_room or len(chain.parts) > 1:
        return PLACES["public_rooms"].ahead(after, 0) > 0
    near = clause(after)[:8]
    return bool(_PUBLIC_AFTER.find_matches_as_indexes(near) or _PUBLIC_BEFORE.find_matches_as_indexes(before))


def _ends_with_road(before: str) -> bool:
    """A road or a village with a name; 线路 is none, and 138路 is a bus."""
    if before.endswith("里"):
        return _is_lane(before)
    length = _ROADS.behind(before, len(before))
    if not length or length == len(before) or PLACES["not_roads"].behind(before, len(before)):
        return False
    return not before[:-length][-2:].isdigit()


def _is_lane(before: str) -> bool:
    """永定里 and 住平安里; not 医院里, 群里."""
    named = _LANE.search(before)
    return named is not None and named.group(1)[-1] not in _INSIDE


def _start(folded: str, chain: Chain) -> int:
    """Where a door begins: 南苑7舍, 东区3栋, 东侧二楼 with their side; the 美如楼 of 石硖尾邨美如楼1418室."""
    at = chain.start - (folded[chain.start - 1 : chain.start] == "第")
    if chain.parts[0].unit == "f" and folded[at - 1 : at] in DASHES and at:
        return _before_dash(folded, at - 1)
    if chain.parts[0].level in {Level.ROOM, Level.FLOOR}:
        at -= _block_before(folded, at)
    elif chain.parts[0].unit in _HALLS and folded[at - 1 : at] in {"园", "苑"} and at > 1:
        return at - 2  # 沁园11舍
    if (
        (chain.parts[0].level not in {Level.BUILDING, Level.FLOOR} and chain.parts[0].unit != "-")
        or at < chain.start
        or not at
    ):
        return at
    sides = "东南西北中左右"
    if folded[at - 1] in "侧边" and folded[max(at - 2, 0)] in sides:
        return at - 2
    if folded[at - 1] in "苑区院":
        return at - 2 * (at > 1 and folded[at - 2] in sides)
    alone = chain.parts[0].unit != "-" or at == 1 or folded[at - 2] in _APART
    return at - (alone and folded[at - 1] in sides + "学公研本")


def _before_dash(folded: str, dash: int) -> int:
    """Where the building of 5-12f-06 or 甲3-8f-02 begins."""
    at = number_start(folded, dash)
    return at - (at > 0 and folded[at - 1] in {*STEMS, *FIRST_LETTERS})


def _block_before(folded: str, at: int) -> int:
    """The length of a block's name that ends at `at`, behind the name of its estate."""
    at_name = at - (folded[at - 1 : at] == " ")
    ending = _BLOCKS.behind(folded, at_name)
    for length in range(1, _LONGEST_BLOCK + 1) if ending else ():
        start = at_name - ending - length
        if start < 0 or folded[start] in ENDS:
            return 0
        if _ESTATES.behind(folded, start) or (length > 1 and (not start or folded[start - 1] in _APART)):
            return at - start
    return 0

"""Doors that no chain of units leads to: a house behind 住, a cellar, a bed in a ward, doors in pinyin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.doors.around import clause_before, is_home
from moderation.screening.doors.numbers import is_counted, is_room, number, number_start
from moderation.screening.doors.parts import runs_on, touches_latin

_LONGEST_MONTH = 31
_DIGIT = "[0-9十百廿卅]"
# 住西关外77号, and not 住院3号出院, 住到12号, 住在3号楼.
_NO_PLACE = r"\x01-\x7f到月从了过等今明昨这那店于是就有要和每日周起,。;!?、:()"
_AFTER = r",。;!?\n )、(~"
_HOUSE = Pattern(
    rf"(?:住|家在|家住|住址|地址)(?:在|是)?:?([^{_NO_PLACE}]{{2,12}}?)({_DIGIT}{{1,4}}号)(?:$|[{_AFTER}])"
)
# 住解放路118, 寄到桂花巷3-1.
_NUMBER = Pattern(
    rf"(?:住|家在|家住|住址|地址|送到|送至|寄到)(?:在|是)?:?[^{_NO_PLACE}]{{1,12}}?(?:路|街|巷|弄|胡同|大道|里)"
    r"([0-9]{1,4}(?:-[0-9]{1,3})?)(?:$|[,。;!?\n )])"
)
_BESIDE = Pattern(rf"(?:对面|斜对面|旁边|隔壁|后面|背后|边上)的?({_DIGIT}{{1,4}}号)(?:$|[{_AFTER}的])")
_PLACE_ENDS = tuple("村庄屯寨湾坝里下外边头口桥关园坡沟岭塘院巷坊弄")

# 双河屯第5户
_HOUSEHOLD = Pattern(
    "(?:[一-鿿][屯村寨湾庄坪堡队组社坝沟里]|(?:老家|住在?|家在|家住)[一-鿿]{2,8}?)(第[0-9十]{1,3}[户家])"
)
# 住17c, 17c的住户, 翠屏阁17c: a floor and the letter of a flat.
_FLAT = Pattern(
    r"(?:我家|我住|家住|住在?|[阁轩苑厦邨])([0-9]{1,2}[a-fh])(?:$|[,。;!?\n )])|"
    r"(?:^|[^a-z0-9.])([0-9]{1,2}[a-fh])的?(?:住户|业主|租客|邻居|阿姨|奶奶|爷爷|老人|宝妈)"
)
# 天台屋b室, 劏房3号
_CUBICLE = Pattern("(?:天台屋|[劏㓥]房|板间房|笼屋|阁楼)([a-h0-9]{1,2}[室号房])")
_ADJUNCT = Pattern(rf"[^号第如请见文](附{_DIGIT}{{1,3}}号)(?:$|[{_AFTER}])")

_STORES = "底商|商铺|铺位|车位|车库|储藏室|储藏间|杂物间|仓库|地下室|摊位|档口|别墅"
_OWN = "车位|储藏室|储藏间|杂物间|商铺|底商|别墅"
_STORE = Pattern(
    rf"(?:{_STORES})(?:[a-h]区?|负[0-9]层?|b[1-4])?[- ]?{_DIGIT}{{1,4}}(?:-[0-9]{{1,4}})?号?(?:车?位)?|"
    rf"(?:负[0-9]层?|b[1-4]?)[- ]?[0-9]{{2,4}}号?(?:{_OWN})|[0-9]{{1,4}}号(?:{_OWN})"
)
_LEVELS = frozenset({"b1", "b2", "b3", "b4"})
_FETCHED = Pattern(r"^(?:$|[,。;!?\n )、]|自取|自提|来取|取|拿|门口|放|住|家|那)")

# 康复科18床, 急诊走廊加床7, and with the floor or the ward's number 八层心内科加12床. Not 呼吸科扩到50床.
_WARD = "(?:病区|病房|舱|仓|馆|科|急诊|留观|走廊|过道|icu|区)"
_BED = Pattern(
    rf"(?:({_DIGIT}{{1,3}}(?:号楼|楼|层|病区|病房|区)(?:[一-鿿]{{0,7}}?{_WARD})?)|{_WARD})"
    rf"((?:加?{_DIGIT}{{1,4}}(?:号床|床))|加床{_DIGIT}{{1,3}}|床号?:?{_DIGIT}{{1,4}})"
    r"(?:的|家属|病人|患者|陪|老|大|阿|$|[,。;!?\n])"
)

_N = r"[0-9][0-9\x00]{0,12}"
_ROOM = r"[0-9]\x00*(?: ?[0-9]\x00*){2,3}"
_PINYIN = Pattern(
    rf"{_N} ?(?:hao ?lou|号 ?lou|hao|dong|zhuang|zuo|[dhz])[ ,-]?(?:{_N} ?(?:dan ?yuan|dy|d|men)[ ,-]?)?"
    rf"(?:{_N} ?(?:lou|ceng)[ ,-]?)?{_ROOM}(?: ?(?:shi|fang|hao|室))?"
)
_BY_LETTER = Pattern(rf"{_N} ?[dhz][ ,-]?{_ROOM}")  # 3d502; 3d502打印机 is none
_SAID_OF_DOORS = Pattern(r"$|[^\pL\pN]|[的缺求要需有]")
_BAR = "(?:杠|横杠|横|斜杠)"
# 三杠二杠五零二, 3_2_502, 3.2.502; a year is no room.
_SEPARATED = (
    Pattern(rf"[1-9][0-9]?{_BAR}(?:[1-9]{_BAR})?([0-9]{{3,4}})"),
    *(Pattern(rf"[1-9][0-9]?{mark}[1-9]{mark}([0-9]{{3,4}})") for mark in ("~", "_", r"\.", "/")),
)
_YEARS = ("19", "20")


def named_doors(text: Text) -> Iterator[tuple[int, int]]:
    """Cellars, shops, cars and doors in pinyin: where they stand in the folded text."""
    view = text.numerals
    for match in _STORE.finditer(view):
        if _is_store(text.folded, view, *match.span()):
            yield match.span()
    for pattern in _SEPARATED:
        for match in pattern.finditer(view):
            if _is_separated(text.folded, view, match):
                yield match.span()
    if text.has_latin:
        for match in _PINYIN.finditer(view):
            start, end = match.span()
            if touches_latin(view, start) or runs_on(view, end):
                continue
            if not _BY_LETTER.fullmatch(match.group()) or _SAID_OF_DOORS.match(text.folded[end : end + 2]):
                yield start, end


def beds(text: Text) -> Iterator[tuple[int, int]]:
    """Beds of a ward, with the floor or the number of the ward when they are told."""
    for match in _BED.finditer(text.numerals):
        yield match.start(1 if match.group(1) else 2), match.end(2)


def houses(text: Text) -> Iterator[tuple[int, int]]:
    """Houses by a number alone, where a name of a place stands before it: where in the folded text."""
    view = text.numerals
    for match in _HOUSE.finditer(view):
        start, end = match.span(2)
        if (number(view[start : end - 1]) or 0) > _LONGEST_MONTH or match.group(1).endswith(_PLACE_ENDS):
            yield start, end
    for match in _FLAT.finditer(view):
        yield match.span(match.lastindex)
    for pattern in (_HOUSEHOLD, _CUBICLE, _ADJUNCT, _BESIDE, _NUMBER):
        for match in pattern.finditer(view):
            yield match.span(1)


def _is_separated(folded: str, view: str, match: Any) -> bool:
    """Whether 3_2_502 is a door: no date, no version, no part of something longer."""
    (start, end), room = match.span(), match.group(1)
    if not is_room(room) or (len(room) == 4 and room.startswith(_YEARS)):
        return False
    if "." in folded[start:end] and not is_home(clause_before(folded, start)):
        return False  # version 3.2.105
    return not (is_counted(folded, end) or runs_on(view, end) or _goes_back(view, start))


def _goes_back(view: str, at: int) -> bool:
    """Whether a longer number, a price or a word ends at `at`."""
    return touches_latin(view, at) or view[at - 1 : at] in {*"./-~+_=$¥"}


def _is_store(folded: str, view: str, start: int, end: int) -> bool:
    """Whether 车位B2-117 or 底商3号 is a place: 仓库12号到货 and 车位3个 are none."""
    if is_counted(folded, end) or runs_on(folded, end) or touches_latin(folded, start):
        return False
    if view[end - 2 : end] in _LEVELS and view[end - 3] not in "-0123456789":
        return False  # 车库b2
    lettered = any("a" <= character <= "h" for character in folded[start:end]) or "-" in folded[start:end]
    if folded[end - 1] != "号":
        return lettered
    day = (number(view[number_start(view, end - 1) : end - 1]) or 0) <= _LONGEST_MONTH
    return lettered or not day or _FETCHED.match(folded[end : end + 3]) is not None

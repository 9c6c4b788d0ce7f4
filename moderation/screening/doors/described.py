"""Doors that are described: 左拐第二个门洞,上到顶楼右边那户; 村东头第二家; 大樟树下那户."""

from __future__ import annotations

from collections.abc import Iterator

import ahocorasick_rs

from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.doors.around import PLACES, clause, clause_before, is_home

_COUNT = "[0-9]{1,2}"
_FLOOR = rf"{_COUNT}(?:楼|层|单元|排|号楼|栋|幢|号院)"
_WAY = (
    rf"前楼|后楼|天井|铁门|进门|进院|进楼|出?电梯|楼梯口|上楼|下楼|[左右][拐转]|往[里左右东西南北上]走?|走?到底|尽头|弄堂|巷[子口]|村[口头尾东西南北]头?|院[子里]|"
    rf"第{_COUNT}个?(?:门洞|楼梯|单元|门|栋|排|弄|巷)|{_FLOOR}|顶楼|底楼|上到|[左右](?:手边|手|边|侧)|[东西南北][头数边]|朝[东南西北]|"
    r"最[里外东西南北上]面?|平房|石库门|门洞|坡[上下]|桥[头边]|树下|后面|旁边|对面|隔壁"
)
_HOUSEHOLD = rf"第{_COUNT}户|那户|[0-9一二三]?层阁|亭子间|最里[头面]?一?户"
_DOOR = (
    rf"{_HOUSEHOLD}|第{_COUNT}[家间]|那[家间]|那扇门|第{_COUNT}个(?:卷帘|铁|木|防盗|大)?门|"
    r"最里[头面]?一?[家间]"
)
_WALK = Pattern(
    rf"(?:{_WAY})(?:[^。;!?\n]{{0,3}}?(?:{_WAY})){{0,6}}[^。;!?\n]{{0,6}}?(?:{_DOOR})(?:[^。;!?\n]{{0,8}}?(?:{_DOOR}))?"
)
# 村委会后面的土房; what is no home by itself, where the words around speak of one.
_OLD_HOUSE = "竹楼|吊脚楼|土房|瓦房|木屋|石屋|窑洞|毡房|老屋|老宅"
_HOUSE = "砖房|平房|小楼|棚屋|板房|院子|小院|阁楼|[东西南北]屋|[23]层楼"
_BEHIND = Pattern(
    rf"(?:对面|旁边|后面|后头|背后|隔壁|前头|边上?)的?(?:那[栋座间幢个])?(?:({_OLD_HOUSE})|{_HOUSE})"
)
_HINTS = Pattern(
    "那家|那户|那间|那扇门|个门|个铁门|个木门|个大门|帘门|盗门|层阁|亭子间|最里|第[0-9一二三四五六七八九十]{1,2}[家户间]"
)
_SURE = Pattern(rf"{_HOUSEHOLD}|^{_FLOOR}|^村[口头尾东西南北]")
_STEPS = Pattern(_WAY)
_PUBLIC = ahocorasick_rs.AhoCorasick(
    sorted(PLACES["public_after"].all | {"店", "铺", "摊", "档", "卖", "有货", "便宜", "买", "公司", "单位"})
)
_NEAR = 6


def described_doors(text: Text) -> Iterator[tuple[int, int]]:
    """Where the way to a door stands in the folded text; the way to a shop is none."""
    for match in _BEHIND.finditer(text.numerals):
        if match.group(1) or is_home(clause_before(text.folded, match.start())):
            yield match.span()
    if not _HINTS.found_in(text.folded):
        return
    for match in _WALK.finditer(text.numerals):
        start, end = match.span()
        if _PUBLIC.find_matches_as_indexes(text.folded[max(start - _NEAR, 0) : end + _NEAR]):
            continue
        several = sum(1 for _ in _STEPS.finditer(match.group())) > 1
        said = clause_before(text.folded, start) + clause(text.folded[end : end + _NEAR])
        if several or _SURE.found_in(match.group()) or is_home(said):
            yield start, end

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
    rf"铁门|进门|进楼|出?电梯|楼梯口|上楼|下楼|[左右][拐转]|往[里左右东西南北上]走?|走?到底|尽头|弄堂|巷[子口]|村[口头尾东西南北]头?|院[子里]|"
    rf"第{_COUNT}个?(?:门洞|楼梯|单元|门|栋|排|弄|巷)|{_FLOOR}|顶楼|底楼|上到|[左右](?:手边|手|边|侧)|[东西南北][头数边]|朝[东南西北]|"
    r"最[里外东西南北上]面?|平房|石库门|门洞|坡[上下]|桥[头边]|树下|后面|旁边|对面|隔壁"
)
_HOUSEHOLD = rf"第{_COUNT}户|那户|[0-9一二三]?层阁|亭子间|最里[头面]?一?户"
_DOOR = rf"{_HOUSEHOLD}|第{_COUNT}[家间]|那[家间]|那扇门|第{_COUNT}个门|最里[头面]?一?[家间]"
_WALK = Pattern(
    rf"(?:{_WAY})(?:[^。;!?\n]{{0,3}}?(?:{_WAY})){{0,6}}[^。;!?\n]{{0,6}}?(?:{_DOOR})(?:[^,。;!?\n]{{0,3}}?(?:{_DOOR}))?"
)
_HINTS = Pattern("那家|那户|那间|那扇门|个门|层阁|亭子间|最里|第[0-9一二三四五六七八九十]{1,2}[家户间]")
_SURE = Pattern(rf"{_HOUSEHOLD}|^{_FLOOR}")
_STEPS = Pattern(_WAY)
_PUBLIC = ahocorasick_rs.AhoCorasick(
    sorted(PLACES["public_after"].all | {"店", "铺", "摊", "档", "卖", "有货", "便宜", "买", "公司", "单位"})
)
_NEAR = 6


def described_doors(text: Text) -> Iterator[tuple[int, int]]:
    """Where the way to a door stands in the folded text; the way to a shop is none."""
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

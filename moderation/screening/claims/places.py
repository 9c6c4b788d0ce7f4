"""Where the maker is said to be."""

from __future__ import annotations

from moderation.core.pattern import Pattern
from moderation.screening.claims.facts import Facts
from moderation.screening.claims.registers import register

MAINLAND = {name: heads for heads, names in register("places")["provinces"].items() for name in names}
"""Provinces and towns known for masks, with the characters that their device numbers may begin with."""
_NAMES = "|".join(sorted(MAINLAND, key=len, reverse=True))
_MAKER = Pattern(
    rf"(?:厂家|生产企业|生产商|生产厂|制造商|生产单位|产地|厂址|工厂|厂|注册人|生产地址)(?:名称|地址)?"
    rf"(?:在|是|为|:|写的?是?|写着|印的?是?|,)?(?:的)?({_NAMES})|"
    rf"({_NAMES})(?:省|市|县)?(?:[^,。;!?\s]{{0,4}})?(?:本地|源头|大|一家|某)?(?:的)?"
    rf"(?:药?厂|厂家|工厂|公司|企业|生产|产的|制造)"
)


def maker(facts: Facts) -> str:
    """The place in the mainland where the maker is said to be, or nothing; nothing too for several."""
    found = {m.group(1) or m.group(2) for m in _MAKER.finditer(facts.text.folded)}
    return found.pop() if len(found) == 1 else ""

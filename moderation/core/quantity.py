"""Amounts that keep the writer's words: "no upper limit" is not 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import re2

from moderation.core.han_number import WRITTEN, read_number
from moderation.core.text import fold


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as written and as understood.

    `amount` is None when the words name no number; `unlimited` says that they name "as many as there are".
    `unit` is one of the units asked for, or None when the writer gave none we know. Of a range or a rough
    number the amount is the least it can be.
    """

    words: str
    amount: Decimal | None
    unit: str | None
    unlimited: bool = False


_UNLIMITED = (
    *("有多少要多少", "有多少收多少", "多少都要", "多少都行", "多少都可以", "越多越好", "多多益善"),
    *("不限", "无上限", "没有上限", "不设上限", "上不封顶"),
    *("nolimit", "noupperlimit", "nomaximum", "unlimited", "asmanyaspossible", "asmuchaspossible"),
)

# Other wordings of a unit, and the units they may stand for: whichever of them was asked for first is meant.
_WORDINGS = {
    **dict.fromkeys(("个", "只", "枚", "pcs", "pieces", "piece"), ("只", "个", "件", "台", "份")),
    **dict.fromkeys(("件", "套", "台"), ("件", "套", "台", "个")),
    **dict.fromkeys(("片", "张"), ("片", "只")),
    **dict.fromkeys(("双", "pairs", "pair"), ("双", "副")),
    **dict.fromkeys(("袋", "包", "packs", "pack", "bags", "bag"), ("包", "袋")),
    **dict.fromkeys(("boxes", "box"), ("盒", "箱")),
    **dict.fromkeys(("bottles", "bottle"), ("瓶",)),
    **dict.fromkeys(("人份", "单", "shares", "share"), ("份",)),
    **dict.fromkeys(("千克", "kg"), ("公斤",)),
    **dict.fromkeys(("litres", "liters", "l"), ("升",)),
    **dict.fromkeys(("块钱", "块", "圆", "yuan", "rmb", "cny"), ("元",)),
    **dict.fromkeys(("个小时", "个钟头", "钟头", "个半小时", "hours", "hour", "h"), ("小时",)),
    **dict.fromkeys(("分", "minutes", "minute", "mins", "min"), ("分钟",)),
    **dict.fromkeys(("个人", "位", "名", "people", "persons", "person"), ("人",)),
    **dict.fromkeys(("次", "趟", "回"), ("次", "趟")),
}

_MORE = r"(?:多|来|余|几|左右)?"
_NUMBER = re2.compile(rf"({WRITTEN})(?:\s*[-~～至到]\s*(?:{WRITTEN}))?\s*{_MORE}\s*")
_ABOUT = r"(?:大约|大概|差不多|至少|最少|最多|一共|共|约|各|about )?"
_NOTHING_BUT_A_NUMBER = re2.compile(
    rf"{_ABOUT}\s*({WRITTEN})\s*{_MORE}\s*(?:\p{{Han}}{{1,2}}|[a-z]{{2,12}})?"
)
# Words that begin with a number and name no amount.
_IDIOMS = re2.compile(r"一次性|一[点些样起定般直下]|第[一二三四五六七八九十\d]+|半价|千万")


def read_quantity(words: str, units: Sequence[str]) -> Quantity:
    """The amount in `words`: the first number that one of the `units` follows, else the only thing said.

    `units` are in the order of preference: 20 个 are 20 只 where only 只 is counted.
    """
    text = _IDIOMS.sub(" ", fold(words).folded)
    bare = text.replace(" ", "")
    if any(phrase in bare for phrase in _UNLIMITED):
        return Quantity(words, None, None, unlimited=True)
    for amount, unit in _counted(text, units):
        return Quantity(words, amount, unit)
    only = _NOTHING_BUT_A_NUMBER.fullmatch(text.strip(" 。.!"))
    if only is None:
        return Quantity(words, None, None)
    # A price of "25" can only be 25 元.
    return Quantity(words, read_number(only.group(1)), units[0] if len(units) == 1 else None)


def _counted(text: str, units: Sequence[str]) -> Iterator[tuple[Decimal, str]]:
    """Numbers that a unit follows. One that touches a Latin letter is part of a name: N95, 3M."""
    wordings = sorted({*units, *_WORDINGS}, key=len, reverse=True)
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        amount = read_number(match.group(1))
        if amount is None or _in_a_name(text[start - 1 : start]):
            continue
        wording = next((w for w in wordings if _stands(w, text, end)), "")
        if unit := _meant(wording, units):
            yield amount + _rest(wording, text[end + len(wording) :]), unit
        elif "元" in units and text[:start].rstrip().endswith("¥"):
            yield amount, "元"


def _in_a_name(before: str) -> bool:
    return before.isascii() and before.isalnum()


def _stands(wording: str, text: str, at: int) -> bool:
    end = at + len(wording)
    return text.startswith(wording, at) and not (
        wording[-1].isascii() and end < len(text) and "a" <= text[end] <= "z"
    )


def _meant(wording: str, units: Sequence[str]) -> str | None:
    if wording in units:
        return wording
    return next((unit for unit in units if unit in _WORDINGS.get(wording, ())), None)


def _rest(wording: str, after: str) -> Decimal:
    """What stands behind the unit: 一斤半, 两个半小时, 2 块 5."""
    if "半" in wording or after.startswith("半"):
        return Decimal("0.5")
    if wording == "块" and after[:1].isdecimal() and not after[1:2].isdecimal():
        return Decimal(after[0]) / 10
    return Decimal(0)

"""Digits that are said to come several times: 双零, 五个零, 孖八, 0×5, 零(重复五次)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import re2

from moderation.core.fillers import FILLER, said
from moderation.core.pattern import Pattern

# What counts digits, in Mandarin and its neighbours; folding made 個 of it 个, and 隻 只.
_COUNTERS = "(?:个|只|粒|颗|枚|条|串|连|张|遍)"
_COUNT = "([2-9]|1[0-2]|十[12]?)"
_SAID_BEFORE = rf"(?:([双孖叠])|{_COUNT}(?:连续|连着)?的?{_COUNTERS}(?:连续|连着|阿拉伯)?的?)\s?([0-9])"
_TIMES = "(?:次|遍|个|下|回)"
_SAID_BEHIND = (
    rf"([0-9])(?:\s?[x×*乘]\s?{_COUNT}{_TIMES}?|\(?(?:重复|连写|连按|连着|连续){_COUNT}{_TIMES}\)?"
    rf"|\((?:x|共|一共|总共|写|按)?{_COUNT}{_TIMES}\))"
)
_BEFORE, _BEHIND = re2.compile(_SAID_BEFORE), re2.compile(_SAID_BEHIND)
_SAID = Pattern(f"{_SAID_BEFORE}|{_SAID_BEHIND}")
_GOES_ON = re2.compile(
    r"[0-9\x00-\x08][ ,.、。·/()+—-]{0,3}$|"
    r"(?:头|尾|后|前|末|间|段|截|部分?|再|接着?|然后|跟着?|了|是|加)[ ,.、:]{0,2}$"
)
"""A number is going on: its digits, what joins them, or the word for its next part."""
_REACH = 6
_AMOUNTS = frozenset("元块毛角折岁斤号月日点年级寸楼栋层室米升克倍万千百度")


def with_repeats(view: str) -> str:
    """The view with repeated digits as one digit and how often it is said."""
    if not _SAID.found_in(view):
        return view
    return _replaced(_replaced(view, _BEFORE, _said_before), _BEHIND, _said_behind)


def _replaced(view: str, pattern: Any, reading: Callable[[str, Any], str | None]) -> str:
    read = [(match.span(), reading(view, match)) for match in pattern.finditer(view)]
    characters = list(view) if any(instead for _, instead in read) else []
    for (start, end), instead in read:
        if instead:
            characters[start:end] = instead
    return "".join(characters) or view


def _said_before(view: str, match: Any) -> str | None:
    """五个零 wherever it stands; another digit (三个八) only where a number is going on.

    0000(四个零) and 最后四个0000 only count what is there.
    """
    start, end = map(int, match.span())
    twice, count, digit = (str(part or "") for part in match.groups())
    if view[end : end + 1] == digit:
        return None
    if view[start - 2 : start] == f"{digit}(" and view[end : end + 1] == ")":
        return "-" * (end - start)
    going_on = _GOES_ON.search(view[max(start - _REACH, 0) : start])
    if not going_on and (twice or digit != "0"):
        return None
    if digit != "0" and view[end : end + 1] in _AMOUNTS:
        return None
    return said(digit, 2 if twice else _value(count), end - start)


def _said_behind(view: str, match: Any) -> str | None:
    """0×5; 0000(共四个) only counts what is there."""
    start, end = map(int, match.span())
    digit, *counts = (str(part or "") for part in match.groups())
    count = next(filter(None, counts))
    if counts[0] and (digit != "0" or _goes_further(view, start, end)):
        return None
    if view[start - 1 : start] == digit:
        return f"{digit}{'-' * (end - start - 1)}"
    return said(digit, _value(count), end - start)


def _value(count: str) -> int:
    return int(count) if count.isascii() else 10 + int(count[1:] or 0)


def _goes_further(view: str, start: int, end: int) -> bool:
    """Whether a product or a word stands there, and no digit that is said so often."""
    before, after = view[start - 1 : start], view[end : end + 1]
    return before.isalnum() or after == FILLER or after in {"*", "×"} or (after.isascii() and after.isalnum())

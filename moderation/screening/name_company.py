"""What stands around a name: who is announced, what goes on about them, and what makes it no private name."""

from __future__ import annotations

from collections.abc import Container

from moderation.screening.doors.numbers import number_start
from moderation.screening.name_model import is_han
from moderation.screening.name_words import (
    ADDRESSES,
    ANNOUNCED,
    ANNOUNCING,
    FOLLOWERS,
    GLUE,
    NOT_NAMES,
    OFFICIALS,
    PLACES_AFTER,
    PUBLIC,
    ROLES,
    TELLING,
    TITLES,
)

_HOUSES = frozenset("栋幢楼室单元户号座")
_PLACE_ENDS = ("大道", "大街", *"路街巷弄村镇县市区州桥站坝坪庄屯岭寨寺庙苑店厂湾港岛塘")
_REACHED_BY = ("电话", "手机", "微信", "身份证", "联系", "收", "tel", "+86")
_SEXES, _YEARS = frozenset("男女"), frozenset("岁")
_LISTING = frozenset("、和/与及\n ")
_PERSON, _LISTED = 3, 4


def company_before(folded: str, view: str, start: int, ends: Container[int]) -> int:
    """How much announces a name at `start`, 0 to 4; `ends` are where other names end."""
    return _LISTED if _is_listed(folded, start, ends) else _weight_before(folded, view, start)


def _is_listed(folded: str, start: int, ends: Container[int]) -> bool:
    """Whether another name stands before it, as in 班淑芬、班志文."""
    at = start
    while at > max(start - 2, 0) and folded[at - 1] in _LISTING:
        at -= 1
    return at < start and at in ends


def _weight_before(folded: str, view: str, start: int) -> int:
    """What announces a name: a role, a number of a list, the edge of a clause."""
    if start == 0:
        return 1
    if ANNOUNCED.behind(folded, start):
        return _PERSON
    role = ROLES.behind(folded, start)
    if role:
        return 1 if role == 1 and folded[start - 1] in GLUE else 2
    if folded[start - 1] in _HOUSES and view[start - 2 : start - 1].isdigit():
        return 2  # 三栋裴玉凤
    if is_han(folded[start - 1]):
        return 0
    at = start
    while at > max(start - 4, 0) and folded[at - 1] in " ,:;、.。-—~)":
        at -= 1
    number = number_start(view, at)
    numbered = number < at and (number == 0 or folded[number - 1] == "\n")
    listed = numbered or at - number > 2 or folded[at - 1 : at] == "\n"  # or behind a phone number, a door
    return 1 + (listed or ROLES.behind(folded, at) > 1 or ANNOUNCED.behind(folded, at) > 0)


def company_after(folded: str, view: str, stop: int) -> int:
    """What goes on about a person: a form of address, a number, a verb, the end; up to 4."""
    title = TITLES.ahead(folded, stop)
    if title:
        return 3 if title > 1 else 2
    if not folded[stop : stop + 6].strip(" \n。.!~"):
        return 2
    if is_han(folded[stop]):
        return min(FOLLOWERS.ahead(folded, stop), 2)
    at = stop
    while at < min(stop + 6, len(folded)) and folded[at] in " ,:;、.。-—~(":
        at += 1
    if folded[at : at + 4].rstrip(" \n。.!~") in TITLES and len(folded) - at < 5:
        return 3  # 古月华 字: how a letter ends
    if folded[at : at + 1] in _SEXES and not is_han(folded[at + 1 : at + 2]):
        return 3  # 方小军,男,38岁
    spelled = "a" <= folded[at : at + 1] <= "z" and view[at : at + 1].isdigit()  # yao ba ba
    aged = view[at : at + 2].isdigit() and folded[at + 2 : at + 3] in _YEARS
    return 3 if spelled or aged or view[at : at + 3].isdigit() else 1 + folded.startswith(_REACHED_BY, at)


def is_private(folded: str, view: str, start: int, end: int, stop: int) -> bool:
    """Whether what is weighed as a name is neither a public one nor a part of another word."""
    name = folded[start:stop]
    if name.endswith(_PLACE_ENDS) or any(PUBLIC.ahead(folded, max(start - n, 0)) > n for n in range(3)):
        return False
    if view[start : end + 1].isdigit():
        return False  # 伍柒⑨
    if OFFICIALS.behind(folded, start):
        return False
    word = name in NOT_NAMES or (name[:2] in NOT_NAMES and name[-1] not in TELLING)
    if word and TITLES.ahead(folded, stop) < 2:
        return False
    if PLACES_AFTER.ahead(folded, stop) > TITLES.ahead(folded, stop):
        return False
    in_label = ANNOUNCING.behind(folded, start + 1) or ANNOUNCING.ahead(folded, start)  # 护士长, 户名
    return not in_label and not ADDRESSES.ahead(folded, end)

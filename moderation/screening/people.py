"""Personal names in Han characters, weighed by their characters and by what stands around them.

Everything that could begin a name, or announce one, is found at once (Aho-Corasick); then each place is
weighed with set look-ups over a few characters. So the time is linear, and there is no model to load.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from typing import NamedTuple

import ahocorasick_rs

from moderation.screening.house_numbers import number_start
from moderation.screening.lexicon import Words, words

_LEXICON = words("people")
_SURNAMES, _COMPOUND, _SYLLABLES = (_LEXICON[n] for n in ("surnames", "compound_surnames", "syllables"))
_FREQUENT, _COMMON_WORDS = _LEXICON["frequent_surnames"].all, _LEXICON["common_words"].all
_GIVEN = _LEXICON["given"].all
_TELLING = _GIVEN - _LEXICON["common_given"].all
_WEIGHTS = {character: int(character in _TELLING) for character in _GIVEN}
_POOR = frozenset("一二三四五六七八九十天月日年时上下前后多好有无到过会可来开进用")
_LABELS, _ROLES, _TITLES = _LEXICON["labels"], _LEXICON["roles"], _LEXICON["titles"]
_PEOPLE = _LEXICON["people"]
_FOLLOWERS, _PLACES_AFTER = _LEXICON["followers"], _LEXICON["places_after"]
_ROLES_OR_PEOPLE = Words(_ROLES.all | _PEOPLE.all)
_LAST_OF_ROLES = frozenset(word[-1] for word in _ROLES_OR_PEOPLE.all)
_NEVER = _LEXICON["never_given"].all
_ANNOUNCING = Words(word for word in _PEOPLE.all | _ROLES.all | _LABELS.all if len(word) > 1)
# 王小姐, 赵阿姨: a surname with a form of address tells too little to hide.
_ADDRESSES = Words({*(word for word in _TITLES.all if len(word) > 1), *"哥姐弟妹叔姨婆爷奶嫂总工"})
_HOUSES = frozenset("栋幢楼室单元户号座")
_GLUE = frozenset("我是和跟与及给向被让由归问喊转祝")
_PLACE_ENDS = ("大道", "大街", *"路街巷弄村镇县市区州桥站坝坪庄屯岭寨寺庙苑店厂湾港岛塘")
_REACHED_BY = ("电话", "手机", "微信", "身份证", "联系", "收", "tel", "+86")
_SEXES, _YEARS = frozenset("男女"), frozenset("岁")
_NOT_NAMES, _PUBLIC = _LEXICON["not_names"].all, _LEXICON["public"]
_OFFICIALS, _ORGANISATIONS = _LEXICON["officials"], tuple(_LEXICON["organisations"].all)

# 姓名不详, 户名写错: what is said instead of a name.
_SAID_OF_NAMES = frozenset("的了吗呢吧啊呀们这那你我他她它没请见找发对错在不要填写看为")
# These do not begin with a surname of one character.
_READ_OTHERWISE = _COMPOUND.all | {word[:2] for word in _SYLLABLES.all}
_STARTS = tuple(sorted(_SURNAMES.all | _COMPOUND.all | _LABELS.all | _SYLLABLES.all))
_FINDER = ahocorasick_rs.AhoCorasick(_STARTS)
_LABEL_PLACES, _SYLLABLE_PLACES = (
    frozenset(index for index, word in enumerate(_STARTS) if word in kind) for kind in (_LABELS, _SYLLABLES)
)
_LISTING = frozenset({"、", "和", "/", "与", "及", "\n"})
_ENOUGH = 4
_MOST_AFTER = 4
_PERSON = 3


class Name(NamedTuple):
    """A name at folded offsets."""

    start: int
    end: int


def people(folded: str, view: str) -> Iterator[Name]:
    """Full names of private persons, from the left. `view` is `Text.numerals`.

    Not: 王阿姨, 小陈, 李主任; officials; 李宁, 王府井.
    """
    done = 0
    for index, start, end in _FINDER.find_matches_as_indexes(folded, overlapping=True):
        if start < done:
            continue
        if index in _LABEL_PLACES:
            found = _labelled(folded, end)
        elif index in _SYLLABLE_PLACES:
            found = _of_syllables(folded, start, end)
        elif end < len(folded) and folded[end] not in _NEVER:
            listed = done > 0 and folded[done:start] in _LISTING
            found = _weighed(folded, view, start, end, listed=listed)
        else:
            continue
        if found is not None:
            done = found.end
            yield found


def _weighed(folded: str, view: str, start: int, end: int, *, listed: bool) -> Name | None:
    """Surname at start:end and one or two given-name characters, when enough speaks for a name.

    `listed`: another name stands before it, as in 班淑芬、班志文.
    """
    compound = end - start == 2
    if not compound and (folded[start : start + 2] in _READ_OTHERWISE or not _worth_weighing(folded, start)):
        return None
    surname = 2 if compound else (folded[start] in _FREQUENT) - (folded[start] in _COMMON_WORDS)
    before = _PERSON if listed else _weight_before(folded, view, start)
    person = before == _PERSON
    if person:
        before = 2
    best, best_weight = None, _ENOUGH - 1
    for stop in (end + 1, end + 2):
        given = folded[end:stop]
        if stop > len(folded) or given[-1] in _NEVER or not _is_han(given[-1]):
            break
        weight = surname + before + _weight_of(given) - _word_weight(folded, start, stop)
        if weight + _MOST_AFTER + 2 <= best_weight:
            continue
        after = _weight_after(folded, view, stop)
        bounded = not _is_han(folded[stop : stop + 1])
        said = after > 0 and len(given) == 2 and given[0] in _GIVEN and given[1] in _GIVEN
        if person and surname < 0 and (bounded or after > 1 or said):
            weight += 1  # 团长成勇, 老师万国平阿姨: even of a surname that is a word
        weight += after + (before == 2 and _TITLES.ahead(folded, stop) > 0)
        weight -= stop - start == 2 and surname <= 0 and before < 2 and after < 3  # 贡献, 雷达, 廉洁
        weight += person and surname >= 0 and (len(given) == 2 or bounded)
        if bounded:  # the whole of what is announced
            likely = surname > 0 or (surname == 0 and all(character in _GIVEN for character in given))
            weight += likely * ((before == 2) + (before > 0 and after == 3))
        if weight >= max(best_weight, _ENOUGH) and _is_private(folded, view, start, end, stop):
            best, best_weight = Name(start, stop), weight
    return best


def _worth_weighing(folded: str, start: int) -> bool:
    """Most surnames are parts of words: a telling character, a role or an edge must stand beside."""
    if folded[start] == folded[start + 1]:
        return False  # 哈哈哈
    first, second = folded[start + 1], folded[start + 2 : start + 3]
    if first in _GIVEN and folded[start : start + 2] not in _NOT_NAMES:
        telling = folded[start] in _FREQUENT or first in _TELLING or second in _TELLING
        if telling or not start or not _is_han(folded[start - 1]):
            return True
    elif folded[start] in _FREQUENT and start and not _is_han(folded[start - 1]):
        return True
    return start > 0 and folded[start - 1] in _LAST_OF_ROLES and _ROLES_OR_PEOPLE.behind(folded, start) > 0


def _weight_of(given: str) -> int:
    """Two characters weigh more than one, and characters that are seldom words more than those that are."""
    weight = sum(map(_WEIGHTS.get, given, repeat(-1)))
    both = len(given) == 2 and given[0] in _GIVEN and given[1] in _GIVEN
    return weight + both - _POOR.issuperset(given)


def _word_weight(folded: str, start: int, stop: int) -> int:
    """What speaks for a word that only begins like a name: 安全, 高新区; or ends before it: 二胡和…"""
    if folded[start:stop] in _NOT_NAMES or folded[start - 1 : start + 1] in _NOT_NAMES:
        return 3
    if folded[start : start + 2] in _NOT_NAMES and folded[stop - 1] not in _GIVEN:
        return 3
    return 2 * (folded[start : start + 2] in _NOT_NAMES)


def _weight_before(folded: str, view: str, start: int) -> int:
    """What announces a name: a role, a number of a list, the edge of a clause."""
    if start == 0:
        return 1
    if _PEOPLE.behind(folded, start):
        return _PERSON
    role = _ROLES.behind(folded, start)
    if role:
        return 1 if role == 1 and folded[start - 1] in _GLUE else 2
    if folded[start - 1] in _HOUSES and view[start - 2 : start - 1].isdigit():
        return 2  # 三栋裴玉凤
    if _is_han(folded[start - 1]):
        return 0
    at = start
    while at > max(start - 4, 0) and folded[at - 1] in " ,:;、.。-—~)":
        at -= 1
    number = number_start(view, at)
    numbered = number < at and (number == 0 or folded[number - 1] == "\n")
    listed = numbered or at - number > 2 or folded[at - 1 : at] == "\n"  # or behind a phone number, a door
    return 1 + (listed or _ROLES.behind(folded, at) > 1 or _PEOPLE.behind(folded, at) > 0)


def _weight_after(folded: str, view: str, stop: int) -> int:
    """What goes on about a person: a form of address, a number, a verb, the end; at most `_MOST_AFTER`."""
    title = _TITLES.ahead(folded, stop)
    if title:
        return 3 if title > 1 else 2
    if not folded[stop : stop + 6].strip(" \n。.!~"):
        return 2
    if _is_han(folded[stop]):
        return min(_FOLLOWERS.ahead(folded, stop), 2)
    at = stop
    while at < min(stop + 6, len(folded)) and folded[at] in " ,:;、.。-—~(":
        at += 1
    if folded[at : at + 4].rstrip(" \n。.!~") in _TITLES and len(folded) - at < 5:
        return 3  # 古月华 字: how a letter ends
    if folded[at : at + 1] in _SEXES and not _is_han(folded[at + 1 : at + 2]):
        return 3  # 方小军,男,38岁
    spelled = "a" <= folded[at : at + 1] <= "z" and view[at : at + 1].isdigit()  # yao ba ba
    aged = view[at : at + 2].isdigit() and folded[at + 2 : at + 3] in _YEARS
    return 3 if spelled or aged or view[at : at + 3].isdigit() else 1 + folded.startswith(_REACHED_BY, at)


def _is_private(folded: str, view: str, start: int, end: int, stop: int) -> bool:
    """Whether what is weighed as a name is neither a public one nor a part of another word."""
    name = folded[start:stop]
    if name.endswith(_PLACE_ENDS) or any(_PUBLIC.ahead(folded, max(start - n, 0)) > n for n in range(3)):
        return False
    if view[start : end + 1].isdigit():
        return False  # 伍柒⑨
    if _OFFICIALS.behind(folded, start):
        return False
    if _PLACES_AFTER.ahead(folded, stop) > _TITLES.ahead(folded, stop):
        return False
    in_label = _ANNOUNCING.behind(folded, start + 1) or _ANNOUNCING.ahead(folded, start)  # 护士长, 户名
    return not in_label and not _ADDRESSES.ahead(folded, end)


def _labelled(folded: str, at: int) -> Name | None:
    """What stands behind 姓名: or 户名 is a name when it begins with a surname, whatever its characters."""
    stop = min(at + 3, len(folded))
    while at < stop and folded[at] in " :是为叫,“\"'(-—[【":
        at += 1
    syllable = _SYLLABLES.ahead(folded, at)
    if syllable and (found := _of_syllables(folded, at, at + syllable)):
        return found  # 麦合木提 begins with a surname as well
    surname = 2 if folded[at : at + 2] in _COMPOUND else int(folded[at : at + 1] in _SURNAMES)
    end = at
    if folded[at + 1 : at + 2] == " " and _is_han(folded[at : at + 1]):
        return _spaced(folded, at) if surname else None
    while end < min(at + 20, len(folded)) and _is_han(folded[end]):
        end += 1
    run = folded[at:end]
    if run in _PUBLIC or run in _NOT_NAMES or run.endswith(_ORGANISATIONS) or _ANNOUNCING.ahead(folded, at):
        return None  # 户名:某某基金会; 收款户名: the later label announces
    if not surname:  # a rare one that is in no list
        rare = len(run) == 3 and run[0] not in _GLUE | _NEVER and run[1] in _TELLING and run[2] in _GIVEN
        return Name(at, end) if rare else None
    if surname < len(run) <= surname + 2:
        return Name(at, end) if _SAID_OF_NAMES.isdisjoint(run) else None
    if surname and len(run) == 4 and all(character in _TELLING for character in run[2:]):
        return Name(at, end)  # 金秀贤姬, 解晓东方
    for stop in (at + surname + 2, at + surname + 1):
        if folded[stop - 1 : stop] in _GIVEN and (
            _FOLLOWERS.ahead(folded, stop) or _TITLES.ahead(folded, stop)
        ):
            return Name(at, stop)
    if len(run) <= surname or run[surname] not in _GIVEN or run[0] in _COMMON_WORDS or run[:2] in _NOT_NAMES:
        return None
    return Name(at, at + surname + 1 + (run[surname + 1] in _GIVEN))


def _spaced(folded: str, at: int) -> Name | None:
    """王 小 明, one character at a time."""
    end = at + 1
    while end < at + 5 and folded[end : end + 1] == " " and _is_han(folded[end + 1 : end + 2]):
        end += 2
    alone = not _is_han(folded[end : end + 1])
    return Name(at, end) if end > at + 1 and alone else None


def _of_syllables(folded: str, start: int, end: int) -> Name | None:
    """扎西曲珍, 买买提·艾力: two syllable words or more, or one and what stands behind its dot."""
    count = 1
    while True:
        dot = folded[end : end + 1] in _DOTS
        length = _SYLLABLES.ahead(folded, end + dot)
        stop = end + dot + length
        while dot and not length and stop < min(end + 8, len(folded)) and _is_han(folded[stop]):
            stop += 1
        if stop <= end + dot:
            break
        end, count = stop, count + 1
    if count < 2 and folded[end : end + 1] in _LAST_SYLLABLES:
        end, count = end + 1, 2
    whole = end - start > 2 and not _is_han(folded[start - 1 : start]) and not _is_han(folded[end : end + 1])
    return Name(start, end) if count > 1 or whole else None


_DOTS = frozenset("·•・‧")
_LAST_SYLLABLES = frozenset("江汗")


def _is_han(character: str) -> bool:
    """Of one character, or of none at the end of the text."""
    return "\u4e00" <= character <= "\u9fff"

"""Personal names in Han characters, weighed by their characters and by what stands around them.

Everything that could begin a name, or announce one, is found at once (Aho-Corasick); then each place is
weighed with set look-ups over a few characters. So the time is linear, and there is no model to load.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import ahocorasick_rs

from moderation.screening.lexicon import Words, words

_LEXICON = words("people")
_SURNAMES, _COMPOUND, _SYLLABLES = (_LEXICON[n] for n in ("surnames", "compound_surnames", "syllables"))
_FREQUENT, _COMMON_WORDS = _LEXICON["frequent_surnames"].all, _LEXICON["common_words"].all
_GIVEN = _LEXICON["given"].all
_TELLING = _GIVEN - _LEXICON["common_given"].all
_POOR = frozenset("一二三四五六七八九十天月日年时上下前后多好有无到过会可来开进用")
_LABELS, _ROLES, _TITLES = _LEXICON["labels"], _LEXICON["roles"], _LEXICON["titles"]
_PEOPLE = _LEXICON["people"]
_FOLLOWERS, _PLACES_AFTER = _LEXICON["followers"], _LEXICON["places_after"]
_ANNOUNCING = Words(word for word in _PEOPLE.all | _ROLES.all | _LABELS.all if len(word) > 1)
# 王小姐, 赵阿姨: a surname with a form of address tells too little to hide.
_ADDRESSES = Words({*(word for word in _TITLES.all if len(word) > 1), *"哥姐弟妹叔姨婆爷奶嫂总工"})
_GLUE = frozenset("是和跟与及给向被让由归问喊转祝")
_PLACE_ENDS = ("大道", "大街", *"路街巷弄村镇县市区州桥站坝坪庄屯岭寨寺庙苑店厂")
_REACHED_BY = ("电话", "手机", "微信", "身份证", "联系", "收", "tel", "+86")
_NOT_NAMES, _PUBLIC = _LEXICON["not_names"].all, _LEXICON["public"].all
_OFFICIALS, _ORGANISATIONS = _LEXICON["officials"], tuple(_LEXICON["organisations"].all)

# Of a name with a surname of one character: that is read otherwise.
_NO_BEGINNING = _NOT_NAMES | _COMPOUND.all | {word[:2] for word in _SYLLABLES.all}
_STARTS = tuple(sorted(_SURNAMES.all | _COMPOUND.all | _LABELS.all | _SYLLABLES.all))
_FINDER = ahocorasick_rs.AhoCorasick(_STARTS)
_LABEL_PLACES, _SYLLABLE_PLACES = (
    frozenset(index for index, word in enumerate(_STARTS) if word in kind) for kind in (_LABELS, _SYLLABLES)
)
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
        elif folded[end : end + 1] in _GIVEN:
            found = _weighed(folded, view, start, end)
        else:
            continue
        if found is not None:
            done = found.end
            yield found


def _weighed(folded: str, view: str, start: int, end: int) -> Name | None:
    """Surname at start:end and one or two given-name characters, when enough speaks for a name."""
    compound = end - start == 2
    if folded[start : start + 2] in (_NOT_NAMES if compound else _NO_BEGINNING):
        return None
    if folded[start - 1 : start + 1] in _NOT_NAMES:
        return None  # 二胡和…
    surname = 2 if compound else (folded[start] in _FREQUENT) - (folded[start] in _COMMON_WORDS)
    before = _weight_before(folded, view, start)
    if before == _PERSON:
        surname, before = max(surname, 0), 2
    best, best_weight = None, _ENOUGH - 1
    for stop in _ends(folded, end):
        weight = surname + before + _weight_of(folded[end:stop])
        if weight + _MOST_AFTER <= best_weight:
            continue
        after = _weight_after(folded, view, stop)
        weight += after + (before == 2 and _TITLES.ahead(folded, stop) > 0)
        weight -= stop - start == 2 and surname <= 0 and before < 2 and after < 3  # 贡献, 雷达, 廉洁
        if weight >= max(best_weight, _ENOUGH) and _is_private(folded, view, start, end, stop):
            best, best_weight = Name(start, stop), weight
    return best


def _ends(folded: str, end: int) -> tuple[int, ...]:
    """Where a name may end: behind one given-name character, or a second that is one or ends the clause."""
    second = folded[end + 1 : end + 2]
    if second in _GIVEN or (_is_han(second) and not _is_han(folded[end + 2 : end + 3])):
        return (end + 1, end + 2)
    return (end + 1,)


def _weight_of(given: str) -> int:
    """Two characters weigh more than one, and characters that are seldom words more than those that are."""
    first, second = given[0], given[1:]
    telling = (first in _TELLING) + (second in _TELLING)
    poor = first in _POOR and (not second or second in _POOR)
    return telling + (second in _GIVEN) - poor


def _weight_before(folded: str, view: str, start: int) -> int:
    """What announces a name: a role, a number of a list, the edge of a clause."""
    if start == 0:
        return 1
    if _PEOPLE.behind(folded, start):
        return _PERSON
    role = _ROLES.behind(folded, start)
    if role:
        return 1 if role == 1 and folded[start - 1] in _GLUE else 2
    if _is_han(folded[start - 1]):
        return 0
    at = start
    while at > max(start - 4, 0) and folded[at - 1] in " ,:;、.。-—~)":
        at -= 1
    listed = at == 0 or view[at - 1].isdigit() or folded[at - 1] == "\n"
    return 1 + (listed or _ROLES.behind(folded, at) > 1 or _PEOPLE.behind(folded, at) > 0)


def _weight_after(folded: str, view: str, stop: int) -> int:
    """What goes on about a person: a form of address, a number, a verb, the end; at most `_MOST_AFTER`."""
    if not folded[stop : stop + 6].strip(" \n。.!~") or _TITLES.ahead(folded, stop):
        return 2
    if _is_han(folded[stop]):
        return 1 if _FOLLOWERS.ahead(folded, stop) else 0
    at = stop
    while at < min(stop + 6, len(folded)) and folded[at] in " ,:;、.。-—~(":
        at += 1
    return 3 if view[at : at + 3].isdigit() else 1 + folded.startswith(_REACHED_BY, at)


def _is_private(folded: str, view: str, start: int, end: int, stop: int) -> bool:
    """Whether what is weighed as a name is neither a public one nor a part of another word."""
    name = folded[start:stop]
    if name in _PUBLIC or name in _NOT_NAMES or name.endswith(_PLACE_ENDS):
        return False
    if name[0] == folded[end] or view[start : end + 1].isdigit():
        return False  # 哈哈哈; 伍柒⑨
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
    surname = 2 if folded[at : at + 2] in _COMPOUND else int(folded[at : at + 1] in _SURNAMES)
    end = at
    while end < min(at + 20, len(folded)) and _is_han(folded[end]):
        end += 1
    run = folded[at:end]
    if not surname or len(run) <= surname or run[:2] in _NOT_NAMES or run in _PUBLIC:
        return None
    if run.endswith(_ORGANISATIONS) or _ANNOUNCING.ahead(folded, at):
        return None  # 户名:某某基金会; 收款户名: the later label announces
    if len(run) <= surname + 2:
        return Name(at, end)
    for stop in (at + surname + 2, at + surname + 1):
        if folded[stop - 1] in _GIVEN and (_FOLLOWERS.ahead(folded, stop) or _TITLES.ahead(folded, stop)):
            return Name(at, stop)
    if run[surname] not in _GIVEN or run[0] in _COMMON_WORDS:
        return None
    return Name(at, at + surname + 1 + (run[surname + 1] in _GIVEN))


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
    return Name(start, end) if count > 1 else None


_DOTS = frozenset("·•・‧")
_LAST_SYLLABLES = frozenset("江汗")


def _is_han(character: str) -> bool:
    """Of one character, or of none at the end of the text."""
    return "\u4e00" <= character <= "\u9fff"

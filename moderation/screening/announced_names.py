"""Names that need no weighing: behind a label, and of syllables that hardly anything else is made of."""

from __future__ import annotations

from collections.abc import Iterator

from moderation.core.pattern import Pattern
from moderation.screening.name_model import is_han
from moderation.screening.name_words import (
    ANNOUNCING,
    COMPOUND,
    DOTS,
    FOLLOWERS,
    GIVEN,
    GLUE,
    NEVER,
    NOT_NAMES,
    ORGANISATIONS,
    PUBLIC,
    SURNAMES,
    SYLLABLES,
    TELLING,
    TITLES,
    TRANSLITERATED,
    Name,
)

# 姓名不详, 户名写错: what is said instead of a name.
_SAID_OF_NAMES = frozenset("的了吗呢吧啊呀们这那你我他她它没请见找发对错在不要填写看为")
_WORDS_TOO = frozenset("和时前后楼首才买来通过原从那年由自经单公全安方能平高明应种乐都是")
_SHORTEST_PART = 2
_LAST_SYLLABLES = frozenset("江汗")


def labelled_name(folded: str, at: int) -> Name | None:
    """What stands behind 姓名: or 户名 is a name when it begins with a surname, whatever its characters."""
    label, stop = at, min(at + 3, len(folded))
    while at < stop and folded[at] in " :是为叫,“\"'(-—[【":
        at += 1
    syllable = SYLLABLES.ahead(folded, at)
    if syllable and (found := name_of_syllables(folded, at, at + syllable)):
        return found  # 麦合木提 begins with a surname as well
    surname = 2 if folded[at : at + 2] in COMPOUND else int(folded[at : at + 1] in SURNAMES)
    end = at
    if folded[at + 1 : at + 2] == " " and is_han(folded[at : at + 1]):
        return _spaced(folded, at) if surname else None
    while end < min(at + 20, len(folded)) and is_han(folded[end]):
        end += 1
    run = folded[at:end]
    if run in PUBLIC or run in NOT_NAMES or run.endswith(ORGANISATIONS) or ANNOUNCING.ahead(folded, at):
        return None  # 户名:某某基金会; 收款户名: the later label announces
    if not surname:  # a rare one that is in no list
        rare = len(run) == 3 and run[0] not in GLUE | NEVER and run[1] in TELLING and run[2] in GIVEN
        return Name(at, end) if rare else None
    if surname == 1 and at == label and run[0] in _WORDS_TOO:
        return None  # 姓名和剂量: without a mark the label belongs to a sentence
    if surname < len(run) <= surname + 2:
        return Name(at, end) if _SAID_OF_NAMES.isdisjoint(run) else None
    if surname and len(run) == 4 and all(character in TELLING for character in run[2:]):
        return Name(at, end)  # 金秀贤姬, 解晓东方
    for stop in (at + surname + 2, at + surname + 1):
        if folded[at:stop] in NOT_NAMES:
            return None  # 本人:明天开始
        if folded[stop - 1 : stop] in GIVEN and (FOLLOWERS.ahead(folded, stop) or TITLES.ahead(folded, stop)):
            return Name(at, stop)
    return None


def _spaced(folded: str, at: int) -> Name | None:
    """王 小 明, one character at a time."""
    end = at + 1
    while end < at + 5 and folded[end : end + 1] == " " and is_han(folded[end + 1 : end + 2]):
        end += 2
    alone = not is_han(folded[end : end + 1])
    return Name(at, end) if end > at + 1 and alone else None


def name_of_syllables(folded: str, start: int, end: int) -> Name | None:
    """扎西曲珍, 买买提·艾力: two syllable words or more, or one and what stands behind its dot."""
    count = 1
    while True:
        dot = folded[end : end + 1] in DOTS
        length = SYLLABLES.ahead(folded, end + dot)
        stop = end + dot + length
        while dot and not length and stop < min(end + 8, len(folded)) and is_han(folded[stop]):
            stop += 1
        if stop <= end + dot:
            break
        end, count = stop, count + 1
    if count < 2 and folded[end : end + 1] in _LAST_SYLLABLES:
        end, count = end + 1, 2
    whole = end - start > 2 and not is_han(folded[start - 1 : start]) and not is_han(folded[end : end + 1])
    return Name(start, end) if count > 1 or whole else None


_SPLIT = Pattern(r"姓([一-鿿]{1,2})[,、 ]?(?:单名|名叫|名|叫)([一-鿿]{1,2})(?:$|[,。;、!? \n])")


def split_names(folded: str) -> Iterator[Name]:
    """姓郑,名少华: surname and given name apart."""
    for match in _SPLIT.finditer(folded):
        surname, given = match.groups()
        if (surname in SURNAMES or surname in COMPOUND) and all(c in GIVEN for c in given):
            yield Name(match.start(1), match.end(2))


def transliterated_names(folded: str) -> Iterator[Name]:
    """阿不都·热合曼: on either side of a dot two characters or more that foreign names are written with."""
    at = folded.find("·")
    while at >= 0:
        start, end = at, at + 1
        while start > max(at - 6, 0) and folded[start - 1] in TRANSLITERATED:
            start -= 1
        while end < min(at + 8, len(folded)) and folded[end] in TRANSLITERATED:
            end += 1
        if at - start > 1 and end - at > _SHORTEST_PART:
            yield Name(start, end)
        at = folded.find("·", end)


def dotted_name(folded: str, start: int, dot: int) -> Name:
    """爱新觉罗·恒泽: a long surname, a dot and two characters at most."""
    stop = dot + 1
    while stop < min(dot + 3, len(folded)) and is_han(folded[stop]) and folded[stop] not in NEVER:
        stop += 1
    return Name(start, stop)

"""Numbers whose parts stand apart in a sentence: 前面138,中间0013,后面8000; 一百三十八,五个零,八百二十一."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import re2

from moderation.core.lazy import kept
from moderation.core.numbers import Group, spread_groups
from moderation.core.pattern import Pattern
from moderation.core.text import Text

LONGEST_JOINT = 10
_MOST_PARTS = 8

_PLACE = Pattern(
    r"前|中|后|尾|头|首|末|最|再|接|然|跟|连|开|起|结|收|完|剩|余|当间|随|继|先|then|and|next|last|first|finally"
)
_CONNECTOR = Pattern(
    r"加|杠|横|短横|点|空|减|到|停|顿|歇|逗|句|斜|分隔|省略|下划|小杠|换行|喘|断|隔|dash|plus|dot|space|pause|slash|hyphen"
)
_HESITATION = Pattern(r"(?:嗯|呃|额|啊|哦|噢|唔|呐|诶|哎|那个|这个|就是|对|好|等等|等下|um|uh|er|ok)+")
_MARKS = " \n\t!-/\\:;,.。、·—_()[]【】「」<>《》“”\"'~|…"
_ASIDE = Pattern(r"^\s?[(\[【「<].{1,8}[)\]】」>]\s?$")
_UNIT = Pattern(r"[元块毛只个盒箱包袋份斤克升件户栋楼号室层岁年月日时分%℃瓶片枚米寸人次批]")

# Which part of the number it is, said before it or behind it.
_RANKS = (
    (0, Pattern(r"(?:前|头|首|起先|先)[^0-9]{0,4}$"), Pattern(r"^(?:开头|打头|起头|领头|在前|当头|带头)")),
    (1, Pattern(r"(?:中|当间)[^0-9]{0,4}$"), Pattern(r"^(?:居中|在中|夹中|中间)")),
    (2, Pattern(r"(?:后|尾|末|收)[^0-9]{0,4}$"), Pattern(r"^(?:结尾|收尾|殿后|在后|垫底|压尾|断后)")),
)

_SAID_WITH_UNITS = re2.compile(
    r"[1-9][千仟]0?(?:[1-9][百佰]0?)?(?:[1-9]?[十拾])?[1-9]?|[1-9][百佰]0?(?:[1-9]?[十拾])?[1-9]?|[1-9]?[十拾][1-9]?"
)
_WORTH = {"千": 1000, "仟": 1000, "百": 100, "佰": 100, "十": 10, "拾": 10}
_HAS_UNIT = re2.compile("[千仟百佰十拾]")
_TEENS_BEGIN = re2.compile("^[十拾][3-9]$")


@kept
def readings(text: Text) -> tuple[tuple[Group, ...], ...]:
    """All digits of a text in rows, however far apart, in every reading of 十, 百 and 千 there is.

    One takes each number in hundreds and tens as one row; the other leaves 8001 beside 十点 as it is.
    """
    view = text.numerals
    said = [match.span() for match in _SAID_WITH_UNITS.finditer(view)]
    apart = [span for span in said if not _touches_digits(view, *span)]
    return tuple(_parts(text.folded, view, spans) for spans in ((said, apart) if apart != said else (said,)))


def _parts(folded: str, view: str, said: list[tuple[int, int]]) -> tuple[Group, ...]:
    characters = list(view)
    for start, end in said:
        characters[start:end] = "·" * (end - start)
    in_units = (Group(start, end, str(_value(view[start:end]))) for start, end in said)
    return tuple(sorted((*in_units, *spread_groups(folded, "".join(characters)))))


def _touches_digits(view: str, start: int, end: int) -> bool:
    """Whether a unit may belong to other words: 8001十点, 十138…; a mobile number may begin as 十三八."""
    if view[start - 1 : start].isdigit():
        return True
    return view[end : end + 1].isdigit() and not _TEENS_BEGIN.match(view[start:end])


def _value(written: str) -> int:
    total = digit = 0
    for character in written:
        if character in _WORTH:
            total, digit = total + (digit or 1) * _WORTH[character], 0
        else:
            digit = int(character)
    return total + digit


@dataclass(frozen=True, slots=True)
class Wanted:
    """What kind of number is looked for: how its first part begins, and what all digits together must be."""

    begins: Callable[[str], bool]
    accepts: Callable[[str], bool]
    most: int


def joined(folded: str, groups: Sequence[Group], wanted: Wanted) -> Iterator[tuple[int, int]]:
    """Start and end of every such number whose gaps hold words that join them, or one word each in 3-4-4."""
    after = -1
    for first, group in enumerate(groups):
        if group.start >= after and wanted.begins(group.digits):
            last = _joined_from(folded, groups, first, wanted)
            if last is not None:
                after = groups[last].end
                yield group.start, after


def _joined_from(folded: str, groups: Sequence[Group], first: int, wanted: Wanted) -> int | None:
    digits, gaps = groups[first].digits, []
    for last in range(first + 1, min(first + _MOST_PARTS, len(groups))):
        gap = folded[groups[last - 1].end : groups[last].start]
        gaps.append(gap)
        digits += groups[last].digits
        if len(gap) > LONGEST_JOINT or len(digits) > wanted.most or _counts(gap):
            return None
        if wanted.accepts(digits) and _belong(folded, groups[first : last + 1], gaps):
            return last
    return None


def _counts(gap: str) -> bool:
    """Whether the digits before this gap say how many there are of something."""
    return _UNIT.found_in(gap) and not (_ASIDE.found_in(gap) or _HESITATION.fullmatch(gap.strip(_MARKS)))


def _belong(folded: str, groups: Sequence[Group], gaps: list[str]) -> bool:
    """Whether what stands between the parts joins them, rather than parts things that are counted."""
    words = [gap.strip(_MARKS) for gap in gaps]
    if not any(words) and _HAS_UNIT.search(folded[groups[0].start : groups[0].end]):
        return True  # 拾叁八零零…: in digits alone it would be one run
    if any(words) and all(_is_joint(word, gap) for word, gap in zip(words, gaps, strict=True)):
        return True
    return [len(group.digits) for group in groups] == [3, 4, 4] and max(map(len, gaps)) <= 2


def _is_joint(word: str, gap: str) -> bool:
    return not word or joins(word) or _ASIDE.found_in(gap)


def joins(word: str) -> bool:
    """Whether a word between two parts of a number says that it goes on."""
    return (
        _PLACE.found_in(word)
        or (len(word) <= 4 and _CONNECTOR.match(word) is not None)
        or _HESITATION.fullmatch(word) is not None
    )


def reordered(
    folded: str, groups: Sequence[Group], accepts: Callable[[str], bool]
) -> Iterator[tuple[int, int]]:
    """Parts that are said to be head, middle or tail, in another order: 尾号8000,前面1380013."""
    ranks = [_rank(folded, group) for group in groups]
    for first in range(len(groups) - 1):
        for count in (3, 2):
            some, places = groups[first : first + count], ranks[first : first + count]
            if len(some) < count or None in places or len(set(places)) < count:
                continue
            near = all(two.start - one.end <= LONGEST_JOINT for one, two in pairwise(some))
            if any(_UNIT.match(folded[group.end : group.end + 1]) for group in some):
                break
            inorder = sorted(zip(places, some, strict=True), key=lambda each: each[0] or 0)
            if near and accepts("".join(group.digits for _, group in inorder)):
                yield some[0].start, some[-1].end
                break


def _rank(folded: str, group: Group) -> int | None:
    before, behind = folded[max(group.start - 6, 0) : group.start], folded[group.end : group.end + 2]
    for rank, _, said_behind in _RANKS:
        if said_behind.match(behind):
            return rank
    for rank, said_before, _ in _RANKS:
        if said_before.found_in(before):
            return rank
    return None

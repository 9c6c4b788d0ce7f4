"""Mobile numbers of mainland China, however they are written.

**Finds** eleven digits that begin with 13 to 19, with or without +86: in any script's digits, as words
(一三八, 壹叁捌, 幺三八, yi san ba, one three eight), with o and l for 0 and 1, with up to four separators
between digits, split over a sentence (前面…中间…后面…), with a word in each joint (138加0013加8000), or
backwards where the writer says so, the tail said before the head, with 双, 三个 and 0×5 for repeated digits,
in hundreds (一百三十八), with asides in brackets, and in characters that only sound like digits (衣三吧…).
What was said by mistake before it (1八八?不对,138…) goes too.

**Why it matters**: a published number brings calls, scams and worse to somebody who asked for help.

**What happens**: the digits are hidden; the entry can still be published. Contact goes through moderators.

**Known gaps**: digits given as riddles or sums; digits spread over several fields. Numbers named as order,
tracking or registration numbers are left alone, and so are standards, dates, times and round amounts.

Source of the prefixes: the numbering plan of the Ministry of Industry and Information Technology (2017).
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.core.fillers import FILLER
from moderation.core.finding import Kind, Severity
from moderation.core.numbers import Group, Number, digits_in_a_row, numbers
from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.labels import Label, says
from moderation.screening.parted import Wanted, joined, readings, reordered
from moderation.screening.rule import Context, Hit, Rule

RULE = Rule(
    kind=Kind.PHONE,
    severity=Severity.NOTE,
    title="手机号码",
    finds=(
        "电话⟦13800138000⟧,谢谢",
        "打⟦１３８ ００１３ ８０００⟧",
        "⟦①③⑧⓪⓪①③⑧⓪⓪⓪⟧找小王",
        "⟦1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣⟧",
        "拨⟦一三八 零零一三 八〇〇〇⟧",
        "⟦壹叁捌零零壹叁捌零零零⟧老周",
        "⟦幺三八洞洞幺三八洞洞洞⟧",
        "手机⟦l38 OOl3 8OOO⟧(字母防机器人)",
        "⟦1-3-8-0-0-1-3-8-0-0-0⟧",
        "call ⟦one three eight zero zero one three eight zero zero zero⟧ please",
        "dianhua ⟦yi san ba ling ling yi san ba ling ling ling⟧",
        "前面⟦138,中间0013,后面8000⟧",
        "⟦138加0010加8924⟧这是我儿电话",
        "倒着念:⟦00083100831⟧",
        "唯一⟦13800138000⟧",
        "⟦+86 138-0013-8000⟧",
        "⟦138\u200b0013\u202e8000⟧",
        "5袋,⟦138🌸0013🌸8000⟧",
        "票款⟦13O1824b345⟧,当面交",
        "怎么⟦一三八零零一三八零零零⟧打不通",
        "⟦l38OOl38OOO⟧vx同号",
        "⟦1380013800013900139000⟧两个都打得通",
        "电话⟦衣三吧 灵灵衣三 吧灵灵灵⟧",
        "⟦138(停顿)0013(停顿)8000⟧",
        "打⟦138双零13八三个零⟧",
        "call ⟦one three eight, double zero one three, eight triple zero⟧",
        "电话⟦一百三十八,五个零,然后八百二十一⟧",
        "结尾⟦8000,开头138,中间0013⟧",
        "电话⟦1八八?不对,138 0013 8000⟧",
    ),
    passes=(
        "3M 8210 8511 9501 都有",
        "快递单号 75312345678901,明天到",
        "订单尾号13920200415那个",
        "执行GB 19083-2010,20只一盒",
        "2020年1月28日 15:30-18:00,6号楼",
        "批发价 1500 2000 3000",
        "团购编号 13800138000",
        "一二三四五六七栋",
        "双11和双12都打折,有3个8岁的孩子",
        "要儿子就起床吧,发烧吧",
    ),
)

MESSAGE = "疑似手机号码,建议隐去"

_BACKWARDS = Pattern(
    r"倒[着过序念读写叙]|反[着过写]|逆序|颠倒|从后往前|从右[往到向]左|末位在[最前]|revers|backward"
)
_UNIT = Pattern(r"[元块毛只个盒箱包袋份斤克升件户栋楼号室层岁年月日时分%℃瓶片枚米寸人次]")
# Characters that are put for a digit because they sound like it; alone they are words.
_LIKE = {
    "0": "灵令玲铃另林凌伶",
    "1": "衣依医伊要妖腰邀幺",
    "2": "饵儿尔而耳",
    "3": "伞山散珊",
    "4": "死思丝斯寺似",
    "5": "舞午武吾无雾乌",
    "6": "留流柳刘溜",
    "7": "起期气妻齐漆奇",
    "8": "吧巴爸罢芭发疤",
    "9": "酒久旧就救",
}
_BY_SOUND = {ord(sound): digit for digit, sounds in _LIKE.items() for sound in sounds}
_LIKE_ONE, _LIKE_ANY = "1" + _LIKE["1"], "0-9" + "".join(_LIKE.values())
_SOUNDS = Pattern(
    rf"(?:^|[^{_LIKE_ANY}])([{_LIKE_ONE}](?:[ ,.·\-]{{0,2}}[{_LIKE_ANY}]){{10}})(?:[^{_LIKE_ANY}]|$)"
)
_DIGITS = 11
_LENGTHS = (11, 13, 15, 22)
_BEGINS = ("13", "14", "15", "16", "17", "18", "19", "861", "001", "0086")
_LONGEST_BEGINNING = 8
# 一百三十八 or 十三 begins a number, too.
_SAID_BEGINNING = Pattern(
    r"1[百佰][3-9][十拾][0-9]|(?:^|[^0-9])[十拾][3-9][^0-9千百万元块个只号点月日岁]?[0-9]"
)
# What somebody said first and took back: 1八八?不对,是138… Fewer digits are a house: 10 不是…
_TAKEN_BACK = Pattern(
    r"1[3-9][0-9][0-9\x00-\x08 ,.、?!·—()-]{0,14}"
    r"(?:不对|不是|不,|错了?|哦不|噢不|[说写打记念]错|更正|纠正|应该是|改成|sorry|no)[^0-9a-z]{0,8}$"
)
_FARTHEST_BACK = 30


def find(text: Text, context: Context) -> Iterator[Hit]:
    found = list(_mobiles(text))
    for number in found:
        if not context.official(number.digits):
            yield Hit(text.span(*_with_what_belongs_to_it(text, number)), MESSAGE)
    for start, end in _split_over_a_sentence(text, found):
        yield Hit(text.span(start, end), MESSAGE)
    for start, end in _by_sound(text.numerals):
        yield Hit(text.span(start, end), MESSAGE)


def _with_what_belongs_to_it(text: Text, number: Number) -> tuple[int, int]:
    """The sign of the country, the other half of a bracket, and what was said by mistake before it."""
    folded, (start, end) = text.folded, (number.start, number.end)
    before = folded[start - 1 : start]
    if before == "+" or (before == "(" and any(")" in gap for gap in number.gaps)):
        start -= 1
    if folded[end : end + 1] == ")" and any("(" in gap for gap in number.gaps):
        end += 1
    said = text.numerals[max(start - _FARTHEST_BACK, 0) : start]
    taken_back = _TAKEN_BACK.search(said)
    return (start - len(said) + taken_back.start() if taken_back else start), end


def _mobiles(text: Text) -> Iterator[Number]:
    backwards = any(len(run.digits) > 10 for run in text.runs) and _BACKWARDS.found_in(text.folded)
    after = -1
    begins, accepts = (("",), _is_mobile_either_way) if backwards else (_BEGINS, is_mobile)
    for number in numbers(text.runs, _LENGTHS, begins, accepts):
        if number.start < after:
            continue
        forwards = is_mobile(number.digits) and _plausible(text, number)
        if forwards or (backwards and is_mobile(number.digits[::-1])):
            yield number
            after = number.end


def _by_sound(view: str) -> Iterator[tuple[int, int]]:
    """Eleven characters in a row that sound like the digits of a mobile number: 衣三吧 灵灵衣三 吧灵灵灵."""
    for match in _SOUNDS.finditer(view):
        digits = "".join(c for c in match.group(1).translate(_BY_SOUND) if c.isdigit())
        if len(digits) == _DIGITS and not match.group(1).isascii() and is_mobile(digits):
            yield match.span(1)


def is_mobile(digits: str) -> bool:
    """Eleven digits from 13 to 19, with the country code before them, or two such numbers in one go."""
    if len(digits) == 2 * _DIGITS:
        return is_mobile(digits[:_DIGITS]) and is_mobile(digits[_DIGITS:])
    national = digits.removeprefix("00").removeprefix("86") if len(digits) > 11 else digits
    return len(national) == 11 and national[0] == "1" and national[1] in "3456789"


def _is_mobile_either_way(digits: str) -> bool:
    return is_mobile(digits) or is_mobile(digits[::-1])


def _plausible(text: Text, number: Number) -> bool:
    """False for what only looks like a mobile number: standards, dates, times, amounts, named numbers."""
    if not text.folded[number.start : number.end].isascii():
        return True  # nobody writes an order number in words
    if len(number.groups) == 1:
        return not says(Label.ORDER, text, number.start)
    if len(set(number.gaps)) == 1 and len(number.groups) > 4:
        return True
    return not (
        any(":" in gap for gap in number.gaps)
        or says(Label.STANDARD, text, number.start)
        or _has_date(number.groups)
        or _are_amounts(number)
        or _UNIT.match(text.folded[number.end : number.end + 1])
    )


def _are_amounts(number: Number) -> bool:
    """1500、2000、300: round, and listed as amounts are."""
    return all(group.digits.endswith("00") for group in number.groups) and all(
        gap and gap.strip() in {"", ",", "、", "/"} for gap in number.gaps
    )


def _has_date(groups: tuple[Group, ...]) -> bool:
    return any(
        len(year.digits) == 4
        and year.digits[:2] in {"19", "20"}
        and len(month.digits) <= 2
        and len(day.digits) <= 2
        for year, month, day in zip(groups, groups[1:], groups[2:], strict=False)
    )


def _split_over_a_sentence(text: Text, found: list[Number]) -> Iterator[tuple[int, int]]:
    """Parts that words join, or that are said to be the head, the middle and the tail in whatever order."""
    taken = {group.start for number in found for group in number.groups}
    view = text.numerals
    begun = any(_begins(view[start:end]) for start, end in digits_in_a_row(view) if start not in taken)
    if not (begun or _SAID_BEGINNING.found_in(view)):
        return
    for reading in readings(text):
        groups = tuple(group for group in reading if group.start not in taken)
        if sum(len(group.digits) for group in groups) >= _DIGITS:
            in_order = [*joined(text.folded, groups, Wanted(_may_begin, is_mobile, _DIGITS))]
            yield from in_order or reordered(text.folded, groups, is_mobile)


def _begins(row: str) -> bool:
    """Whether a row of digits can be the first of a number that is parted by words."""
    return row[0] == "1" and 1 < len(row) <= _LONGEST_BEGINNING and (row[1] > "2" or row[1] == FILLER)


def _may_begin(digits: str) -> bool:
    return digits[0] == "1" and digits[1:2] not in {"0", "1", "2"}

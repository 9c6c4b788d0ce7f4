"""Phone numbers from outside the mainland: Hong Kong, Macao, Taiwan, and any country with its code.

**Finds** +xx or 00xx and 7-14 digits; Taiwan mobiles (09…); Japanese mobiles (070/080/090); British (07…),
Korean (010…) and North American numbers in groups; 852, 853 and 886 without a sign; eight digits of Hong Kong
and Macao after words such as 联络, 电话, WhatsApp.

**Why it matters**: families abroad ask and offer here too.

**What happens**: the number is hidden. Toll-free numbers stay.

**Known gaps**: national forms of other countries without their code.

Source: ITU-T E.164 and the numbering plans of OFCA (Hong Kong), NCC (Taiwan) and NANPA.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import re2

from moderation.core.finding import Kind, Severity
from moderation.core.numbers import Group, Number, apart, numbers
from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.doors.numbers import is_counted
from moderation.screening.labels import Label, labelled, says
from moderation.screening.rule import Context, Hit, Rule
from moderation.screening.rules.mobile_number import is_mobile

RULE = Rule(
    kind=Kind.PHONE,
    severity=Severity.NOTE,
    title="境外电话",
    finds=(
        "聯絡⟦9174 0600⟧",
        "whatsapp ⟦5-2-9-6 八四 〇〇⟧",
        "電話留⟦０９３８－７７１－２００⟧",
        "call ⟦(415) 555-0132⟧ or ⟦+1 415 555 0133⟧",
        "來電顯示⟦+886-2-2704-8000⟧",
        "日本手机⟦090-1234-5678⟧",
        "搵佢:⟦６３０５８８４０⟧",
        "澳門⟦6612 3456⟧搵我",
        "⟦852-9174 0600⟧ 陳生",
        "text ⟦07700 900123⟧",
        "搵阿鄺嘉敏,⟦5OOO-OO六二⟧",
        "WhatsApp專員湯sir ⟦五零零零 / 零零九一⟧",
    ),
    passes=(
        "toll free 1-800-555-0199",
        "客服热线400-820-8820",
        "3M 1860 9132",
        "共 91740632 只",
        "体温 +0.5",
        "3M 9501 9502 各一盒",
        "2020 2021 都是这样",
    ),
)

MESSAGE = "疑似境外电话,建议隐去"

_AMERICA = re2.compile(r"1?[2-9]\d\d[2-9]\d{6}")
_FREE = re2.compile(r"1?8(?:00|33|44|55|66|77|88)\d*|[48]00\d{7}")
_SHORTEST_INTERNATIONAL, _LONGEST_INTERNATIONAL = 7, 15
_LENGTHS_WITH_CODE = range(16, 7, -1)


_PARTED = ("010", *(f"07{digit}" for digit in "123456789"))
"""Numbers of Britain and Korea are looked for in groups only: in one go they may count anything."""
_NEAR_CODES = ("852", "853", "886")
_NEARBY = re2.compile(r"852[235679]\d{7}|853[268]\d{7}|8860?9\d{8}")
_NEAR, _FAR = 6, 20
_LOCAL = 8
_BEGINS_LOCAL = frozenset("5679")
_TO_BE_CALLED = Pattern(
    r"(?:whatsapp|signal|联络|揾|搵|打俾|打给|致电|电话|手机|tel|call|text)[^0-9。;!?\n]{0,14}$"
)
_THERE = Pattern(r"香港|澳门|港|澳|hk|macau|搵|揾")
_CALLED = Pattern(r"\s?[(,]?\s?(?:whatsapp|signal|搵|揾|call me|打俾|[陈李黄张王林何梁吴刘郑](?:生|太|小姐))")


def find(text: Text, context: Context) -> Iterator[Hit]:
    national = (n for n in numbers(text.runs, (10, 11), accepts=_may_be_of_a_plan) if _of_a_plan(n))
    local = chain(labelled(text, Label.CONTACT, (8,)), _of_hong_kong(text))
    hong_kong = (n for n in local if n.digits[0] in "235679")
    for number in apart(chain(_with_code(text), _with_bare_code(text), national, hong_kong)):
        if not (context.official(number.digits) or says(Label.ORDER, text, number.start)):
            yield Hit(text.span(_start(text, number), number.end), MESSAGE)


def _with_code(text: Text) -> Iterator[Number]:
    """+ or 00 directly before the first digit; at each place the longest."""
    if "+" not in text.folded and "00" not in text.numerals:
        return
    for run in text.runs:
        at = 0
        for first, group in enumerate(run.groups):
            if _begins_with_code(text.folded, group, run.digits, at):
                for length in _LENGTHS_WITH_CODE:
                    digits = run.digits[at : at + length]
                    if at + length in run.ends and _is_international(digits) and not is_mobile(digits):
                        yield run.number(first, at, length)
                        break
            at += len(group.digits)


def _begins_with_code(folded: str, group: Group, digits: str, at: int) -> bool:
    before = folded[max(0, group.start - 2) : group.start]
    return before.endswith("+") or (digits.startswith("00", at) and not any(c.isdigit() for c in before))


def _is_international(digits: str) -> bool:
    """7 to 15 digits without zeros before them, and perhaps 00."""
    national = digits.removeprefix("00")
    return national[0] != "0" and _SHORTEST_INTERNATIONAL <= len(national) <= _LONGEST_INTERNATIONAL


def _with_bare_code(text: Text) -> Iterator[Number]:
    """852 9174 0600, (853)6612 3456: the code in a group of its own."""
    for number in numbers(text.runs, (11, 12), ("8",), _may_have_code):
        if number.groups[0].digits in _NEAR_CODES:
            yield number


def _may_have_code(digits: str) -> bool:
    return digits.startswith(_NEAR_CODES) and _NEARBY.fullmatch(digits) is not None


def _of_hong_kong(text: Text) -> Iterator[Number]:
    """Four and four digits where the words before or behind speak of Hong Kong, Macao or of a call.

    In a Cantonese text, or behind somebody who is to be called, they may be grouped in any way.
    """
    for run in text.runs:
        if len(run.digits) != _LOCAL or len(run.groups) == 1 or run.digits[0] not in _BEGINS_LOCAL:
            continue
        number = run.number(0, 0, _LOCAL)
        before = text.folded[max(number.start - _FAR, 0) : number.start]
        after = text.folded[number.end : number.end + 2 * _NEAR]
        by_four = _LOCAL // 2 in run.ends and run.gaps[run.ends[_LOCAL // 2]].strip() in {"", "-", "/"}
        if (_TO_BE_CALLED.found_in(before) and not is_counted(text.folded, number.end)) or (
            by_four and (_THERE.found_in(before[-_NEAR:]) or _CALLED.match(after))
        ):
            yield number


def _may_be_of_a_plan(digits: str) -> bool:
    """What no plan's numbers begin with is ruled out before anything is made of it."""
    if digits[0] == "0":
        return _is_mobile_abroad(digits)
    return digits[0] != "1" if len(digits) == 10 else digits[0] == "1" and digits[1] not in "01"


def _is_mobile_abroad(digits: str) -> bool:
    """Taiwan's 09 and eight digits; Japan's 070, 080 or 090, Britain's 07 and Korea's 010 and all they take.

    Beijing's landlines, which begin with 010 as well, go on with 2 to 8.
    """
    if len(digits) == 10:
        return digits.startswith("09")
    return digits.startswith(("080", "090", "07")) or (digits.startswith("010") and digits[3] in "019")


def _of_a_plan(number: Number) -> bool:
    """True for the national forms of Taiwan, Japan and North America."""
    digits = number.digits
    if digits[0] == "0":
        return not digits.startswith(_PARTED) or len(number.groups) > 1
    if len(number.run.groups[number.last].digits) not in {4, 7}:
        return False  # by far the most of a text full of digits
    sizes = [len(group.digits) for group in number.groups]
    if sizes[-3:] != [3, 3, 4] and not (sizes == [3, 7] and ")" in number.gaps[0]):
        return False
    return bool(_AMERICA.fullmatch(digits)) and not _FREE.fullmatch(digits)


def _start(text: Text, number: Number) -> int:
    """With the sign or the bracket before it."""
    return number.start - 1 if text.folded[number.start - 1 : number.start] in {"+", "("} else number.start

"""Phone numbers from outside the mainland: Hong Kong, Macao, Taiwan, and any country with its code.

**Finds** +xx or 00xx and 7-14 digits; Taiwan mobiles (09…); Japanese mobiles (070/080/090); North American
numbers in 3-3-4; eight digits of Hong Kong and Macao after words such as 联络, 电话, WhatsApp.

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
from moderation.core.numerals import Group, Number, apart, numbers
from moderation.core.text import Text
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
    ),
    passes=(
        "toll free 1-800-555-0199",
        "客服热线400-820-8820",
        "3M 1860 9132",
        "共 91740632 只",
        "体温 +0.5",
    ),
)

MESSAGE = "疑似境外电话,建议隐去"

_AMERICA = re2.compile(r"1?[2-9]\d\d[2-9]\d{6}")
_FREE = re2.compile(r"1?8(?:00|33|44|55|66|77|88)\d*|[48]00\d{7}")
_SHORTEST_INTERNATIONAL, _LONGEST_INTERNATIONAL = 7, 15
_LENGTHS_WITH_CODE = range(16, 7, -1)


def find(text: Text, context: Context) -> Iterator[Hit]:
    national = (n for n in numbers(text.runs, (10, 11), accepts=_may_be_of_a_plan) if _of_a_plan(n))
    hong_kong = (n for n in labelled(text, Label.CONTACT, (8,)) if n.digits[0] in "235679")
    for number in apart(chain(_with_code(text), national, hong_kong)):
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


def _may_be_of_a_plan(digits: str) -> bool:
    """What no plan's numbers begin with is ruled out before anything is made of it."""
    if digits[0] == "0":
        return _is_taiwan_or_japan_mobile(digits)
    return digits[0] != "1" if len(digits) == 10 else digits[0] == "1" and digits[1] not in "01"


def _is_taiwan_or_japan_mobile(digits: str) -> bool:
    """09 and eight digits; 070, 080 or 090 and eight digits."""
    return digits.startswith("09") if len(digits) == 10 else digits.startswith(("070", "080", "090"))


def _of_a_plan(number: Number) -> bool:
    """True for the national forms of Taiwan, Japan and North America."""
    digits = number.digits
    if digits[0] == "0":
        return True
    if len(number.run.groups[number.last].digits) != 4:
        return False  # by far the most of a text full of digits
    in_three = [len(group.digits) for group in number.groups[-3:]] == [3, 3, 4]
    return in_three and bool(_AMERICA.fullmatch(digits)) and not _FREE.fullmatch(digits)


def _start(text: Text, number: Number) -> int:
    """With the sign or the bracket before it."""
    return number.start - 1 if text.folded[number.start - 1 : number.start] in {"+", "("} else number.start

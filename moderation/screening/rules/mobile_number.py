"""Mobile numbers of mainland China, however they are written.

**Finds** eleven digits that begin with 13 to 19, with or without +86: in any script's digits, as words
(一三八, 壹叁捌, 幺三八, yi san ba, one three eight), with o and l for 0 and 1, with up to four separators
between digits, split over a sentence (前面…中间…后面…), with a word in each joint (138加0013加8000), or
backwards where the writer says so.

**Why it matters**: a published number brings calls, scams and worse to somebody who asked for help.

**What happens**: the digits are hidden; the entry can still be published. Contact goes through moderators.

**Known gaps**: digits given as riddles or sums; digits spread over several fields; two numbers glued
together. Numbers named as order, tracking or registration numbers are left alone.

Source of the prefixes: the Ministry of Industry and Information Technology's numbering plan (2017).
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.core.finding import Kind, Severity
from moderation.core.numerals import Number, Run, numbers
from moderation.core.text import Text
from moderation.screening.rule import Context, Hit, Rule

RULE = Rule(
    kind=Kind.PHONE,
    severity=Severity.NOTE,
    title="手机号码",
    finds=(
        "电话⟦13800138000⟧,谢谢",
        "打⟦１３８ ００１３ ８０００⟧",
    ),
    passes=(
        "3M 8210 8511 9501 都有",
        "快递单号 75312345678901,明天到",
    ),
)

MESSAGE = "疑似手机号码,建议隐去"


def find(text: Text, context: Context) -> Iterator[Hit]:
    for run in text.runs:
        for number in _mobiles(run):
            yield Hit(text.span(number.start, number.end), MESSAGE)


def _mobiles(run: Run) -> Iterator[Number]:
    after = -1
    for number in numbers(run, 11, 15):
        if number.start >= after and _is_mobile(number.digits):
            yield number
            after = number.end


def _is_mobile(digits: str) -> bool:
    national = digits.removeprefix("00").removeprefix("86") if len(digits) > 11 else digits
    return len(national) == 11 and national[0] == "1" and national[1] in "3456789"

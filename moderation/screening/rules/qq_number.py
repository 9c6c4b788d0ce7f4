"""QQ numbers and QQ group numbers, by their label.

**Finds** 5-11 digits in any form after QQ, 扣扣, 企鹅, 球球, 🐧, 群号 and their like.

**Why it matters**: the number is an account, a mailbox and often a nickname used everywhere.

**What happens**: the number is hidden.

**Known gaps**: numbers without a label; they look like any amount.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from moderation.core.finding import Kind, Severity
from moderation.core.numerals import Number, apart
from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.labels import Label, labelled
from moderation.screening.rule import Context, Hit, Rule

RULE = Rule(
    kind=Kind.QQ,
    severity=Severity.NOTE,
    title="QQ号",
    finds=(
        "QQ:⟦12345678⟧",
        "技术扣扣⟦二五①七八③九五〇⟧",
        "企鹅号 ⟦1 0 0 0 8 6 1 2⟧",
        "加🐧⟦88888123⟧进群",
        "Q群⟦七七八九〇〇一⟧",
        "看⟦1612280000⟧空间",
    ),
    passes=(
        "跟上的扣666",
        "QQ 上 3 点见",
        "共 12345678 只",
    ),
)

MESSAGE = "疑似QQ号,建议隐去"


_AFTER = Pattern(r"\s?(?:的|是)?(?:我的?)?(?:空间|qq|扣扣|企鹅|q号)")


def find(text: Text, context: Context) -> Iterator[Hit]:
    before = labelled(text, Label.QQ, range(5, 12))
    for number in apart(chain(before, _named_after(text))):
        yield Hit(text.span(number.start, number.end), MESSAGE)


def _named_after(text: Text) -> Iterator[Number]:
    ends = {match.start() for match in _AFTER.finditer(text.folded)} if text.runs else set()
    for run in text.runs if ends else ():
        if run.groups[-1].end in ends:
            yield from (number for number in run.last_numbers(range(5, 12)) if number.digits[0] != "0")

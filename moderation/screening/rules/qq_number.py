"""QQ numbers and QQ group numbers, by their label.

**Finds** 5-11 digits in any form after QQ, 扣扣, 企鹅, 球球, 🐧, 群号 and their like, or before
(QQ), 是我企鹅; and eight to ten digits that somebody leaves (留634908152).

**Why it matters**: the number is an account, a mailbox and often a nickname used everywhere.

**What happens**: the number is hidden.

**Known gaps**: numbers without a label; they look like any amount.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from moderation.core.finding import Kind, Severity
from moderation.core.numbers import Number, apart
from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.doors.numbers import is_counted
from moderation.screening.labels import Label, labelled, labels_before
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
        "⟦87654321⟧(QQ)",
        "老同学都用扣扣找我,⟦一三六七 〇四二 八八⟧",
        "单车白送。留⟦634908152⟧",
        "鹅号 ⟦捌柒陆伍肆叁贰壹⟧",
    ),
    passes=(
        "跟上的扣666",
        "QQ 上 3 点见",
        "共 12345678 只",
        "留20000000元,扣20000分",
        "联系 12345",
    ),
)

MESSAGE = "疑似QQ号,建议隐去"


_AFTER = Pattern(
    r"\s?[(,]?\s?(?:的|是|这是)?(?:我的?)?"
    r"(?:空间|qq|扣扣|企鹅|q号|扣号|球球|秋秋|叩叩|蔻蔻|鹅号|(?:扣|q)(?:$|[),。;!?\n ]))"
)
# A number to write to, of whatever kind: 留634908152.
_LEFT = Pattern(r"(?:(?:^|[^\p{Han}])扣|留|找我|加我|联系我?|私我|滴我|敲我|戳我)(?:号|一个|个)?[:\s]{0,2}$")
_SPOKEN_OF = Pattern(r"qq|扣扣|企鹅|球球|秋秋|叩叩|蔻蔻|扣号|🐧|加扣|扣我|q我|[加我]q(?:$|[^a-z])")
_NAMED = frozenset({Label.ORDER, Label.SERVICE, Label.LANDLINE, Label.STANDARD, Label.ACCOUNT})
_FEWEST_LEFT, _MOST_LEFT = 8, 10
_REACH = 8


def find(text: Text, context: Context) -> Iterator[Hit]:
    before = labelled(text, Label.QQ, range(5, 12))
    for number in apart(chain(before, _named_after(text), _left(text))):
        yield Hit(text.span(number.start, number.end), MESSAGE)


def _left(text: Text) -> Iterator[Number]:
    """Eight to ten digits that somebody leaves and does not count, or any where QQ is spoken of."""
    spoken_of = None
    for run in text.runs:
        start, digits = run.groups[0].start, run.digits
        if not (_FEWEST_LEFT <= len(digits) <= _MOST_LEFT and digits[0] in "123456789"):
            continue
        if digits.endswith("000") or is_counted(text.folded, run.groups[-1].end) or _is_date(digits):
            continue
        if spoken_of is None:
            spoken_of = _SPOKEN_OF.found_in(text.folded)
        left = _LEFT.found_in(text.folded[max(start - _REACH, 0) : start])
        if left or (spoken_of and not _NAMED.intersection(labels_before(text, start))):
            yield run.number(0, 0, len(digits))


def _is_date(digits: str) -> bool:
    return len(digits) == 8 and digits.startswith("20") and digits[4] in "01" and digits[6] in "0123"


def _named_after(text: Text) -> Iterator[Number]:
    ends = {match.start() for match in _AFTER.finditer(text.folded)} if text.runs else set()
    for run in text.runs if ends else ():
        if run.groups[-1].end in ends:
            yield from (number for number in run.last_numbers(range(5, 12)) if number.digits[0] != "0")

"""Landline numbers: area code and seven or eight digits, or a local number named as one.

**Finds** 0xx(x) + 7-8 digits of the mainland, 0x + 7-8 digits of Taiwan, both with brackets, separators and
digits in words; local numbers of 7-8 digits after 座机, 固话 or 电话.

**Why it matters**: a landline leads to a door.

**What happens**: the number is hidden. Hotlines of community.toml and 400/800/95xxx numbers stay; so do
numbers that are introduced as a counter's, a switchboard's or a hotline.

**Known gaps**: local numbers without a label.

Source: the area codes of the Ministry of Industry and Information Technology; ITU-T E.164 for Taiwan.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from moderation.core.finding import Kind, Severity
from moderation.core.numbers import Number, apart, numbers
from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.labels import Label, labelled, says
from moderation.screening.rule import Context, Hit, Rule

RULE = Rule(
    kind=Kind.LANDLINE,
    severity=Severity.NOTE,
    title="固定电话",
    finds=(
        "座机⟦028-84410000⟧",
        "家里电话⟦(010)37280000⟧",
        "⟦零二八 八六四七 五三五〇⟧",
        "工场座机⟦〇二一,五七二三,八二六〇⟧",
        "座機 ⟦8441 0000⟧",
        "⟦0571-87650000转803⟧",
        "打⟦02-2704-8000⟧",
    ),
    passes=(
        "柜台电话 029-68811200,一人十只",
        "打12345或者02712345678",
        "客服 400-820-1234",
        "YY 0469-2011,一包50只",
        "2020-02-12 08:30",
    ),
)

MESSAGE = "疑似固定电话,建议隐去"

_SHORT_CODES = frozenset(["10", "20", "21", "22", "23", "24", "25", "27", "28", "29"])
_BEGINS_LOCAL = frozenset("2345678")
_TAIWAN_LENGTH = 10
_EXTENSION = Pattern(r"\s?(?:转|ext\.?|-)\s?\d{1,5}\b")


def find(text: Text, context: Context) -> Iterator[Hit]:
    with_code = (n for n in numbers(text.runs, (10, 11, 12), ("0",), _has_area_code) if _is_set_apart(n))
    local = (n for n in labelled(text, Label.LANDLINE, (7, 8)) if n.digits[0] in _BEGINS_LOCAL)
    for number in apart(chain(with_code, local)):
        if not _not_personal(text, number, context):
            yield Hit(text.span(_start(text, number), _end(text, number)), MESSAGE)


def _has_area_code(digits: str) -> bool:
    """0x of Taiwan and eight digits; 0xx and eight; 0xxx and seven or eight."""
    if len(digits) == _TAIWAN_LENGTH:
        return digits[1] in _BEGINS_LOCAL and digits[2] in _BEGINS_LOCAL
    short = len(digits) == 11 and digits[1:3] in _SHORT_CODES and digits[3] in _BEGINS_LOCAL
    return short or (digits[1] > "2" and digits[4] in _BEGINS_LOCAL)


def _is_set_apart(number: Number) -> bool:
    """Ten digits in one go are rather something else than a number of Taiwan."""
    return len(number.digits) > _TAIWAN_LENGTH or number.last > number.first


def _not_personal(text: Text, number: Number, context: Context) -> bool:
    at = number.start
    return (
        context.official(number.digits)
        or says(Label.SERVICE, text, at)
        or says(Label.ORDER, text, at)
        or says(Label.STANDARD, text, at)
    )


def _start(text: Text, number: Number) -> int:
    """With the bracket of (010), whose other half is inside."""
    opened = text.folded[number.start - 1 : number.start] == "("
    return number.start - 1 if opened and any(")" in gap for gap in number.gaps) else number.start


def _end(text: Text, number: Number) -> int:
    extension = _EXTENSION.match(text.folded[number.end : number.end + 10])
    return number.end + (extension.end() if extension else 0)

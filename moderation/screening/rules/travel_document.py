"""Passports and the permits for travel between the mainland, Hong Kong, Macao and Taiwan.

**Finds** one to three letters and 7-9 digits, also behind a country's letters (MMR-B…), and 8-10 digits or
three times three (台胞证, American passports), in a text that speaks of a passport or a permit; digits with
letters among them where the words before call it its number, or the receipt for it.

**Why it matters**: the number stands for a person at every border, hotel and bank.

**What happens**: the number is hidden.

**Known gaps**: numbers in a text that does not name the document.

Source: ICAO Doc 9303 (up to nine characters); the National Immigration Administration's document numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.core.fillers import digits_said
from moderation.core.finding import Kind, Severity
from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.labels import Label, says
from moderation.screening.rule import Context, Hit, Rule

RULE = Rule(
    kind=Kind.PASSPORT,
    severity=Severity.NOTE,
    title="护照与通行证",
    finds=(
        "护照⟦E12345678⟧不能绑健康码",
        "护照到期,酒店要登记:⟦EA1234567⟧",
        "往来港澳通行证 ⟦C12345678⟧",
        "回鄉證⟦H1234567890⟧",
        "台胞证号⟦12345678⟧",
        "passport no. ⟦AB 123 4567⟧",
        "护照⟦Ｅ一二三四五六七八⟧",
        "边民证⟦MMR-B 000 1234⟧",
        "护照⟦NGA A0 1234 5678⟧",
        "通行证补办中,受理号是⟦M12345678⟧",
        "Lost my passport (⟦561 208 943⟧, US)",
        "美国护照⟦561208943⟧",
        "台胞證號碼⟦T12345678⟧",
        "护照丢了,号码是⟦561208943⟧",
        "法国护照⟦20AB12345⟧",
        "my passport number is ⟦L898902C3⟧",
    ),
    passes=(
        "批号E12345678",
        "护照要带,N95口罩2020只",
        "办通行证请打12345",
        "护照办理咨询电话号码:12345678",
    ),
)

MESSAGE = "疑似护照或通行证号,建议隐去"

_DOCUMENT = Pattern(
    r"护照|通行证|边民证|出入境证|出入证|难民证|探亲证|回乡证|台胞证|台湾证|旅行证|返乡证|居留证|居留许可|签证|入台证|"
    r"回乡卡|海员证|船员证|军官证|士兵证|驾驶证|驾照|居住证|永居|绿卡|passport|permit|visa|travel doc"
)
_LETTERED = Pattern(
    r"(?:^|[^a-z0-9])((?:[a-z]{3}[\s-])?[a-z]{1,3}[\s-]?\d(?:[\s-]?\d){6,9}[a-z]?)(?:[^a-z0-9]|$)"
)
# The receipt for it: 回乡证补办中,受理号是M00000246.
_APPLIED_FOR = Pattern(r"(?:证|护照|签证)[^。;!?\n]{0,10}(?:受理|回执)号?码?[^0-9a-z,。;\n]{0,3}$")
_REACH = 24
_DIGITS_ONLY = Pattern(r"(?:^|[^a-z0-9])(\d{8,10})(?:[^a-z0-9]|$)")
# 20AB12345, 12345678A, L898902C3, 75 1234567: where the words before call it the number of a document.
_MIXED = Pattern(r"(?:^|[^a-z0-9])([a-z0-9]{8,10}|[0-9]{2}[\s-][0-9]{3,4}[\s-]?[0-9]{3,4})(?:[^a-z0-9]|$)")
_NUMBER_OF = Pattern(
    r"(?:护照|通行证|居留证|签证|passport|permit|visa)[^。;!?\n话线]{0,14}(?:号码?|no\.?|number|#)(?:[:\s是为]|is){0,4}$"
)
_FEWEST_DIGITS = 5
_BY_THREE = Pattern(r"(?:^|[^a-z0-9])(\d{3}[\s-]\d{3}[\s-]\d{3})(?:[^a-z0-9]|$)")


def find(text: Text, context: Context) -> Iterator[Hit]:
    if text.runs and _DOCUMENT.found_in(text.folded):
        for start, end in sorted({*_lettered(text), *_by_three(text), *_named(text)}):
            yield Hit(text.span(start, end), MESSAGE)


def _lettered(text: Text) -> Iterator[tuple[int, int]]:
    for match in _LETTERED.finditer(text.numerals):
        start, end = match.span(1)
        if _is_named(text, start) or not says(Label.ORDER, text, start):
            yield start, end


def _by_three(text: Text) -> Iterator[tuple[int, int]]:
    for match in _BY_THREE.finditer(text.numerals):
        if not says(Label.CONTACT, text, match.start(1)):
            yield match.span(1)


def _named(text: Text) -> Iterator[tuple[int, int]]:
    """Digits, or letters among them, that the words before call the number of a document."""
    for pattern in (_DIGITS_ONLY, _MIXED):
        for match in pattern.finditer(text.numerals):
            if len(digits_said(match.group(1))) >= _FEWEST_DIGITS and _is_named(text, match.start(1)):
                yield match.span(1)


def _is_named(text: Text, start: int) -> bool:
    before = text.folded[max(start - _REACH, 0) : start]
    return says(Label.DOCUMENT, text, start) or _NUMBER_OF.found_in(before) or _APPLIED_FOR.found_in(before)

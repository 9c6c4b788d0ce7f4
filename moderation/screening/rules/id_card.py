"""Identity numbers: the mainland's 18 digits (and the old 15), Hong Kong's and Taiwan's.

**Finds** 18 characters with a province, a possible birthday and a check digit in any form of digits; also
with a wrong check digit, because one wrong digit hides nobody. Fifteen digits after 身份证, and six or more
that are called an identity number or a part of one (身份证后六位). Hong Kong identity cards and Taiwan's
identity numbers with their check digits.

**Why it matters**: the number opens accounts and holds the birthday and birthplace.

**What happens**: the number is hidden.

**Known gaps**: parts of fewer than six digits. The county code is not checked: counties were renamed.

Source: GB 11643-1999; check digit ISO 7064 MOD 11-2 (python-stdnum). Hong Kong: weighted sum modulo 11;
Taiwan: weighted sum modulo 10.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from stdnum.cn.ric import calc_check_digit

from moderation.core.finding import Kind, Severity
from moderation.core.numbers import Number, numbers
from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.labels import Label, labelled
from moderation.screening.rule import Context, Hit, Rule

RULE = Rule(
    kind=Kind.IDCARD,
    severity=Severity.NOTE,
    title="身份证号",
    finds=(
        "身份证⟦11010519491231002X⟧",
        "⟦1101051949 1231 002x⟧登记",
        "⟦一一〇一〇五 19491231 002X⟧",
        "证件⟦11O1O519491231OO2X⟧",
        "身份证号⟦110105491231002⟧",
        "香港身份證⟦A123456(3)⟧",
        "身分證字號 ⟦A123456789⟧",
        "身份证号给后台核验:⟦00000019990101003X⟧",
        "身份证号开头是⟦1101051949⟧",
        "身份证后六位⟦31002x⟧",
    ),
    passes=(
        "编号360426199113010079",
        "订单20200128153000123456",
        "身份证带好,3月1日到",
        "A123456(4)",
        "带身份证前往社区医院 2020-4-15 8:30",
        "凭身份证号到窗口登记 20200415",
    ),
)

MESSAGE = "疑似身份证号,建议隐去"

_PROVINCES = frozenset(
    [
        *range(11, 16),
        *range(21, 24),
        *range(31, 38),
        *range(41, 47),
        *range(50, 55),
        *range(61, 66),
        71,
        81,
        82,
        83,
    ]
)
_PROVINCE_BEGINS = tuple("12345678")
_CHECK_LETTER = Pattern(r"[\s-]{0,4}[x×]")
_HONG_KONG = Pattern(r"(?:^|[^a-z0-9])([a-z]{1,2}\d{6}\s?\(?[0-9a]\)?)(?:[^a-z0-9]|$)")
_TAIWAN = Pattern(r"(?:^|[^a-z0-9])([a-z][1289]\d{8})(?:[^a-z0-9]|$)")
# Called an identity number, or its head or tail: 身份证号开头是, 身份证后六位.
_CALLED = Pattern(
    r"身份证[^0-9,。;!?\n]{0,10}?(?:号码?(?:是|为|:|\s|开头|前[0-9]{0,2}位?|给[^0-9,。;!?\n]{0,8}){0,3}|"
    r"开头|结尾|[前后末尾][面几]?[0-9]{0,2}位|[末尾]号?)[:\s是为]{0,3}$"
)
_FEWEST_CALLED, _MOST_CALLED = 6, 18
_REACH = 24
_SIX_DIGITS = Pattern(r"[a-z]\d{6}")


def find(text: Text, context: Context) -> Iterator[Hit]:
    after = -1
    called = {number.start: number for number in _called(text)}
    old = labelled(text, Label.IDENTITY, (15,))
    whole = numbers(text.runs, (17, 18), _PROVINCE_BEGINS, _may_be_id)
    for number in sorted((*called.values(), *old, *whole), key=lambda number: (number.start, -number.end)):
        end = _with_its_letter(text, number) if number.start in called else _end(text, number)
        if number.start >= after and end is not None:
            after = end
            yield Hit(text.span(number.start, end), MESSAGE)
    if _SIX_DIGITS.found_in(text.folded):
        for pattern, holds in ((_HONG_KONG, _holds_in_hong_kong), (_TAIWAN, _holds_in_taiwan)):
            for match in pattern.finditer(text.folded):
                if holds("".join(c for c in match.group(1) if c.isalnum())):
                    yield Hit(text.span(match.start(1), match.end(1)), MESSAGE)


def _called(text: Text) -> list[Number]:
    """Runs of six to eighteen digits that the words before them call an identity number or a part of it."""
    if "身份证" not in text.folded:
        return []
    return [
        run.number(0, 0, len(run.digits))
        for run in text.runs
        if _FEWEST_CALLED - (text.folded[run.groups[-1].end :][:1] == "x") <= len(run.digits) <= _MOST_CALLED
        and _CALLED.found_in(text.numerals[max(run.groups[0].start - _REACH, 0) : run.groups[0].start])
    ]


def _with_its_letter(text: Text, number: Number) -> int:
    letter = _CHECK_LETTER.match(text.folded[number.end : number.end + 6])
    return int(number.end + letter.end()) if letter else number.end


def _end(text: Text, number: Number) -> int | None:
    """Where the identity number ends that `number` begins; None when it is none."""
    digits = number.digits
    if len(digits) == 18 and looks_like_id(digits):
        return number.end
    if len(digits) == 17 and looks_like_id(digits + "X"):
        letter = _CHECK_LETTER.match(text.folded[number.end : number.end + 6])
        if letter:
            return int(number.end + letter.end())
    if len(digits) == 15 and _born(f"19{digits[6:12]}") and int(digits[:2]) in _PROVINCES:
        return number.end
    return None


def _may_be_id(digits: str) -> bool:
    """A century, a month and a day in their places."""
    day = digits[10:14]
    return digits[6:8] in {"19", "20"} and "0101" <= day <= "1231" and "01" <= day[2:] <= "31"


def looks_like_id(number: str) -> bool:
    """A province and a birthday in their places, or a birthday and the right check digit."""
    if not _born(number[6:14]):
        return False
    return int(number[:2]) in _PROVINCES or number[17] == calc_check_digit(number)


def _born(day: str) -> bool:
    try:
        return 1900 <= date(int(day[:4]), int(day[4:6]), int(day[6:])).year < 2100
    except ValueError:
        return False


def _holds_in_hong_kong(number: str) -> bool:
    letters = number[:-7].rjust(2, "$")
    values = [36 if c == "$" else ord(c) - ord("a") + 10 for c in letters] + [int(c) for c in number[-7:-1]]
    check = 10 if number[-1] == "a" else int(number[-1])
    return (
        sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True)) + check
    ) % 11 == 0


_TAIWAN_LETTERS = "abcdefghjklmnpqrstuvxywzio"  # in the order of their values, from 10


def _holds_in_taiwan(number: str) -> bool:
    value = _TAIWAN_LETTERS.index(number[0]) + 10
    digits = [value // 10, value % 10, *map(int, number[1:])]
    return sum(d * w for d, w in zip(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)) % 10 == 0

"""Numbers as people write them: 20, 1,000, 2.5, 1.5万, 两百五, 一百多, 十几, 半."""

from __future__ import annotations

from decimal import Decimal

import re2

_DIGITS = {
    **{han: digit for digit, han in enumerate("零一二三四五六七八九")},
    **{han: digit for digit, han in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
    "俩": 2,
    "仨": 3,
}
_TIMES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}

_HAN = "".join([*_DIGITS, *_TIMES, *_LARGE])
_UNITS = "".join([*_TIMES, *_LARGE])
_ARABIC = rf"\d{{1,9}}(?:,\d{{3}})*(?:\.\d{{1,4}})?(?:[{_UNITS}]+(?:\d{{1,4}}[{_UNITS}]*)*)?"
WRITTEN = rf"{_ARABIC}|[几数]?[{_HAN}]+几?|半|几"
_TOKEN = re2.compile(rf"\d[\d,]*(?:\.\d+)?|[{_HAN}]")


def read_number(written: str) -> Decimal | None:
    """The number a match of `WRITTEN` names; the least it can be (十几 is 10, 一百多 is 100).

    None where it names none: 几, 几十, 数百, and digits beside each other that mean "or" (三五).
    """
    if written == "半":
        return Decimal("0.5")
    if written.startswith(("几", "数")):
        return None
    whole = section = Decimal(0)
    digit: Decimal | None = None
    factor, zero = 1, False
    for part in _TOKEN.findall(written.removesuffix("几")):
        if part in _TIMES:
            factor = _TIMES[part]
            section += (Decimal(1) if digit is None else digit) * factor
            digit, zero = None, False
        elif part in _LARGE:
            factor = _LARGE[part]
            whole = (whole + section + (digit or 0)) * factor
            section, digit, zero = Decimal(0), None, False
        elif digit:
            return None
        else:
            zero = digit == 0 or part in "零〇"
            digit = Decimal(part.replace(",", "")) if part[0].isascii() else Decimal(_DIGITS[part])
    if digit is not None:
        # 两百五 is 250, 两百零五 is 205.
        section += digit * (factor // 10 if factor >= 100 and not zero and digit < 10 else 1)
    number = whole + section
    return number.to_integral_value() if number == number.to_integral_value() else number

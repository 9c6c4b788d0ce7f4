"""Text as somebody reads it aloud: numbers in words, codes letter by letter."""

from __future__ import annotations

from typing import Final

import re2

_DIGITS: Final = "零一二三四五六七八九"
_RUN: Final = re2.compile(r"[0-9]+年?")
_LONGEST: Final = 8  # a longer run of digits is no amount: it is read digit by digit
_LEADING_ZERO: Final = "0"


def in_han(number: int) -> str:
    """A whole number from 0 to 99,999,999 in Chinese words, as people say it: 十二, 一百零五, 两万."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return f"{_short(_thousands(high))}万{gap}{_thousands(low) if low else ''}"
    return _short(_thousands(number))


def spoken(text: str, language: str) -> str:
    """`text` with its digits in words, in Chinese; English readers say digits by themselves."""
    return text if language == "en" else _RUN.sub(lambda run: _run(run[0]), text)


def spelled(code: str, language: str) -> str:
    """A code character by character, with pauses."""
    named = (
        _DIGITS[int(c)] if c.isdecimal() and language != "en" else c.upper() for c in code if c.isalnum()
    )
    return (", " if language == "en" else "，").join(named)


def _run(run: str) -> str:
    digits = run.removesuffix("年")
    if run != digits:
        year = len(digits) == 4
        return f"{''.join(_DIGITS[int(d)] for d in digits) if year else _run(digits)}年"
    if len(digits) > _LONGEST or (len(digits) > 1 and digits.startswith(_LEADING_ZERO)):
        return "".join(_DIGITS[int(digit)] for digit in digits)
    return in_han(int(digits))


def _short(said: str) -> str:
    """十二, not 一十二, at the beginning of a number."""
    return said.removeprefix("一") if said.startswith("一十") else said


def _thousands(number: int) -> str:
    if number < 10:
        return _DIGITS[number]
    said, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            said += ("零" if zero and said else "") + _DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return said

"""Ways to write a number so that a machine does not see it, for tests and for the bench."""

from __future__ import annotations

import re
from collections.abc import Callable

Disguise = Callable[[str], str]

_FULLWIDTH = "０１２３４５６７８９"
_CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨"
_NEGATIVE = "⓿❶❷❸❹❺❻❼❽❾"
_ARABIC = "٠١٢٣٤٥٦٧٨٩"
_DEVANAGARI = "०१२३४५६७८९"
_BOLD = "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"
_SUBSCRIPT = "₀₁₂₃₄₅₆₇₈₉"
_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_HAN = "零一二三四五六七八九"
_HAN_ROUND = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_RADIO = "洞幺两三四五六拐八勾"
_PINYIN = "ling yi er san si wu liu qi ba jiu".split()  # noqa: SIM905 -- reads as it is counted
_ENGLISH = "zero one two three four five six seven eight nine".split()  # noqa: SIM905 -- as above


def _in(row: str | list[str], between: str = "") -> Disguise:
    return lambda number: between.join(row[int(digit)] for digit in number)


def _parted(separator: str, *sizes: int) -> Disguise:
    def disguise(number: str) -> str:
        parts, at = [], 0
        for size in sizes:
            parts.append(number[at : at + size])
            at += size
        return separator.join([*parts, number[at:]] if number[at:] else parts)

    return disguise


def _alternating(number: str) -> str:
    return "".join(
        _HAN[int(d)] if at % 3 == 1 else _CIRCLED[int(d)] if at % 5 == 2 else d for at, d in enumerate(number)
    )


def _letters(number: str) -> str:
    return number.replace("0", "O").replace("1", "l")


def _counted(row: re.Match[str]) -> str:
    return f",{_HAN[len(row.group())]}个{_HAN[int(row.group(1))]},"


DISGUISES: dict[str, Disguise] = {
    "plain": lambda number: number,
    "fullwidth": _in(_FULLWIDTH),
    "circled": _in(_CIRCLED),
    "negative circled": _in(_NEGATIVE),
    "keycap": lambda number: "".join(f"{digit}\ufe0f\u20e3" for digit in number),
    "arabic-indic": _in(_ARABIC),
    "devanagari": _in(_DEVANAGARI),
    "mathematical": _in(_BOLD),
    "subscript": _in(_SUBSCRIPT),
    "superscript": _in(_SUPERSCRIPT),
    "words": _in(_HAN),
    "words with 〇": _in(_HAN_ROUND),
    "formal words": _in(_FORMAL),
    "formal traditional words": _in(_TRADITIONAL),
    "radio words": _in(_RADIO),
    "words spaced": _in(_HAN, " "),
    "pinyin": _in(_PINYIN, " "),
    "pinyin in one": _in(_PINYIN),
    "pinyin dashes": _in(_PINYIN, "-"),
    "english": _in(_ENGLISH, " "),
    "english dashes": _in(_ENGLISH, "-"),
    "mixed scripts": _alternating,
    "letters": _letters,
    "spaces": _parted(" ", *[1] * 10),
    "dashes": _parted("-", 3, 4),
    "dots": _parted(".", *[1] * 10),
    "stars": _parted("*", 2, 3, 2),
    "wide gaps": _parted(" -- ", 3, 4),
    "bars": _parted("丨", 4, 4),
    "slashes": _parted("/", 3, 3, 3),
    "ideographic commas": _parted("、", 3, 4),
    "brackets": lambda number: f"({number[:3]})({number[3:7]})({number[7:]})",
    "lines": _parted("\n", 3, 4),
    "plus word": _parted("加", 3, 4),
    "emoji": _parted("🌸", 3, 4),
    "emoji each": _parted("🍎", *[1] * 10),
    "zero width": _parted("\u200b", 3, 1, 3),
    "bidi": _parted("\u202e", 2, 5),
    "country code": lambda number: f"+86 {number}",
    "sentence": lambda number: f"前面{number[:3]},中间{number[3:7]},后面{number[7:]}",
    "sentence counted": lambda number: f"前三位{number[:3]},中间四位{number[3:7]},最后四位{number[7:]}",
    "hesitating": lambda number: f"{number[:3]},呃,{number[3:7]},那个,{number[7:]}",
    "tail first": lambda number: f"尾号{number[7:]},前面{number[:3]},中间{number[3:7]}",
    "taken back": lambda number: f"{number[:4]}不对,{number}",
    "repeats counted": lambda number: re.sub(r"(\d)\1+", _counted, number),
    "then": lambda number: f"{number[:3]}然后{number[3:7]}再{number[7:]}",
}

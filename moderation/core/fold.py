"""One character at a time: what a reader takes it for.

Built on first use from Unicode's own tables (NFKD, numeric values, names) and OpenCC's
traditional -> simplified characters; the lists here hold only what neither of them knows. Folding the folded
changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import opencc

_SIMPLIFIED = opencc.OpenCC("t2s")

# Seen as nothing, though letters or symbols to Unicode: Hangul fillers, braille blank, object replacement.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\ufffc")

# Dropped by category: combining and enclosing marks, format characters (zero width, bidi, tags), controls,
# surrogates, private use and unassigned. Symbols that are not in `_KEPT` go too: 抗🧪原🧪 reads 抗原.
_UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc", "Cs", "Co", "Cn"})
_UNCACHED = frozenset({"Cs", "Co", "Cn"})

_LINE_ENDS = frozenset("\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")

# Pictures that stand for words; everything else in their rows means the same.
_PICTURES = {
    "♥": "❤❣♡♥💗💓💕💖💘💙💚💛💜🧡🖤🤍🤎💝💞💟🩷🩵🩶💌",
    "☎": "☎☏📞📱📲🤙",
    "🐧": "🐧",
    "○": "○◯⭕⚪⚬⭘🔘",
    "+": "➕",
    "℡": "℡",
}
# Han, Cyrillic, Greek and other letters that are drawn like, or used for, another one.
_LOOKALIKES = {
    "口": "囗ロ㆐",
    "日": "曰",
    "用": "甪",
    "买": "荬",
    "一": "ㄧ",
    "a": "аαɑ",
    "b": "бьβƅ",
    "c": "сϲ",
    "d": "ԁ",
    "e": "еє",
    "g": "ɡ",
    "h": "һн",
    "i": "іιıɩ",
    "j": "ј",
    "k": "кκ",
    "l": "ӏǀ",
    "m": "м",
    "n": "ո",
    "o": "оοօ",
    "p": "рρ",
    "q": "ԛ",
    "r": "гᴦ",
    "s": "ѕ",
    "t": "тτ",
    "u": "υս",
    "v": "νѵ",
    "w": "ԝѡω",
    "x": "хχ",
    "y": "уγ",
    "z": "ᴢ",
}
# Numerals that may stay as they are; the hundred rarer ones that Unicode knows (弍, 㐅, …) become 一 to 九.
_HAN_DIGITS = "〇一二三四五六七八九"
COMMON_NUMERALS = frozenset(_HAN_DIGITS + "零壹贰叁肆伍陆柒捌玖" + "貳兩參陸")
_LEFT_AS_THEY_ARE = COMMON_NUMERALS | {"漆"}
"""Not to be read as another numeral. 漆 once was seven; today it is lacquer, and a surname."""

_ALIKE = {c: to for table in (_PICTURES, _LOOKALIKES) for to, like in table.items() for c in like}
_KEPT = frozenset("♥☎🐧○+°")

# "LATIN LETTER SMALL CAPITAL V", "NEGATIVE SQUARED LATIN CAPITAL LETTER V", "PARENTHESIZED LATIN …"
_LETTER_NAMES = (
    "LATIN LETTER SMALL CAPITAL ",
    "NEGATIVE ",
    "PARENTHESIZED LATIN ",
    "REGIONAL INDICATOR ",
    "CROSSED NEGATIVE ",
)

WIDEST = 4
"""No character folds to more than this many: U+FDFA alone would give 18."""


class Folding(dict[int, str]):
    """Code point -> what it is read as ('' for what cannot be seen), for `str.translate`."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if unicodedata.category(character) in _UNCACHED:
            return ""  # not kept: a million of them would fill the memory
        folded = self[code] = fold_character(character)
        return folded


_FIRST_HAN, _LAST_HAN = 0x4E00, 0x9FFF
_MARKS = r"\n -@\[\\\]_a-z{-~。、《》“”‘’—·「」"
"""ASCII without capitals, ^ and `, and marks that stay as they are; a class of `re`."""


@cache
def unusual() -> re.Pattern[str]:
    """One character that may not fold to itself: nearly everything but simplified Han and lower-case ASCII.

    `re`, where user text else meets only re2: one class of single characters has nothing to try twice, and
    is found four times as fast. What it does not match folds to itself; the tests hold it to that.
    """
    han = [chr(code) for code in range(_FIRST_HAN, _LAST_HAN + 1)]
    simplified = _SIMPLIFIED.convert("\n".join(han)).split("\n")
    plain = (one for one, other in zip(han, simplified, strict=True) if one == other and _stays(one))
    return re.compile(f"[^{_MARKS}{''.join(plain)}]")


def _stays(han: str) -> bool:
    rare_numeral = unicodedata.numeric(han, -1) in range(10) and han not in _LEFT_AS_THEY_ARE
    return unicodedata.category(han) == "Lo" and han not in _ALIKE and not rare_numeral


def fold_character(character: str) -> str:
    """What `character` is read as: at most `WIDEST` characters, each of which folds to itself."""
    return "".join(_settled(part) for part in _read(character))[:WIDEST]


def _settled(character: str) -> str:
    """`character` folded until it stays; two turns are enough, the second one proves it."""
    for _ in range(3):
        again = _read(character)
        if again == character:
            return again
        character = again if len(again) == 1 else "".join(_settled(c) for c in again)
        if len(character) != 1:
            return character
    return character


def _read(character: str) -> str:
    if character in _LINE_ENDS:
        return "\n"
    if character == "\t":
        return " "
    category = unicodedata.category(character)
    if category in _UNSEEN or character in _BLANK:
        return ""
    if character in _ALIKE:
        return _ALIKE[character]
    if (digit := _digit(character, category)) is not None:
        return digit
    if (letter := _named_letter(character)) is not None:
        return letter
    if category == "Lo" and character not in _LEFT_AS_THEY_ARE:
        value = unicodedata.numeric(character, -1)
        if value in range(10):
            return _HAN_DIGITS[int(value)]
    decomposed = unicodedata.normalize("NFKD", character)
    bare = "".join(c for c in decomposed if unicodedata.category(c) not in _UNSEEN)
    folded: str = _SIMPLIFIED.convert(unicodedata.normalize("NFKC", bare).casefold())
    if folded == character and category in {"So", "Sk"} and character not in _KEPT:
        return ""
    return folded


def _digit(character: str, category: str) -> str | None:
    """Any numeral up to fifty that is no Han word (〇 is one) and no Roman letter: ⑧, ➑, ８, ٨, 〨."""
    if character == "〇" or category not in {"Nd", "No", "Nl"} or _roman(character):
        return None
    value = unicodedata.numeric(character, -1)
    return str(int(value)) if value == int(value) and 0 <= value <= 50 else None


def _roman(character: str) -> bool:
    """Ⅷ folds to the letters it is made of; ↅ is made of none."""
    return (
        "ROMAN" in unicodedata.name(character, "") and unicodedata.normalize("NFKC", character) != character
    )


def _named_letter(character: str) -> str | None:
    """Latin letters that NFKC leaves as pictures, known by their names."""
    name = unicodedata.name(character, "")
    letter = name.rsplit(" ", 1)[-1]
    return letter.lower() if len(letter) == 1 and name.startswith(_LETTER_NAMES) else None

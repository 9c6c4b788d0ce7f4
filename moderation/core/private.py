"""Private values, and the search for them in any text that others may read.

A value is looked for in its *squeezed* form, in which all its disguises are the same: NFKC and case folded,
every digit and numeral of any script as an ASCII digit, all that is neither letter nor digit left out. So
"138-0013 8000", "１３８ ００１３ ８０００" and "一三八〇〇一三八〇〇〇" are one needle.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import re2
from ahocorasick_rs import BytesAhoCorasick

# What stands for what cannot be told apart from the outside; not a character that text could contain.
SEPARATOR = "\x1f"
_NO_LETTERS = f"{SEPARATOR}<>".encode()
_ASCII = bytes(range(128))

_NUMERALS = dict(
    zip(
        "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸幺两兩拐勾洞",
        "00123456789123456789236122790",
        strict=True,
    )
)
# Digits with no more between them than people put there to group them, or to hide them.
_GROUPED = re2.compile(rf"[0-9](?:{SEPARATOR}{{0,4}}[0-9]){{6,}}".encode())
_HANDLE = re2.compile(r"[a-z0-9][a-z0-9._@+-]{4,}[a-z0-9]")
_MOBILE_DIGITS = 11
_DOCUMENT_DIGITS = 15  # identity cards 15 or 18, bank cards 16 to 19


@dataclass(frozen=True, slots=True)
class PrivateValue:
    """A value of the queue that nobody outside may read, and where it comes from.

    `where` (such as ``need/contact``) is what messages name; the value itself is kept out of `repr`.
    `identifying` values (contacts, names, doors, everything redacted) are looked for as a whole however
    short, with every number and handle in them. Of other private text ("in the evening, a GB 2626-2019 mask")
    only phone and document numbers, e-mail addresses and whole sentences tell on anybody.
    """

    where: str
    text: str = field(repr=False)
    identifying: bool = True


class _Squeezed(dict[int, str]):
    """A translation table that works out each character the first time it is met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        digit = unicodedata.digit(char, None)
        if digit is not None:
            result = str(digit)
        elif char in _NUMERALS:
            result = _NUMERALS[char]
        elif unicodedata.category(char) in ("Cf", "Mn", "Me"):
            result = ""  # invisible, or a mark on the character before
        else:
            folded = unicodedata.normalize("NFKC", char).casefold()
            result = "".join(self._folded(c, char) for c in folded)
        self[code] = result
        return result

    def _folded(self, folded: str, char: str) -> str:
        """What becomes of one character of a folded one: ㈠ is a numeral in brackets."""
        if folded != char:
            return self[ord(folded)]
        return char if char.isalnum() or char in "<>" else SEPARATOR


_TABLE = _Squeezed()
_PLAIN = "".join(_TABLE[code] for code in _ASCII).encode() + bytes(
    range(128, 256)
)  # each gives one character
_FEW = 64  # so many different characters at most are put in the place of others one after the other


def marked(text: str) -> bytes:
    """`text` folded, in UTF-8, with one `SEPARATOR` for every character that is neither letter nor digit.

    Angle brackets stay, so that tags can still be told from text.
    """
    # Most of a text stays as it is: to look every character up in a table takes eight times as long. What is
    # no ASCII is replaced kind by kind, and then all of ASCII at once.
    data = text.encode("utf-8", "surrogatepass")
    others = set(_read(data.translate(None, _ASCII)))
    changed = {char: folded for char in others if (folded := _TABLE[ord(char)]) != char}
    if len(changed) > _FEW:
        text = text.translate(_TABLE)
    else:
        for char, folded in changed.items():
            text = text.replace(char, folded)
    return text.encode("utf-8", "surrogatepass").translate(_PLAIN)


def squeezed(text: str) -> str:
    """`text` folded, with nothing but its letters and digits."""
    return _read(unmarked(marked(text)))


def unmarked(marked_text: bytes) -> bytes:
    """The squeezed form of a text that is already marked, in UTF-8."""
    return marked_text.translate(None, _NO_LETTERS)


def _read(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def needles(value: PrivateValue) -> Iterator[str]:
    """The squeezed strings by which `value` would be recognised: all of it, its numbers, its handles.

    All of it only when it identifies somebody by itself: a name from two characters, Latin words from five, a
    door from eight ("3栋" is hidden in one place and rightly public in another).
    """
    seen = marked(value.text)
    whole = _read(unmarked(seen))
    if value.identifying and len(whole) >= _shortest(whole):
        yield whole
    for number in _numbers(seen):
        if value.identifying or _tells_on_somebody(number):
            yield number
    for handle in _HANDLE.findall(unicodedata.normalize("NFKC", value.text).casefold()):
        name = squeezed(handle)
        if "@" in handle or (value.identifying and not name.isalpha() and not name.isdecimal()):
            yield name


def _shortest(whole: str) -> int:
    if whole.isascii():
        return 5
    return 8 if any(c.isdecimal() for c in whole) else 2


def _sentence(value: PrivateValue) -> str | None:
    """The squeezed whole of other private text, where it is long enough to be nobody else's."""
    whole = "" if value.identifying else squeezed(value.text)
    return whole if len(whole) >= (24 if whole.isascii() else 12) else None


def _numbers(seen: bytes) -> Iterator[str]:
    """Every number of a marked text: what is grouped together, its parts, and mobile numbers inside of it."""
    for grouped in map(bytes.decode, _GROUPED.findall(seen)):
        joined = grouped.replace(SEPARATOR, "")
        yield joined
        yield from (part for part in grouped.split(SEPARATOR) if len(part) >= 7)
        for start in range(len(joined) - _MOBILE_DIGITS + 1):
            number = joined[start : start + _MOBILE_DIGITS]
            if _is_mobile(number):
                yield number


def _is_mobile(number: str) -> bool:
    return len(number) == _MOBILE_DIGITS and number[0] == "1" and number[1] in "3456789"


def _tells_on_somebody(number: str) -> bool:
    landline = number[0] == "0" and 10 <= len(number) <= 12
    return _is_mobile(number) or landline or len(number) >= _DOCUMENT_DIGITS


class PrivateIndex:
    """All private values of a queue, searched for in one Aho-Corasick pass.

    `public_words` is what maintainers themselves publish (community.toml, guides, interface). A short value
    that also stands there, such as a "name" of 口罩, tells on nobody and would only stop the site: left out.
    `public_answers` are each submission's answers to public questions. A private sentence that somebody also
    wrote there, such as the address of a hospital, is no secret: left out, unless it identifies. Nor is a
    pair of characters that two neighbours wrote (毛笔, hidden as if 毛 were somebody): that is a word.
    """

    def __init__(
        self, values: Iterable[PrivateValue], public_words: str = "", public_answers: Iterable[str] = ()
    ) -> None:
        known = squeezed(public_words)
        found: dict[str, str] = {}
        said_before: dict[str, int] = {}  # needle -> how many may have said it in public
        for value in values:
            for needle in needles(value):
                if len(needle) >= 7 or needle not in known:
                    found.setdefault(needle, value.where)
                    if len(needle) == 2:
                        said_before[needle] = 1
            sentence = _sentence(value)
            if sentence is not None and sentence not in found:
                found[sentence] = value.where
                said_before[sentence] = 0
        for word in _said_more_often(said_before, public_answers):
            del found[word]
        self._where = list(found.values())
        self._automaton = _search_for(found) if found else None

    def __len__(self) -> int:
        return len(self._where)

    def find(self, squeezed_text: bytes) -> str | None:
        """Where the first private value found in an already squeezed text (UTF-8) comes from, or None."""
        if self._automaton is None:
            return None
        match = next(iter(self._automaton.find_matches_as_indexes(squeezed_text)), None)
        return None if match is None else self._where[match[0]]


def _search_for(words: Iterable[str]) -> BytesAhoCorasick:
    return BytesAhoCorasick([word.encode("utf-8", "surrogatepass") for word in words])


def _said_more_often(allowed: dict[str, int], answers: Iterable[str]) -> set[str]:
    """The words that more submissions say in public than are allowed for each."""
    if not allowed:
        return set()
    words = list(allowed)
    automaton = _search_for(words)
    times: Counter[int] = Counter()
    for answer in answers:
        matches = automaton.find_matches_as_indexes(unmarked(marked(answer)), overlapping=True)
        times.update({match[0] for match in matches})
    return {words[at] for at, count in times.items() if count > allowed[words[at]]}

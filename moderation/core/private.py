"""Private values, and the search for them in any text that others may read.

A value is looked for in its *squeezed* form, in which all its disguises are the same: NFKC and case folded,
every digit and numeral of any script as an ASCII digit, all that is neither letter nor digit left out. So
"138-0013 8000", "１３８ ００１３ ８０００" and "一三八〇〇一三八〇〇〇" are one needle.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import re2
from ahocorasick_rs import AhoCorasick

# What stands for what cannot be told apart from the outside; not a character that text could contain.
SEPARATOR = "\x1f"

_NUMERALS = dict(
    zip(
        "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸幺两兩拐勾洞",
        "00123456789123456789236122790",
        strict=True,
    )
)
_DIGIT_RUN = re2.compile(r"[0-9]{7,}")
_HANDLE = re2.compile(r"[a-z0-9][a-z0-9._@+-]{4,}[a-z0-9]")


@dataclass(frozen=True, slots=True)
class PrivateValue:
    """A value of the queue that nobody outside may read, and where it comes from.

    `where` (such as ``need/contact``) is what messages name; the value itself is kept out of `repr`.
    `identifying` values (contacts, names, doors, everything redacted) are looked for as a whole however
    short; of other private text ("in the evening") only numbers, handles and whole sentences tell on anybody.
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
            result = "".join(c if c.isalnum() or c in "<>" else SEPARATOR for c in folded)
        self[code] = result
        return result


_TABLE = _Squeezed()


def marked(text: str) -> str:
    """`text` folded, with one `SEPARATOR` for every character that is neither letter nor digit.

    Angle brackets stay, so that tags can still be told from text.
    """
    return text.translate(_TABLE)


def squeezed(text: str) -> str:
    """`text` folded, with nothing but its letters and digits."""
    return unmarked(marked(text))


def unmarked(marked_text: str) -> str:
    """The squeezed form of a text that is already marked."""
    return marked_text.replace(SEPARATOR, "").replace("<", "").replace(">", "")


def needles(value: PrivateValue) -> Iterator[str]:
    """The squeezed strings by which `value` would be recognised.

    Every run of seven digits or more (with and without the 86 of China), every handle of six characters or
    more that is not a plain word, and the whole value: from two characters when it identifies somebody by
    itself, else from twelve, which is a sentence.
    """
    whole = squeezed(value.text)
    if len(whole) >= (2 if value.identifying else 12) and not (whole.isascii() and len(whole) < 5):
        yield whole
    for run in _DIGIT_RUN.findall(whole):
        yield run
        if run.startswith(("86", "0086")) and len(run) >= 13:
            yield run.removeprefix("00").removeprefix("86")
    for handle in _HANDLE.findall(unicodedata.normalize("NFKC", value.text).casefold()):
        name = squeezed(handle)
        if not name.isalpha() and not name.isdecimal():
            yield name


class PrivateIndex:
    """All private values of a queue, searched for in one Aho-Corasick pass.

    `public_words` is what maintainers themselves publish (community.toml, guides, interface). A short value
    that also stands there, such as a "name" of 口罩, tells on nobody and would only stop the site: left out.
    """

    def __init__(self, values: Iterable[PrivateValue], public_words: str = "") -> None:
        known = squeezed(public_words)
        found: dict[str, str] = {}
        for value in values:
            for needle in needles(value):
                if len(needle) >= 7 or needle not in known:
                    found.setdefault(needle, value.where)
        self._where = list(found.values())
        self._automaton = AhoCorasick(list(found)) if found else None

    def __len__(self) -> int:
        return len(self._where)

    def find(self, squeezed_text: str) -> str | None:
        """Where the first private value found in an already squeezed text comes from, or None."""
        if self._automaton is None:
            return None
        match = next(iter(self._automaton.find_matches_as_indexes(squeezed_text)), None)
        return None if match is None else self._where[match[0]]

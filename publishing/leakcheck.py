"""Nothing private in any byte of the built folder.

The last gate before the swap. It trusts nobody upstream: every file is opened (also gzip), unescaped (HTML,
JSON, percent), folded, and searched for every private value of the queue in one pass; then for anything that
merely looks like personal data and is not an official hotline. One hit and nothing is published.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import zlib
from collections.abc import Iterable
from urllib.parse import unquote

import re2
from stdnum import luhn
from stdnum.cn import ric

from moderation.core.private import SEPARATOR, PrivateIndex, PrivateValue, marked, squeezed, unmarked


class Leak(Exception):
    """A built file holds something private. Names the file and what kind it is, never the value."""

    def __init__(self, file: str, what: str) -> None:
        self.file = file
        self.what = what
        super().__init__(file, what)  # the two alone: it must come through a pipe from a forked process

    def __str__(self) -> str:
        return (
            f"{self.file}: holds {self.what}. Nothing was published; the last good site stays. Redact or "
            "withdraw the entry shown on that page (or add an official number to community.toml as a "
            "[[hotline]]), then build again."
        )


_ESCAPE = re2.compile(r"(?:\\u[0-9a-fA-F]{4})+")
_S = f"{SEPARATOR}{{0,4}}"
# Shapes that nothing of ours has. Screening, which knows contexts, has looked before; this is the second pair
# of eyes, and stays simple enough to be believed.
_SHAPES = {
    "a mobile number": rf"1{_S}[3-9]{_S}[0-9](?:{_S}[0-9]{{4}}){{2}}",
    "a landline number": rf"0[0-9]{{2,3}}{SEPARATOR}{{1,4}}[2-8][0-9]{{6,7}}",
    "an identity card number": rf"[1-9][0-9]{{5}}{_S}[0-9]{{8}}{_S}[0-9]{{3}}[0-9x]",
    "a bank card number": rf"[3-6][0-9]{{3}}(?:{_S}[0-9]{{4}}){{3}}{_S}[0-9]{{0,3}}",
}
_NUMBERS = {
    what: re2.compile(rf"(?:^|[^0-9])(?:0{{0,2}}86{_S})?({shape})(?:[^0-9]|$)".encode())
    for what, shape in _SHAPES.items()
}
_ANY_NUMBER = re2.compile("|".join(_SHAPES.values()).encode())
_ACCOUNT = re2.compile(
    # A Latin label stands by itself: "vx" and "qq" also begin many an entry's id.
    rf"(?:微信号?{SEPARATOR}{{0,3}}|(?:^|[^a-z0-9])(?:vx|wechat){SEPARATOR}{{1,3}})([a-z][a-z0-9{SEPARATOR}]{{5,19}})"
    rf"|(?:qq号|扣扣){SEPARATOR}{{0,3}}([1-9][0-9]{{4,10}})"
    rf"|(?:^|[^a-z0-9])qq{SEPARATOR}{{1,3}}([1-9][0-9]{{4,10}})".encode()
)
# A QR code of ours: an entry's address, drawn. Its base64 is noise, in which short words turn up by chance.
# No text of an entry can open a tag, so nobody hides anything there. (Like the next one it begins with words
# and tries nothing twice, so Python's own engine stays linear, and is faster here.)
_CODE = re.compile(rb'(<img class="code" src="data:image/png;base64,)iVBORw0KGgo[A-Za-z0-9+/=]+"')
_PERCENT = re.compile("%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*")
# A tag; of "<" without its ">" the sign alone. (Possessive: it tries nothing twice.)
_TAG = re.compile(rb"<(?:[^<>]*+>)?")
_PART = "\ua500"  # a letter of the Vai script: stays when a text is squeezed, and stands in nobody's number
_EMAIL = re2.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")


class Gate:
    """Checks built files one by one; keeps nothing between them, so that processes can share it.

    `private` are the queue's private values; `public_words` and `public_answers` are for `PrivateIndex`;
    `allowed` are numbers and addresses that may be seen (hotlines, the site's contact).
    """

    def __init__(
        self,
        private: Iterable[PrivateValue],
        public_words: str = "",
        public_answers: Iterable[str] = (),
        allowed: Iterable[str] = (),
    ) -> None:
        self._index = PrivateIndex(private, public_words, public_answers)
        self._allowed = frozenset(squeezed(word) for word in allowed)

    def check(self, file: str, data: bytes, *, vendored: bool = False) -> bytes:
        """Raise `Leak` when `data`, which will be served as `file`, holds anything private.

        `vendored` files are copied unchanged from the theme: their numbers are theirs (minified scripts are
        full of digits), so only the queue's own values are looked for. Returns the squeezed text, for
        `check_again` when more has become private since.
        """
        text = _readable(_opened(data))
        with_tags = marked(text)
        forms = (with_tags, _untagged(with_tags)) if b"<" in with_tags else (with_tags,)
        squeezed_text = b"\n".join(map(unmarked, forms))
        self.check_again(file, squeezed_text)
        for seen in forms:
            what = None if vendored else self._looks_private(seen)
            if what is not None:
                raise Leak(file, f"what looks like {what}")
        if "@" in text and not vendored and self._strange(_EMAIL.findall(text)):
            raise Leak(file, "what looks like an e-mail address")
        return squeezed_text

    def check_again(self, file: str, squeezed_text: bytes) -> None:
        """Raise `Leak` when a file that `check` let pass before holds a value that is private now."""
        where = self._index.find(squeezed_text)
        if where is not None:
            raise Leak(file, f"the private value of {where}")

    def _looks_private(self, seen: bytes) -> str | None:
        if _ANY_NUMBER.search(seen):
            for what, shape in _NUMBERS.items():
                found = (squeezed(number.decode()) for number in shape.findall(seen))
                if self._strange(number for number in found if _plausible(what, number)):
                    return what
        accounts = (squeezed(b"".join(found).decode()) for found in _ACCOUNT.findall(seen))
        if self._strange(account for account in accounts if any(c.isdecimal() for c in account)):
            return "a WeChat or QQ account"
        return None

    def _strange(self, found: Iterable[str]) -> bool:
        return any(squeezed(value) not in self._allowed for value in found)


def _plausible(what: str, number: str) -> bool:
    if what == "an identity card number":
        return bool(ric.calc_check_digit(number) == number[-1].upper())
    if what == "a bank card number":
        return bool(luhn.is_valid(number))
    return True


def _untagged(seen: bytes) -> bytes:
    """Without tags: what the eye joins again after "138<b>0013"."""
    return _TAG.sub(b"", seen)


def _opened(data: bytes) -> bytes:
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        return data  # not gzip after all, or cut: its bytes are looked at as they are


def _readable(data: bytes) -> str:
    """The text that a browser, a feed reader or a script would make of these bytes."""
    text = (_CODE.sub(rb'\1"', data) if b'class="code"' in data else data).decode("utf-8", "replace")
    # In JSON the end of one value and the next one are no neighbours, or amounts would join to a number. A
    # quote of somebody's text is &#34; in a page and \\" in JSON: it parts nothing.
    text = text.replace('\\"', "'").replace('",', _PART).replace('":', _PART)
    if "\\u" in text:
        text = _ESCAPE.sub(lambda escape: str(json.loads(f'"{escape[0]}"')), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # halves of characters
    if "\\n" in text:
        text = text.replace("\\n", "\n")  # JSON's line end is no letter n
    if "%" in text:
        text = _PERCENT.sub(lambda written: unquote(written[0]), text)
    if "&" in text:
        text = html.unescape(text)
    return text

"""From text that anybody may have written to HTML that can do nothing: the one place of bleach.

Plain text stays plain text: it is escaped first. Only `http(s)://host/…`, matched in full, becomes a link.
bleach is the second line, with an attribute callable of our own, because its protocol check lets
"javascript:" pass when digits follow the colon (see docs/decisions). It is quadratic on some input, so text
is capped, and it is called only where there is something to link.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, Final

import re2
from bleach.linkifier import Linker
from bleach.sanitizer import Cleaner
from markupsafe import Markup, escape

LONGEST: Final = 2000  # characters; bleach needs 21 ms for the worst text of this length

# ASCII only: what looks like a host in other scripts may be another host.
_ADDRESS: Final = re2.compile(
    r"https?://(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+(?::[0-9]{1,5})?(?:[/?#][!#$%&*+,./:;=?@_~A-Za-z0-9-]*)?"
)
# No ampersand, and no full stop behind it that may belong to a sentence.
_ADDRESS_ALONE: Final = re2.compile(
    r"https?://(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]*[A-Za-z0-9]"
    r"(?::[0-9]{1,5})?(?:[/?#](?:[!#$%*+,./:;=?@_~A-Za-z0-9-]*[A-Za-z0-9/])?)?"
)
_REL: Final = "nofollow noopener noreferrer ugc"
# Format, control, surrogate, private-use and unassigned characters: bidi overrides would let a text read
# differently from what it says, control characters are eaten by Jinja, surrogates cannot be encoded.
_UNSEEN: Final = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})


class _Visible(dict[int, str | None]):
    """A translation table that judges each character the first time it is met."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        kept = char if char == "\n" or unicodedata.category(char) not in _UNSEEN else None
        self[code] = kept
        return kept


_VISIBLE: Final = _Visible({ord("\r"): " ", ord("\t"): " "})


def plain(text: str) -> str:
    """`text` without what cannot be seen, at most `LONGEST` characters."""
    text = text[:LONGEST]
    return text if text.isprintable() else text.translate(_VISIBLE)


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(plain(text).split())


@lru_cache(maxsize=1024)  # a title is shown in every language, and in rows
def line(text: str) -> Markup:
    """`text` as HTML on one line, without links: for titles, safe in quoted attributes too."""
    return escape(one_line(text))


def data(text: str) -> str:
    """`text` on one line as a JSON string that ends no script element: for blocks of data in pages."""
    return encode_basestring(one_line(text)).replace("<", "\\u003c")


@lru_cache(maxsize=4096)  # the same text is shown in every language
def block(text: str) -> Markup:
    """`text` as HTML that keeps its line breaks (by style) and links its web addresses."""
    shown = plain(text).strip()
    if "://" not in shown:
        return escape(shown)
    if _ADDRESS_ALONE.fullmatch(shown):  # as bleach would, in a hundredth of the time
        return Markup(f'<a href="{shown}" rel="{_REL}">{shown}</a>')  # noqa: S704  not one character to escape
    return linked(shown)


def linked(shown: str) -> Markup:
    """Visible text as HTML with its addresses linked by bleach, wherever in it they stand."""
    return Markup(_CLEANER.clean(_LINKER.linkify(str(escape(shown)))))  # noqa: S704  what this module is for


def _allowed(_tag: str, name: str, value: str) -> bool:
    if name == "href":
        return _ADDRESS.fullmatch(value) is not None
    return name == "rel" and value == _REL


def _as_written(attributes: Any, new: bool = False) -> Any:
    """Link only what was written out in full, and lead nowhere else than it says."""
    href = attributes[(None, "href")]
    if not new or href != attributes["_text"] or _ADDRESS.fullmatch(href) is None:
        return None
    return {(None, "href"): href, (None, "rel"): _REL, "_text": href}


_LINKER: Final = Linker(callbacks=[_as_written], url_re=_ADDRESS, parse_email=False)
_CLEANER: Final = Cleaner(tags={"a"}, attributes=_allowed)

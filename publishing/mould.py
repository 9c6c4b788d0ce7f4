"""HTML cast in moulds: a template is rendered once for each shape of what it shows, with slots for the words
that differ, and filled ten thousand times.

What a template decides on (a form, whether anybody confirmed) is the shape; what it only prints is a slot.
So Jinja stays the one author of HTML, and a page costs what joining its words costs.
"""

from __future__ import annotations

import re
from typing import Final, NewType

from markupsafe import Markup

# HTML that is safe to serve, in UTF-8: escaped text, or of our own making.
Safe = NewType("Safe", bytes)

NOTHING: Final = Safe(b"")
_SLOT: Final = re.compile("linli-slot-([a-z_]+)-")  # met by our own templates only


def slots(*names: str) -> dict[str, Markup]:
    """For a template to print in the place of words that come later."""
    return {name: Markup(f"linli-slot-{name}-") for name in names}  # noqa: S704  our own words


class Mould:
    """What a template made of `slots`. Words may stand in several places, or in none."""

    __slots__ = ("_form", "_names")

    def __init__(self, rendered: str) -> None:
        between = _SLOT.split(str(rendered))
        self._names = between[1::2]
        self._form = b"%b".join([piece.encode().replace(b"%", b"%%") for piece in between[::2]])

    def fill(self, **words: Safe) -> Safe:
        """The HTML with `words` in its slots: HTML already, that may stand in quoted attributes."""
        # What is filled in is never read again, so words that look like a slot stay words.
        return Safe(self._form % tuple([words[name] for name in self._names]))


def safe(html: Markup) -> Safe:
    """What templates and `publishing.sanitise` make."""
    return Safe(html.encode())


def markup(html: Safe) -> Markup:
    """For templates to print as it is."""
    return Markup(html.decode())  # noqa: S704  it is Safe

"""HTML cast in moulds: a template is rendered once for each shape of what it shows, with slots for the words
that differ, and filled ten thousand times.

What a template decides on (a form, whether anybody confirmed) is the shape; what it only prints is a slot.
So Jinja stays the one author of HTML, and a page costs what joining its words costs.
"""

from __future__ import annotations

import re
from typing import Final, NewType

from markupsafe import Markup

# HTML that is safe to serve: escaped text, or of our own making. (Markup says so to templates, at a price.)
Safe = NewType("Safe", str)

_SLOT: Final = re.compile("linli-slot-([a-z_]+)-")  # met by our own templates only


def slots(*names: str) -> dict[str, Markup]:
    """For a template to print in the place of words that come later."""
    return {name: Markup(f"linli-slot-{name}-") for name in names}  # noqa: S704  our own words


class Mould:
    """What a template made of `slots`. Words may stand in several places, or in none."""

    __slots__ = ("_html",)

    def __init__(self, rendered: str) -> None:
        self._html = _SLOT.sub(r"%(\1)s", str(rendered).replace("%", "%%"))

    def fill(self, **words: Safe | Markup) -> Safe:
        """The HTML with `words` in its slots: HTML already, that may stand in quoted attributes."""
        return Safe(self._html % words)


def markup(safe: Safe) -> Markup:
    return Markup(safe)  # noqa: S704  it is Safe

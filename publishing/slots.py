"""HTML with slots: rendered once by a template, filled ten thousand times with text that is safe."""

from __future__ import annotations

import re
from typing import Final, NamedTuple, NewType

from markupsafe import Markup

# HTML that is safe to serve: escaped text, or of our own making. (Markup says so to templates, at a price.)
Safe = NewType("Safe", str)

SLOT: Final = tuple(Markup(f"linli-slot-{number}") for number in range(4))  # noqa: S704  our own words
_IN_SLOTS: Final = re.compile("linli-slot-([0-9])")  # met by our own templates only


class Slotted(NamedTuple):
    """A macro's HTML with slots, rendered once and filled in many times."""

    html: str
    order: tuple[int, ...] | None  # None: each slot once, in their order

    def fill(self, *values: Safe | Markup) -> Safe:
        return Safe(self.html % (values if self.order is None else tuple(values[n] for n in self.order)))


def slotted(rendered: str) -> Slotted:
    pieces = _IN_SLOTS.split(rendered)
    order = tuple(map(int, pieces[1::2]))
    html = "%s".join(piece.replace("%", "%%") for piece in map(str, pieces[::2]))
    # A piece without any slot (no form of the community takes an entry's number) leaves its values out.
    return Slotted(html, None if order and order == tuple(range(len(order))) else order)


def markup(safe: Safe) -> Markup:
    return Markup(safe)  # noqa: S704  it is Safe

"""What stands behind a digit in the numeral view: the rest of a digit word, and how often the digit is said.

The view keeps the offsets of the folded text, so 五个零 has three places for five digits: 0, then 4 (four
more times), then 0 (no more).
"""

from __future__ import annotations

FILLER = "\0"
"""Stands for the rest of a digit word. Folding drops NUL and its neighbours, so no text holds them."""

_MOST = 8
FILLERS = "".join(map(chr, range(_MOST + 1)))
"""Each says with its code how many more times the digit before it is said; tab and line end come behind."""


def said(digit: str, times: int, length: int) -> str:
    """`digit` said so many times, in `length` places of the view.

    Raises:
        ValueError: for fewer than one time; nobody says a digit so.
    """
    if times < 1:
        raise ValueError(f"a digit is said once or more often, not {times} times")
    places = [digit]
    more = times - 1
    while len(places) < length:
        places.append(FILLERS[min(more, _MOST)])
        more -= min(more, _MOST)
    return "".join(places)


def digits_said(view: str) -> str:
    """The digits of a part of the numeral view, each as often as it is said; all else is left out."""
    if view.isdigit():
        return view
    if not any(more in view for more in FILLERS[1:]):
        return "".join(c for c in view if "0" <= c <= "9")
    return "".join(view[at] for at in digits_at(view))


def digits_at(view: str) -> list[int]:
    """Where each digit that `digits_said` gives stands in the view: a repeated one at its first place."""
    places: list[int] = []
    for at, character in enumerate(view):
        if character in FILLERS:
            places += places[-1:] * ord(character)
        elif "0" <= character <= "9":
            places.append(at)
    return places

"""A1 notation: `'Form Responses 1'!A2:C` <-> a tab's name and half-open, zero-based bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CELL = re.compile(r"(?P<column>[A-Za-z]{0,3})(?P<row>[0-9]{0,7})\Z")


@dataclass(frozen=True, slots=True)
class Box:
    """Rows `top` … `bottom`-1, columns `left` … `right`-1; None: to the end of the grid."""

    top: int = 0
    bottom: int | None = None
    left: int = 0
    right: int | None = None

    def within(self, rows: int, columns: int) -> Box:
        """The part that lies in a grid of `rows` x `columns`."""
        bottom = rows if self.bottom is None else min(self.bottom, rows)
        right = columns if self.right is None else min(self.right, columns)
        return Box(self.top, bottom, self.left, right)


def column_letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def quoted(title: str) -> str:
    """The tab's name as Google writes it in answers: quoted only where it must be."""
    plain = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", title) and not _CELL.match(title)
    return title if plain else "'" + title.replace("'", "''") + "'"


def split(text: str) -> tuple[str | None, Box | None]:
    """The tab's name, if any, and the box, if any. `Sheet1` alone is a name: the caller knows the tabs."""
    if text.startswith("'"):
        end = text.rindex("'")
        title, rest = text[1:end].replace("''", "'"), text[end + 1 :]
        return title, _box(rest.removeprefix("!")) if rest else None
    if "!" in text:
        title, _, rest = text.rpartition("!")
        return title, _box(rest)
    try:
        return None, _box(text)
    except ValueError:
        return text, None


def _box(text: str) -> Box:
    first, _, second = text.partition(":")
    start, end = _CELL.match(first), _CELL.match(second or first)
    if not (start and end and first):
        raise ValueError(text)
    top = int(start["row"]) - 1 if start["row"] else 0
    left = column_index(start["column"]) if start["column"] else 0
    bottom = int(end["row"]) if end["row"] else None
    right = column_index(end["column"]) + 1 if end["column"] else None
    if bottom is not None and bottom <= top:
        top, bottom = bottom - 1, top + 1
    if right is not None and right <= left:
        left, right = right - 1, left + 1
    return Box(top, bottom, left, right)


def text_of(title: str, box: Box) -> str:
    """A bounded box as Google writes it in answers."""
    if box.bottom is None or box.right is None:
        raise ValueError("clip the box to the grid first")
    first = f"{column_letters(box.left)}{box.top + 1}"
    last = f"{column_letters(box.right - 1)}{box.bottom}"
    return f"{quoted(title)}!{first}" + ("" if first == last else f":{last}")

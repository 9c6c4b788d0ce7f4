"""The rows of a CSV file: cells, the line each row begins in, and what is odd about it."""

from __future__ import annotations

import csv
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from moderation.sources.csv_lines import LONGEST_LINE, Line, lines
from moderation.sources.source import SourceUnreadable

_DELIMITERS = ",\t;"  # spreadsheets write tabs into UTF-16, and semicolons where the comma is decimal


@dataclass(frozen=True, slots=True)
class Row:
    cells: list[str]
    notes: tuple[str, ...]


class _Fed:
    """Hands lines to the csv module and remembers which ones went into the row being read."""

    def __init__(self, read: Iterator[Line]) -> None:
        self._lines = read
        self._held = next(self._lines, None)
        self.delimiter = max(_DELIMITERS, key=self._held.text.count) if self._held else ","
        self.number = 0
        self.new_row()

    def new_row(self) -> None:
        self.first, self.quotes, self.notes = self.number + 1, 0, dict[str, None]()

    def __iter__(self) -> Iterator[str]:
        while (line := self._held) is not None:
            self.number += 1
            self.quotes += line.text.count('"')
            self.notes |= dict.fromkeys(line.notes)
            yield line.text
            self._held = next(self._lines, None)

    @property
    def unclosed(self) -> bool:
        """True when a quote may have swallowed more lines than its own."""
        return self.quotes % 2 == 1 and self.number > self.first


def rows(path: Path) -> Generator[Row, None, None]:
    """The file's rows, blank ones too; raises `SourceUnreadable` naming the line, after the rows before it.

    A quote that is never closed makes everything after it one cell; it shows only at the end of the file, so
    a caller must not act on rows before it has seen the last.
    """
    csv.field_size_limit(LONGEST_LINE)  # the module's own limit would make one long answer stop the file
    with closing(lines(path)) as read:
        fed = _Fed(read)
        unclosed, first = False, 1
        try:
            for cells in csv.reader(fed, delimiter=fed.delimiter):
                unclosed, first = fed.unclosed, fed.first
                yield Row(cells, tuple(fed.notes))
                fed.new_row()
        except csv.Error:
            raise SourceUnreadable(
                f"{path}: the row that begins in line {fed.first} is no CSV: is a quote left open there?"
            ) from None
        if unclosed:
            raise SourceUnreadable(f"{path}: a quote opened in or after line {first} is never closed")

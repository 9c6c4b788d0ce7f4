"""Ranges in A1 notation, in gspread's spelling."""

from __future__ import annotations

from gspread.utils import absolute_range_name, rowcol_to_a1


def column_letters(index: int) -> str:
    """The letters of a column, counted from 0."""
    return rowcol_to_a1(1, index + 1)[:-1]


def whole_tab(title: str) -> str:
    """Every cell of a tab."""
    return absolute_range_name(title)


def whole_rows(title: str, first: int, last: int) -> str:
    """Rows `first` … `last`, counted from 1."""
    return absolute_range_name(title, f"{first}:{last}")


def part_of_row(title: str, row: int, start: int, end: int) -> str:
    """Columns `start` … `end`-1 (from 0) of one row (from 1)."""
    return absolute_range_name(title, f"{rowcol_to_a1(row, start + 1)}:{rowcol_to_a1(row, end)}")

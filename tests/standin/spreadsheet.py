"""The state of a spreadsheet: tabs, and rows that carry their notes and drop-downs with them."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.standin.a1 import Box, split


class Bad(Exception):
    """A request Google answers with an error status. Its message echoes cells, as the real one's does."""

    def __init__(self, message: str, status: int = 400, name: str = "INVALID_ARGUMENT") -> None:
        self.status, self.name = status, name
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date cell: days since 1899-12-30 in the spreadsheet's zone, shown in the locale's words."""

    serial: float
    shown: str


Value = str | int | float | bool | Moment | None


@dataclass(slots=True)
class Row:
    """One row: what is typed in it, and what hangs on its cells (note, dataValidation, userEnteredFormat)."""

    values: list[Value] = field(default_factory=list)
    extras: dict[int, dict[str, Any]] = field(default_factory=dict)

    def at(self, column: int) -> Value:
        return self.values[column] if column < len(self.values) else None

    def put(self, column: int, value: Value) -> None:
        self.values.extend([None] * (column + 1 - len(self.values)))
        self.values[column] = None if value == "" else value

    def copy(self) -> Row:
        return Row(self.values.copy(), {column: dict(extra) for column, extra in self.extras.items()})


@dataclass(slots=True)
class Tab:
    """A sheet of a spreadsheet. `rows` may be shorter than the grid: what is missing is blank."""

    sheet_id: int
    title: str
    row_count: int = 1000
    column_count: int = 26
    rows: list[Row] = field(default_factory=list)
    properties: dict[str, Any] = field(default_factory=dict)
    grid: dict[str, Any] = field(default_factory=dict)
    columns: dict[int, dict[str, Any]] = field(default_factory=dict)
    protected: dict[int, dict[str, Any]] = field(default_factory=dict)
    filter_views: dict[int, dict[str, Any]] = field(default_factory=dict)
    conditional_formats: list[dict[str, Any]] = field(default_factory=list)

    def row(self, index: int) -> Row:
        """The row at `index`, made when it was only a blank part of the grid."""
        while len(self.rows) <= index:
            self.rows.append(Row())
        return self.rows[index]

    def at(self, row: int, column: int) -> Value:
        return self.rows[row].at(column) if row < len(self.rows) else None

    def clip(self, box: Box | None) -> Box:
        return (box or Box()).within(self.row_count, self.column_count)

    def copy(self) -> Tab:
        """A snapshot; configuration values are replaced, never changed in place, so they are shared."""
        return Tab(
            self.sheet_id,
            self.title,
            self.row_count,
            self.column_count,
            [row.copy() for row in self.rows],
            dict(self.properties),
            dict(self.grid),
            dict(self.columns),
            dict(self.protected),
            dict(self.filter_views),
            list(self.conditional_formats),
        )


class Spreadsheet:
    """Tabs in their order, and the spreadsheet's own properties."""

    def __init__(
        self,
        spreadsheet_id: str,
        title: str = "",
        *,
        locale: str = "en_US",
        time_zone: str = "Etc/GMT",
        tabs: list[Tab] | None = None,
        new_id: Callable[[], int] | None = None,
    ) -> None:
        self.id = spreadsheet_id
        self.properties: dict[str, Any] = {"title": title, "locale": locale, "timeZone": time_zone}
        self.tabs = tabs if tabs is not None else [Tab(0, "Sheet1")]
        self.new_id = new_id or itertools.count(700_000_001).__next__

    def tab(self, sheet_id: int) -> Tab:
        for tab in self.tabs:
            if tab.sheet_id == sheet_id:
                return tab
        raise Bad(f"No grid with id: {sheet_id}")

    def named(self, title: str) -> Tab:
        for tab in self.tabs:
            if tab.title == title:
                return tab
        raise Bad(f"Unable to parse range: {title}")

    def find(self, text: str) -> tuple[Tab, Box]:
        """The tab and the clipped box that an A1 text means. Raises `Bad` outside the grid."""
        try:
            title, box = split(text)
        except ValueError:
            raise Bad(f"Unable to parse range: {text}") from None
        tab = self.tabs[0] if title is None else self.named(title)
        if box and (box.top >= tab.row_count or box.left >= tab.column_count):
            limits = f"Max rows: {tab.row_count}, max columns: {tab.column_count}"
            raise Bad(f"Range ({text}) exceeds grid limits. {limits}")
        return tab, tab.clip(box)

    def copy(self) -> Spreadsheet:
        twin = Spreadsheet(self.id, tabs=[tab.copy() for tab in self.tabs], new_id=self.new_id)
        twin.properties = dict(self.properties)
        return twin

    def become(self, other: Spreadsheet) -> None:
        self.tabs, self.properties = other.tabs, other.properties

    def metadata(self, boxes: list[tuple[Tab, Box]] | None = None) -> dict[str, Any]:
        """What `spreadsheets.get` answers; with `boxes`, their cells too."""
        return {
            "spreadsheetId": self.id,
            "properties": dict(self.properties),
            "sheets": [
                _sheet(tab, index, boxes or [])
                for index, tab in enumerate(self.tabs)
                if boxes is None or any(owner is tab for owner, _ in boxes)
            ],
            "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{self.id}/edit",
        }


def tab_properties(tab: Tab, index: int) -> dict[str, Any]:
    grid = {"rowCount": tab.row_count, "columnCount": tab.column_count} | tab.grid
    return {
        "sheetId": tab.sheet_id,
        "title": tab.title,
        "index": index,
        "sheetType": "GRID",
        "gridProperties": grid,
    } | tab.properties


def _sheet(tab: Tab, index: int, boxes: list[tuple[Tab, Box]]) -> dict[str, Any]:
    sheet: dict[str, Any] = {"properties": tab_properties(tab, index)}
    if tab.protected:
        sheet["protectedRanges"] = list(tab.protected.values())
    if tab.filter_views:
        sheet["filterViews"] = list(tab.filter_views.values())
    if tab.conditional_formats:
        sheet["conditionalFormats"] = list(tab.conditional_formats)
    if data := [_grid_data(tab, box) for owner, box in boxes if owner is tab]:
        sheet["data"] = data
    return sheet


def _grid_data(tab: Tab, box: Box) -> dict[str, Any]:
    part = tab.rows[box.top : box.bottom]
    rows = [{"values": cells} if (cells := _cells(row)[box.left : box.right]) else {} for row in part]
    while rows and not rows[-1]:
        rows.pop()
    return {"rowData": rows} if rows else {}


def _cells(row: Row) -> list[dict[str, Any]]:
    width = max([len(row.values), *(column + 1 for column in row.extras)])
    cells = [_cell(row.at(column)) | row.extras.get(column, {}) for column in range(width)]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cell(value: Value) -> dict[str, Any]:
    if value is None:
        return {}
    if isinstance(value, Moment):
        return {"userEnteredValue": {"numberValue": value.serial}, "formattedValue": value.shown}
    kind = (
        "boolValue" if isinstance(value, bool) else "stringValue" if isinstance(value, str) else "numberValue"
    )
    return {"userEnteredValue": {kind: value}}

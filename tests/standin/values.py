"""The `values` calls: reading, writing, appending and clearing cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tests.standin.a1 import Box, text_of
from tests.standin.spreadsheet import Bad, Moment, Spreadsheet, Tab, Value

Query = Mapping[str, list[str]]
_NUMBER = re.compile(r"-?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?\Z")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_EPOCH = date(1899, 12, 30)


def get(spreadsheet: Spreadsheet, text: str, query: Query) -> dict[str, Any]:
    tab, box = spreadsheet.find(text)
    rows = _rows(tab, box, query)
    dimension = query.get("majorDimension", ["ROWS"])[0]
    if dimension == "COLUMNS":
        rows = _trimmed(list(map(list, _transposed(rows))))
    answer: dict[str, Any] = {"range": text_of(tab.title, box), "majorDimension": dimension}
    return answer | ({"values": rows} if rows else {})


def batch_get(spreadsheet: Spreadsheet, query: Query) -> dict[str, Any]:
    ranges = [get(spreadsheet, text, query) for text in query.get("ranges", [])]
    return {"spreadsheetId": spreadsheet.id, "valueRanges": ranges}


def update(spreadsheet: Spreadsheet, text: str, query: Query, body: Mapping[str, Any]) -> dict[str, Any]:
    rows = _given_rows(body)
    tab, box = spreadsheet.find(text)
    single = box.bottom == box.top + 1 and box.right == box.left + 1 and ":" not in text.rpartition("!")[2]
    return _write(spreadsheet, tab, box, rows, query["valueInputOption"][0], spill=single)


def batch_update(spreadsheet: Spreadsheet, body: Mapping[str, Any]) -> dict[str, Any]:
    query = {"valueInputOption": [body["valueInputOption"]]}
    data = body.get("data", [])
    boxes = [spreadsheet.find(one["range"])[1] for one in data]
    responses = [update(spreadsheet, one["range"], query, one) for one in data]
    sizes = [(one.get("updatedRows", 0), one.get("updatedColumns", 0)) for one in responses]
    placed = list(zip(boxes, sizes, strict=True))
    return {
        "spreadsheetId": spreadsheet.id,
        "totalUpdatedRows": len({box.top + i for box, (rows, _) in placed for i in range(rows)}),
        "totalUpdatedColumns": len({box.left + i for box, (_, columns) in placed for i in range(columns)}),
        "totalUpdatedCells": sum(one.get("updatedCells", 0) for one in responses),
        "totalUpdatedSheets": 1,
        "responses": responses,
    }


def append(spreadsheet: Spreadsheet, text: str, query: Query, body: Mapping[str, Any]) -> dict[str, Any]:
    """After the table that `text` touches: after a row with a gap that is the block right of the gap."""
    rows = _given_rows(body)
    tab, box = spreadsheet.find(text)
    table = _table(tab, box)
    below = Box(table.bottom or 0, None, table.left, None) if table else Box(box.top, None, box.left, None)
    tab.row_count = max(tab.row_count, below.top + len(rows))
    written = _write(spreadsheet, tab, tab.clip(below), rows, query["valueInputOption"][0], spill=True)
    place = {"tableRange": text_of(tab.title, table)} if table else {}
    return {"spreadsheetId": spreadsheet.id} | place | {"updates": written}


def clear(spreadsheet: Spreadsheet, text: str) -> dict[str, Any]:
    tab, box = spreadsheet.find(text)
    for row in tab.rows[box.top : box.bottom]:
        row.values[box.left : box.right] = [None] * len(row.values[box.left : box.right])
    return {"spreadsheetId": spreadsheet.id, "clearedRange": text_of(tab.title, box)}


def batch_clear(spreadsheet: Spreadsheet, body: Mapping[str, Any]) -> dict[str, Any]:
    ranges = [clear(spreadsheet, text)["clearedRange"] for text in body["ranges"]]
    return {"spreadsheetId": spreadsheet.id, "clearedRanges": ranges}


def _rows(tab: Tab, box: Box, query: Query) -> list[list[Any]]:
    render = query.get("valueRenderOption", ["FORMATTED_VALUE"])[0]
    moments_as_text = query.get("dateTimeRenderOption", ["SERIAL_NUMBER"])[0] == "FORMATTED_STRING"
    rows = [
        [_rendered(value, render, moments_as_text) for value in row.values[box.left : box.right]]
        for row in tab.rows[box.top : box.bottom]
    ]
    return _trimmed(rows)


def _trimmed(rows: list[list[Any]]) -> list[list[Any]]:
    """Trailing blank cells and trailing blank rows are not sent."""
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _transposed(rows: list[list[Any]]) -> Iterable[tuple[Any, ...]]:
    width = max(map(len, rows), default=0)
    return zip(*(row + [""] * (width - len(row)) for row in rows), strict=True)


def _rendered(value: Value, render: str, moments_as_text: bool) -> str | int | float | bool:
    if value is None:
        return ""
    if isinstance(value, Moment):
        as_text = moments_as_text if render == "UNFORMATTED_VALUE" else render == "FORMATTED_VALUE"
        return value.shown if as_text else value.serial
    if render != "FORMATTED_VALUE" or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    return f"{value:.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _given_rows(body: Mapping[str, Any]) -> list[list[Any]]:
    values = body.get("values", [])
    if not isinstance(values, list):
        message = "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue)"
        raise Bad(f'{message}, "{values}"')
    if body.get("majorDimension") == "COLUMNS":
        return list(map(list, _transposed(values)))
    return values


def _write(
    spreadsheet: Spreadsheet, tab: Tab, box: Box, rows: list[list[Any]], option: str, *, spill: bool
) -> dict[str, Any]:
    """`null` leaves a cell as it is, an empty string clears it; the grid does not grow."""
    width = max(map(len, rows), default=0)
    bottom, right = box.top + len(rows), box.left + width
    limit = tab.clip(None) if spill else box
    if bottom > (limit.bottom or 0) or right > (limit.right or 0):
        raise Bad(f"Requested writing within range [{text_of(tab.title, box)}], but tried {rows[-1]}")
    written = [
        (row, column)
        for row, cells in enumerate(rows, box.top)
        for column, cell in enumerate(cells, box.left)
        if cell is not None
    ]
    for row, column in written:
        cell = rows[row - box.top][column - box.left]
        tab.row(row).put(column, typed(cell) if option == "USER_ENTERED" else cell)
    counts = {
        "updatedRows": len({row for row, _ in written}),
        "updatedColumns": len({column for _, column in written}),
        "updatedCells": len(written),
    }
    place = text_of(tab.title, Box(box.top, bottom, box.left, right)) if rows and width else ""
    return {"spreadsheetId": spreadsheet.id, "updatedRange": place} | {k: n for k, n in counts.items() if n}


def typed(cell: Any) -> Value:
    """What a cell holds after somebody typed `cell` into it: numbers and dates are understood."""
    if not isinstance(cell, str):
        return cell  # type: ignore[no-any-return]
    if _NUMBER.match(cell):
        plain = cell.replace(",", "")
        return float(plain) if "." in plain else int(plain)
    if day := _DATE.match(cell):
        return Moment((date(*map(int, day.groups())) - _EPOCH).days, cell)
    if cell.upper() in ("TRUE", "FALSE"):
        return cell.upper() == "TRUE"
    return cell


def _table(tab: Tab, box: Box) -> Box | None:
    """The block of touching cells around the range's first cell, or else the last one inside the range."""
    filled = {
        (index, column)
        for index, row in enumerate(tab.rows)
        for column, value in enumerate(row.values)
        if value is not None
    }
    inside = [
        cell
        for cell in filled
        if box.top <= cell[0] < (box.bottom or 0) and box.left <= cell[1] < (box.right or 0)
    ]
    if not inside:
        return None
    block = _block(max(inside), filled)
    tops, lefts = [row for row, _ in block], [column for _, column in block]
    return Box(min(tops), max(tops) + 1, min(lefts), max(lefts) + 1)


def _block(start: tuple[int, int], filled: set[tuple[int, int]]) -> set[tuple[int, int]]:
    block, edge = {start}, [start]
    while edge:
        row, column = edge.pop()
        around = {(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)}
        new = (around & filled) - block
        block |= new
        edge.extend(new)
    return block

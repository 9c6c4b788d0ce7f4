"""`spreadsheets.batchUpdate`: each kind of request a function of that name; all of them happen, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.standin.spreadsheet import Bad, Moment, Row, Spreadsheet, Tab, Value, tab_properties

Body = Mapping[str, Any]


def batch_update(spreadsheet: Spreadsheet, body: Body) -> dict[str, Any]:
    """Applied to a copy first: one bad request leaves everything as it was."""
    draft = spreadsheet.copy()
    replies = []
    for index, request in enumerate(body["requests"]):
        ((kind, details),) = request.items()
        if kind not in KINDS:
            raise Bad(f"Invalid requests[{index}]: the stand-in does not know {kind}")
        try:
            reply = KINDS[kind](draft, details)
        except Bad as bad:
            raise Bad(f"Invalid requests[{index}].{kind}: {bad}") from None
        replies.append({kind: reply} if reply else {})
    spreadsheet.become(draft)
    return {"spreadsheetId": spreadsheet.id, "replies": replies}


def _add_sheet(spreadsheet: Spreadsheet, details: Body) -> Body:
    asked = details.get("properties", {})
    sheet_id = asked.get("sheetId")
    if sheet_id is None:
        sheet_id = spreadsheet.new_id()
    if any(tab.sheet_id == sheet_id for tab in spreadsheet.tabs):
        raise Bad(f"A sheet with the id {sheet_id} already exists. Please enter another id.")
    title = asked.get("title") or f"Sheet{len(spreadsheet.tabs) + 1}"
    if any(tab.title == title for tab in spreadsheet.tabs):
        raise Bad(f'A sheet with the name "{title}" already exists. Please enter another name.')
    grid = dict(asked.get("gridProperties", {}))
    tab = Tab(sheet_id, title, grid.pop("rowCount", 1000), grid.pop("columnCount", 26), grid=grid)
    index = asked.get("index", len(spreadsheet.tabs))
    spreadsheet.tabs.insert(index, tab)
    return {"properties": tab_properties(tab, index)}


def _delete_sheet(spreadsheet: Spreadsheet, details: Body) -> None:
    spreadsheet.tabs.remove(spreadsheet.tab(details["sheetId"]))


def _update_sheet_properties(spreadsheet: Spreadsheet, details: Body) -> None:
    properties = details["properties"]
    tab = spreadsheet.tab(properties["sheetId"])
    for path in details["fields"].replace("/", ".").split(","):
        _set_property(spreadsheet, tab, path.split("."), properties)


def _set_property(spreadsheet: Spreadsheet, tab: Tab, path: list[str], properties: Body) -> None:
    match path:
        case ["title"]:
            tab.title = properties["title"]
        case ["index"]:
            spreadsheet.tabs.remove(tab)
            spreadsheet.tabs.insert(properties["index"], tab)
        case ["hidden"] if properties["hidden"] and len(spreadsheet.tabs) == 1:
            raise Bad("You can't hide all the sheets in a document.")
        case ["gridProperties", "rowCount"]:
            tab.row_count = properties["gridProperties"]["rowCount"]
            del tab.rows[tab.row_count :]
        case ["gridProperties", "columnCount"]:
            tab.column_count = properties["gridProperties"]["columnCount"]
            for row in tab.rows:
                del row.values[tab.column_count :]
        case ["gridProperties", name]:
            _set_or_drop(tab.grid, name, properties["gridProperties"].get(name))
        case [name]:
            _set_or_drop(tab.properties, name, properties.get(name))
        case _:
            raise Bad(f"Invalid field: {path}")


def _set_or_drop(properties: dict[str, Any], name: str, value: Any) -> None:
    """Zero, false and empty are the defaults, and defaults are not sent."""
    if value:
        properties[name] = value
    else:
        properties.pop(name, None)


def _update_spreadsheet_properties(spreadsheet: Spreadsheet, details: Body) -> None:
    for name in details["fields"].split(","):
        spreadsheet.properties[name] = details["properties"][name]


def _update_dimension_properties(spreadsheet: Spreadsheet, details: Body) -> None:
    where = details["range"]
    tab = spreadsheet.tab(where.get("sheetId", 0))
    if where["dimension"] == "COLUMNS":
        for column in range(where["startIndex"], where["endIndex"]):
            tab.columns[column] = tab.columns.get(column, {}) | details["properties"]


def _insert_dimension(spreadsheet: Spreadsheet, details: Body) -> None:
    tab, start, end = _dimension(spreadsheet, details["range"])
    if details["range"]["dimension"] == "ROWS":
        tab.row(start - 1) if start else None
        tab.rows[start:start] = [Row() for _ in range(start, end)]
        tab.row_count += end - start
        return
    for row in tab.rows:
        row.values[start:start] = [None] * (end - start) if len(row.values) > start else []
        row.extras = {c + (end - start) * (c >= start): extra for c, extra in row.extras.items()}
    tab.column_count += end - start


def _delete_dimension(spreadsheet: Spreadsheet, details: Body) -> None:
    tab, start, end = _dimension(spreadsheet, details["range"])
    if details["range"]["dimension"] == "ROWS":
        del tab.rows[start:end]
        tab.row_count -= end - start
        return
    for row in tab.rows:
        del row.values[start:end]
        kept = {c: extra for c, extra in row.extras.items() if not start <= c < end}
        row.extras = {c - (end - start) * (c >= end): extra for c, extra in kept.items()}
    tab.column_count -= end - start


def _dimension(spreadsheet: Spreadsheet, where: Body) -> tuple[Tab, int, int]:
    tab = spreadsheet.tab(where.get("sheetId", 0))
    end = tab.row_count if where["dimension"] == "ROWS" else tab.column_count
    return tab, where.get("startIndex", 0), where.get("endIndex", end)


def _append_dimension(spreadsheet: Spreadsheet, details: Body) -> None:
    tab = spreadsheet.tab(details.get("sheetId", 0))
    if details["dimension"] == "ROWS":
        tab.row_count += details["length"]
    else:
        tab.column_count += details["length"]


def _bounds(spreadsheet: Spreadsheet, where: Body) -> tuple[Tab, range, range]:
    """sheetId 0 is left out of ranges, and so is any open end."""
    tab = spreadsheet.tab(where.get("sheetId", 0))
    rows = range(where.get("startRowIndex", 0), where.get("endRowIndex", tab.row_count))
    columns = range(where.get("startColumnIndex", 0), where.get("endColumnIndex", tab.column_count))
    if rows.stop > tab.row_count or columns.stop > tab.column_count:
        raise Bad(f"Range exceeds grid limits. Max rows: {tab.row_count}, max columns: {tab.column_count}")
    return tab, rows, columns


def _update_cells(spreadsheet: Spreadsheet, details: Body) -> None:
    if "start" in details:
        start, rows = details["start"], details.get("rows", [])
        tab = spreadsheet.tab(start.get("sheetId", 0))
        top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
        width = max((len(row.get("values", [])) for row in rows), default=0)
        down, right = range(top, top + len(rows)), range(left, left + width)
        if down.stop > tab.row_count or right.stop > tab.column_count:
            raise Bad(f"Range exceeds grid limits: {rows[-1]}")
    else:
        tab, down, right = _bounds(spreadsheet, details["range"])
        rows = details.get("rows", [])
    for offset, index in enumerate(down):
        cells = rows[offset].get("values", []) if offset < len(rows) else []
        for cell_offset, column in enumerate(right):
            cell = cells[cell_offset] if cell_offset < len(cells) else {}
            _set_cell(tab.row(index), column, cell, details["fields"])


def _set_cell(row: Row, column: int, cell: Body, fields: str) -> None:
    everything = fields == "*"
    for name in ("note", "dataValidation", "userEnteredFormat"):
        if everything or fields.replace("/", ".").startswith(name) or f",{name}" in fields:
            _set_or_drop(row.extras.setdefault(column, {}), name, cell.get(name))
    if everything or "userEnteredValue" in fields:
        row.put(column, _entered(cell.get("userEnteredValue", {})))


def _entered(value: Body) -> Value:
    if "formulaValue" in value:
        raise Bad("the stand-in keeps no formulas")
    kinds = ("stringValue", "numberValue", "boolValue")
    return next((value[kind] for kind in kinds if kind in value), None)


def _repeat_cell(spreadsheet: Spreadsheet, details: Body) -> None:
    tab, down, right = _bounds(spreadsheet, details["range"])
    for index in down:
        for column in right:
            _set_cell(tab.row(index), column, details["cell"], details["fields"])


def _set_data_validation(spreadsheet: Spreadsheet, details: Body) -> None:
    tab, down, right = _bounds(spreadsheet, details["range"])
    for index in down:
        for column in right:
            extra = tab.row(index).extras.setdefault(column, {})
            _set_or_drop(extra, "dataValidation", details.get("rule"))


def _sort_range(spreadsheet: Spreadsheet, details: Body) -> None:
    """Rows move with everything on them when the range spans the grid's filled columns, as sorting does."""
    tab, down, _ = _bounds(spreadsheet, details["range"])
    part = [tab.row(index) for index in down]
    for spec in reversed(details["sortSpecs"]):
        column, descending = spec.get("dimensionIndex", 0), spec.get("sortOrder") == "DESCENDING"
        filled = [row for row in part if row.at(column) is not None]
        filled.sort(key=lambda row: _order(row.at(column)), reverse=descending)
        part = filled + [row for row in part if row.at(column) is None]  # blanks come last either way
    tab.rows[down.start : down.stop] = part


def _order(value: Value) -> tuple[int, float, str]:
    """Numbers before text, text without regard to case."""
    if isinstance(value, Moment):
        return 0, value.serial, ""
    if isinstance(value, str):
        return 1, 0.0, value.casefold()
    return 0, float(value or 0), ""


def _delete_duplicates(spreadsheet: Spreadsheet, details: Body) -> Body:
    """Rows whose compared cells equal those of a row before them; letter case does not count."""
    tab, down, right = _bounds(spreadsheet, details["range"])
    compared = [
        column
        for span in details["comparisonColumns"]
        for column in range(span["startIndex"], span["endIndex"])
    ] or list(right)
    seen: set[tuple[Any, ...]] = set()
    kept = []
    rows = [tab.row(index) for index in range(down.start, min(down.stop, len(tab.rows)))]
    for row in rows:
        key = tuple(v.casefold() if isinstance(v, str) else v for v in map(row.at, compared))
        if key not in seen or not any(row.values):
            kept.append(row)
        seen.add(key)
    removed = len(rows) - len(kept)
    tab.rows[down.start : down.start + len(rows)] = kept + [Row() for _ in range(removed)]
    return {"duplicatesRemovedCount": removed} if removed else {}


def _add_protected_range(spreadsheet: Spreadsheet, details: Body) -> Body:
    wanted = dict(details["protectedRange"])
    tab = spreadsheet.tab(wanted["range"].get("sheetId", 0))
    number = wanted.setdefault("protectedRangeId", spreadsheet.new_id())
    wanted["requestingUserCanEdit"] = True
    if wanted.get("warningOnly") is not True:
        users = wanted.get("editors", {}).get("users", [])
        wanted["editors"] = {"users": users} if users else {}
    shown = {"protectedRangeId": number} | {k: v for k, v in wanted.items() if v or k == "editors"}
    shown["range"] = {k: v for k, v in wanted["range"].items() if k != "sheetId" or v}
    tab.protected[number] = shown
    return {"protectedRange": shown}


def _delete_protected_range(spreadsheet: Spreadsheet, details: Body) -> None:
    for tab in spreadsheet.tabs:
        if tab.protected.pop(details["protectedRangeId"], None):
            return
    raise Bad(f"No protected range with ID: {details['protectedRangeId']}")


def _add_filter_view(spreadsheet: Spreadsheet, details: Body) -> Body:
    view = {"filterViewId": spreadsheet.new_id()} | details["filter"]
    spreadsheet.tab(view["range"].get("sheetId", 0)).filter_views[view["filterViewId"]] = view
    return {"filter": view}


def _delete_filter_view(spreadsheet: Spreadsheet, details: Body) -> None:
    for tab in spreadsheet.tabs:
        if tab.filter_views.pop(details["filterId"], None):
            return
    raise Bad(f"No filter view with ID: {details['filterId']}")


def _add_conditional_format_rule(spreadsheet: Spreadsheet, details: Body) -> None:
    rule = details["rule"]
    tab = spreadsheet.tab(rule["ranges"][0].get("sheetId", 0))
    tab.conditional_formats.insert(details.get("index", 0), rule)


def _delete_conditional_format_rule(spreadsheet: Spreadsheet, details: Body) -> None:
    rules = spreadsheet.tab(details.get("sheetId", 0)).conditional_formats
    if details.get("index", 0) >= len(rules):
        raise Bad(f"No conditional format on sheet: {details.get('sheetId', 0)}")
    del rules[details.get("index", 0)]


KINDS: Mapping[str, Callable[[Spreadsheet, Body], Body | None]] = {
    "addConditionalFormatRule": _add_conditional_format_rule,
    "addFilterView": _add_filter_view,
    "addProtectedRange": _add_protected_range,
    "addSheet": _add_sheet,
    "appendDimension": _append_dimension,
    "deleteConditionalFormatRule": _delete_conditional_format_rule,
    "deleteDimension": _delete_dimension,
    "deleteDuplicates": _delete_duplicates,
    "deleteFilterView": _delete_filter_view,
    "deleteProtectedRange": _delete_protected_range,
    "deleteSheet": _delete_sheet,
    "insertDimension": _insert_dimension,
    "repeatCell": _repeat_cell,
    "setDataValidation": _set_data_validation,
    "sortRange": _sort_range,
    "updateCells": _update_cells,
    "updateDimensionProperties": _update_dimension_properties,
    "updateSheetProperties": _update_sheet_properties,
    "updateSpreadsheetProperties": _update_spreadsheet_properties,
}

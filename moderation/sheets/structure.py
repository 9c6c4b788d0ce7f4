"""What the tab needs besides rows: headers, drop-downs, protection, colours, filter views. Pure.

Each function compares what is there with what should be and asks for the difference, so that asking twice
changes nothing. Ranges begin at the header row: new rows come in at row 2, and a range that began there would
move down instead of growing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from moderation.core.community import Community
from moderation.core.finding import Verdict
from moderation.sheets.card import OTHERS, VERDICTS
from moderation.sheets.columns import BOT, DECISIONS, OUTCOMES, TITLE, Column, Layout, positions
from moderation.sources.a1 import column_letters

Request = Mapping[str, Any]

SHEET_ID = 20_200_126
"""Given to a tab we make: asked for twice, the second request is refused instead of making another tab."""
OURS = "邻里 Linli · "
_ROWS = 1000
_WIDE = {Column.TEXT: 360, Column.FLAGS: 240, Column.HINT: 240, Column.REASON: 180}  # pixels
_HIDDEN = (Column.CODE, Column.RECORD)
_COLOURS = {
    Verdict.NOTE: {"red": 1.0, "green": 0.97, "blue": 0.80},
    Verdict.HOLD: {"red": 1.0, "green": 0.90, "blue": 0.80},
    Verdict.BLOCK: {"red": 0.98, "green": 0.80, "blue": 0.80},
}
_WAITING = "待"  # how every status begins that waits for somebody
_OLD_AFTER_DAYS = 1


def find_tab(metadata: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The Moderation tab among the spreadsheet's sheets."""
    sheets = metadata.get("sheets", [])
    return next((one for one in sheets if one["properties"]["title"] == TITLE), None)


def repairs(metadata: Mapping[str, Any], header: Sequence[str], community: Community) -> list[Request]:
    """The requests that bring the tab into shape; none when it is. Raises `TabBroken`."""
    tab = find_tab(metadata)
    requests: list[Request] = []
    if tab is None:
        grid = {"rowCount": _ROWS, "columnCount": len(Column)}
        properties = {"sheetId": SHEET_ID, "title": TITLE, "gridProperties": grid}
        tab = {"properties": properties}
        requests.append({"addSheet": {"properties": properties}})
    sheet_id = tab["properties"]["sheetId"]
    places, added = _with_missing(header)
    requests += _columns(tab, sheet_id, added)
    requests += _frozen(tab, sheet_id)
    requests += _protection(tab, sheet_id, places)
    requests += _colours(tab, sheet_id, places)
    requests += _filter_views(tab, sheet_id, places, community)
    if requests:
        requests += [_drop_down(sheet_id, places, column, None) for column in _CHOICES]
    return requests


def _with_missing(header: Sequence[str]) -> tuple[Layout, dict[Column, int]]:
    """All columns with their places, and those that must be added, right of what is there."""
    there = positions(header)
    missing = [column for column in Column if column not in there]
    added = {column: len(header) + offset for offset, column in enumerate(missing)}
    return there | added, added


def _columns(tab: Mapping[str, Any], sheet_id: int, added: Mapping[Column, int]) -> Iterator[Request]:
    if not added:
        return
    width = tab["properties"]["gridProperties"]["columnCount"]
    if (lacking := max(added.values()) + 1 - width) > 0:
        yield {"appendDimension": {"sheetId": sheet_id, "dimension": "COLUMNS", "length": lacking}}
    for column, place in added.items():
        bold = {"textFormat": {"bold": True}, "wrapStrategy": "WRAP"}
        cell = {"userEnteredValue": {"stringValue": column}, "userEnteredFormat": bold}
        yield {
            "updateCells": {
                "start": {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": place},
                "rows": [{"values": [cell]}],
                "fields": "userEnteredValue,userEnteredFormat",
            }
        }
        looks = ({"pixelSize": _WIDE[column]} if column in _WIDE else {}) | (
            {"hiddenByUser": True} if column in _HIDDEN else {}
        )
        if looks:
            span = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": place, "endIndex": place + 1}
            properties = {"range": span, "properties": looks, "fields": ",".join(looks)}
            yield {"updateDimensionProperties": properties}


def _frozen(tab: Mapping[str, Any], sheet_id: int) -> Iterator[Request]:
    if tab["properties"]["gridProperties"].get("frozenRowCount") != 1:
        grid = {"sheetId": sheet_id, "gridProperties": {"frozenRowCount": 1}}
        yield {"updateSheetProperties": {"properties": grid, "fields": "gridProperties.frozenRowCount"}}


def _protection(tab: Mapping[str, Any], sheet_id: int, places: Layout) -> Iterator[Request]:
    """The bot's columns and the header row, against slips; protection hides nothing from anybody."""
    wanted = {f"columns {start}-{end}": _span(sheet_id, start, end) for start, end in _runs(places, BOT)}
    wanted["header"] = {"sheetId": sheet_id, "startRowIndex": 0, "endRowIndex": 1}
    there = {
        one["description"].removeprefix(OURS): one
        for one in tab.get("protectedRanges", [])
        if one.get("description", "").startswith(OURS)
    }
    for name, one in there.items():
        if name not in wanted or _known(one["range"]) != _known(wanted[name]) or one.get("warningOnly"):
            yield {"deleteProtectedRange": {"protectedRangeId": one["protectedRangeId"]}}
            there = {kept: range_ for kept, range_ in there.items() if kept != name}
    for name, span in wanted.items():
        if name not in there:
            nobody_else: Request = {"users": [], "groups": []}  # Google adds whoever asks
            wish = {"range": span, "description": OURS + name, "editors": nobody_else}
            yield {"addProtectedRange": {"protectedRange": wish}}


def _colours(tab: Mapping[str, Any], sheet_id: int, places: Layout) -> Iterator[Request]:
    """Rows by verdict; what has waited for more than a day stands out by its time."""
    everything = [{"sheetId": sheet_id}]
    verdict, status, received = (
        column_letters(places[column]) for column in (Column.VERDICT, Column.STATUS, Column.RECEIVED)
    )
    old = f"TODAY()-DATEVALUE(LEFT(${received}1,10))>{_OLD_AFTER_DAYS}"
    age = f'=AND(LEFT(${status}1,1)="{_WAITING}",{old})'
    aged: Request = {"textFormat": {"bold": True, "foregroundColor": {"red": 0.75}}}
    span = _span(sheet_id, places[Column.RECEIVED], places[Column.RECEIVED] + 1)
    rules: list[tuple[str, Request, list[dict[str, int]]]] = [(age, aged, [span])]
    for level, colour in _COLOURS.items():
        rules.append((f'=${verdict}1="{VERDICTS[level]}"', {"backgroundColor": colour}, everything))
    there = {
        value.get("userEnteredValue")
        for rule in tab.get("conditionalFormats", [])
        for value in rule.get("booleanRule", {}).get("condition", {}).get("values", [])
    }
    for formula, look, ranges in rules:
        if formula not in there:
            condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
            rule = {"ranges": ranges, "booleanRule": {"condition": condition, "format": look}}
            yield {"addConditionalFormatRule": {"rule": rule, "index": 0}}


def _filter_views(
    tab: Mapping[str, Any], sheet_id: int, places: Layout, community: Community
) -> Iterator[Request]:
    """One for what waits, and one for each working group: people filter for themselves, not for others."""
    wanted = {"待处理 waiting": (places[Column.STATUS], "TEXT_CONTAINS", _WAITING)}
    for name in (*(group.name.zh_hans for group in community.groups), OTHERS):
        wanted[name] = (places[Column.GROUP], "TEXT_EQ", name)
    there = {
        one["title"].removeprefix(OURS): one
        for one in tab.get("filterViews", [])
        if one.get("title", "").startswith(OURS)
    }
    for name, (place, kind, word) in wanted.items():
        condition = {"type": kind, "values": [{"userEnteredValue": word}]}
        specs = [{"columnIndex": place, "filterCriteria": {"condition": condition}}]
        if name in there and _same_specs(there[name].get("filterSpecs", []), specs):
            continue
        if name in there:
            yield {"deleteFilterView": {"filterId": there[name]["filterViewId"]}}
        view = {"title": OURS + name, "range": {"sheetId": sheet_id}, "filterSpecs": specs}
        yield {"addFilterView": {"filter": view}}


def _same_specs(there: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]]) -> bool:
    """Column 0 is left out of answers, as every zero is."""
    return [{"columnIndex": 0, **one} for one in there] == [*wanted]


_CHOICES: Mapping[Column, Sequence[str]] = {
    Column.DECISION: [words[0] for words in DECISIONS.values()],
    Column.CALL: [words[0] for words in OUTCOMES.values()],
}


def drop_downs(sheet_id: int, places: Layout, rows: tuple[int, int]) -> list[Request]:
    """The drop-downs for rows `rows[0]` … `rows[1]`-1 (from 0)."""
    return [_drop_down(sheet_id, places, column, rows) for column in _CHOICES]


def _drop_down(sheet_id: int, places: Layout, column: Column, rows: tuple[int, int] | None) -> Request:
    span = _span(sheet_id, places[column], places[column] + 1)
    first, end = rows or (1, None)
    span |= {"startRowIndex": first} | ({} if end is None else {"endRowIndex": end})
    values = [{"userEnteredValue": word} for word in _CHOICES[column]]
    condition = {"type": "ONE_OF_LIST", "values": values}
    rule = {"condition": condition, "strict": True, "showCustomUi": True}
    return {"setDataValidation": {"range": span, "rule": rule}}


def _span(sheet_id: int, start: int, end: int) -> dict[str, int]:
    return {"sheetId": sheet_id, "startColumnIndex": start, "endColumnIndex": end}


def _known(span: Mapping[str, int]) -> dict[str, int]:
    """A range without its zeros, which answers leave out."""
    return {name: value for name, value in span.items() if value}


def _runs(places: Layout, columns: Iterable[Column]) -> list[tuple[int, int]]:
    """Neighbouring places as (start, end): A B C, F -> (0, 3), (5, 6)."""
    ordered = sorted(places[column] for column in columns)
    runs = groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0])
    spans = [[place for _, place in run] for _, run in runs]
    return [(span[0], span[-1] + 1) for span in spans]

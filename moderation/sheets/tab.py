"""The calls to the service: a thin shell around what the pure modules decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from moderation.core.community import Community
from moderation.sheets.columns import BOT, TITLE, Column, Layout, TabBroken, TabRow, layout
from moderation.sheets.plan import Cells, Write
from moderation.sheets.structure import drop_downs, find_tab, repairs
from moderation.sources.a1 import part_of_row, whole_rows, whole_tab
from moderation.sources.google_client import GoogleClient, named

_ROWS_A_CALL = 500
_CHARACTERS_A_CALL = 500_000  # 3 bytes each at most; 2 MB a call are advised
_STRUCTURE = "sheets(properties,protectedRanges,conditionalFormats,filterViews)"


@dataclass
class ModerationTab:
    """The tab in the spreadsheet `spreadsheet`; `where` (its variable's name) is what errors say."""

    client: GoogleClient
    spreadsheet: str
    where: str

    def repair(self, community: Community) -> int:
        """Make the tab, or mend it; the number of changes. Raises `TabBroken` for a doubled column."""
        requests = self._repairs(community)
        if requests:
            with named(self.where):
                self.client.insert(
                    self.spreadsheet, {"requests": requests}, lambda: not self._repairs(community)
                )
        return len(requests)

    def read(self) -> list[TabRow]:
        """Every row below the header as text; raises `TabBroken`."""
        values = self._values(whole_tab(TITLE)) if self._sheet_id is not None else []
        self._places = layout([_text(cell) for cell in values[0]] if values else [])
        return [TabRow(number, self._cells(cells)) for number, cells in enumerate(values[1:], 2)]

    def may_write(self) -> None:
        """Write what is there anyway (the time zone), to see whether we may; raises `NotShared`."""
        zone = self._metadata("properties.timeZone")["properties"]["timeZone"]
        same = {"updateSpreadsheetProperties": {"properties": {"timeZone": zone}, "fields": "timeZone"}}
        with named(self.where):
            self.client.insert(self.spreadsheet, {"requests": [same]}, lambda: False)

    def write(self, writes: Sequence[Write]) -> None:
        """Bot cells, by row as last read, never interpreted as formulas. Safe to repeat."""
        for chunk in _chunks(writes, lambda write: write.cells):
            data = [part for write in chunk for part in self._parts(write)]
            body = {"valueInputOption": "RAW", "data": data}
            with named(self.where):
                self.client.values_batch_update(self.spreadsheet, body)

    def insert(self, rows: Sequence[Cells]) -> None:
        """New rows at the top, each chunk in one step that happens as a whole, and exactly once."""
        for chunk in _chunks(rows, lambda cells: cells):
            first_key = chunk[0][Column.KEY]
            with named(self.where):
                self.client.insert(
                    self.spreadsheet,
                    {"requests": self._insertion(chunk)},
                    lambda key=first_key: key in self._keys(),  # type: ignore[misc] # bound per chunk
                )

    def drop_doubles(self) -> None:
        """Remove rows that repeat another one to the last cell. By content: row numbers may lie by now."""
        span = {"sheetId": self._sheet_id, "startRowIndex": 1}
        requests = [{"deleteDuplicates": {"range": span, "comparisonColumns": []}}]
        with named(self.where):
            self.client.insert(self.spreadsheet, {"requests": requests}, lambda: False)

    @cached_property
    def _sheet_id(self) -> int | None:
        tab = find_tab(self._metadata("sheets.properties(sheetId,title)"))
        return None if tab is None else int(tab["properties"]["sheetId"])

    def _metadata(self, fields: str) -> Mapping[str, Any]:
        with named(self.where):
            return self.client.fetch_sheet_metadata(self.spreadsheet, {"fields": fields})

    def _values(self, cells: str) -> list[list[Any]]:
        with named(self.where):
            params = {"valueRenderOption": "UNFORMATTED_VALUE"}
            answer = self.client.values_get(self.spreadsheet, cells, dict(params))
        values: list[list[Any]] = answer.get("values", [])
        return values

    def _repairs(self, community: Community) -> list[Mapping[str, Any]]:
        metadata = self._metadata(_STRUCTURE)
        header: list[str] = []
        if find_tab(metadata) is not None:
            values = self._values(whole_rows(TITLE, 1, 1))
            header = [_text(cell) for cell in values[0]] if values else []
        return repairs(metadata, header, community)

    def _cells(self, cells: Sequence[Any]) -> Cells:
        return {
            column: _text(cells[place]) if place < len(cells) else ""
            for column, place in self._places.items()
        }

    def _keys(self) -> set[str]:
        return {row.key for row in self.read()}

    def _parts(self, write: Write) -> Iterator[Mapping[str, Any]]:
        """Neighbouring cells together: people may have put a column of their own in between."""
        by_place = sorted((self._places[column], text) for column, text in write.cells.items())
        for _, run in groupby(enumerate(by_place), key=lambda pair: pair[1][0] - pair[0]):
            cells = [cell for _, cell in run]
            start, texts = cells[0][0], [text for _, text in cells]
            yield {"range": part_of_row(TITLE, write.row, start, start + len(texts)), "values": [texts]}

    def _insertion(self, rows: Sequence[Cells]) -> list[Mapping[str, Any]]:
        if self._sheet_id is None:
            raise TabBroken("no tab")
        span = {"sheetId": self._sheet_id, "dimension": "ROWS", "startIndex": 1, "endIndex": 1 + len(rows)}
        start = {"sheetId": self._sheet_id, "rowIndex": 1, "columnIndex": 0}
        cells = [{"values": _typed(self._places, row)} for row in rows]
        return [
            {"insertDimension": {"range": span, "inheritFromBefore": False}},
            {"updateCells": {"start": start, "rows": cells, "fields": "userEnteredValue"}},
            *drop_downs(self._sheet_id, self._places, (1, 1 + len(rows))),
        ]


def _typed(places: Layout, cells: Cells) -> list[Mapping[str, Any]]:
    """Cells from the first column to the last; a stringValue is text whatever it begins with."""
    row: list[Mapping[str, Any]] = [{}] * (max(places.values()) + 1)
    for column in BOT:
        if cells[column]:
            row[places[column]] = {"userEnteredValue": {"stringValue": cells[column]}}
    return row


def _text(cell: Any) -> str:
    """People's names and ids may have become numbers or checkmarks."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _chunks(items: Sequence[Any], cells_of: Any) -> Iterator[list[Any]]:
    """At most 500 rows a call, and no more text than the service likes."""
    chunk: list[Any] = []
    size = 0
    for item in items:
        length = sum(map(len, cells_of(item).values()))
        if chunk and (len(chunk) == _ROWS_A_CALL or size + length > _CHARACTERS_A_CALL):
            yield chunk
            chunk, size = [], 0
        chunk.append(item)
        size += length
    if chunk:
        yield chunk

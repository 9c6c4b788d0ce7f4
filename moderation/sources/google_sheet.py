"""The responses of a Google Form as they arrive in a private spreadsheet, 1,000 rows at a time.

Cells are read as values, not as they are displayed: a displayed time is a locale's words, a displayed phone
number may be 1.38E+10. What a cell can't say any more (a lost leading zero) becomes a note, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gspread.http_client import ParamsType

from moderation.core.community import Community, Field, FieldType, Form
from moderation.core.response import Question, RawResponse
from moderation.sources.a1 import whole_rows
from moderation.sources.cells import UNREAD_TIME, label_of, moment_of, shortened
from moderation.sources.google_client import GoogleClient, Refused, named
from moderation.sources.header import Header, header
from moderation.sources.source import NotConfigured, SourceUnreadable
from moderation.sources.titles import column_of

PAGE = 1000  # rows a call
_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - the spreadsheet's zone is put on afterwards
_LAST_SERIAL = 2_958_465  # 9999-12-31
_LOOKS_LIKE_A_NUMBER_TO_CALL = 7  # digits

MORE_CELLS = "这一行在最后一个问题右边还有内容，没有读入"

Cells = list[Any]


class SheetMoved(SourceUnreadable):
    """Rows changed places while they were read; what was read may hold a row twice, or miss one."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"{where}：读取时有人在排序或删行，本次读取作废，请稍后重试。"
            f" / {where}: rows were moved while they were read; nothing was taken over, run it again."
        )


@dataclass(frozen=True)
class GoogleSheet:
    """One response tab as a `Source`, for one pull: the next pull makes a new one.

    `spreadsheet` is the id; `where` (the name of the variable that holds it) is what errors say instead.
    `tab` may be None when the spreadsheet has one tab only.
    """

    client: GoogleClient
    definition: Form
    community: Community
    spreadsheet: str
    where: str
    tab: str | None = None

    @property
    def form(self) -> str:
        return self.definition.key

    def questions(self) -> tuple[Question, ...]:
        """Every column of the header row; raises `SourceUnreadable`."""
        return self._header.questions

    def responses(self) -> Iterator[RawResponse]:
        """Every row with anything in it, from the top; raises `SourceUnreadable`, perhaps after some rows."""
        first = self._header
        for cells in self._rows():
            if any(cell not in ("", None) for cell in cells):
                yield self._response(first, cells)

    @cached_property
    def _tab(self) -> _Tab:
        fields = "properties.timeZone,sheets.properties(title,gridProperties.rowCount)"
        with named(self.where):
            found = self.client.fetch_sheet_metadata(self.spreadsheet, {"fields": fields})
        tabs = [sheet["properties"] for sheet in found["sheets"]]
        if self.tab is not None:
            tabs = [tab for tab in tabs if tab["title"] == self.tab]
        if len(tabs) != 1:
            raise NotConfigured(
                f"{self.where}：找不到要读的工作表，请在 community.toml 的 [[source]] 中用 tab 写明它的名字。"
                f" / {self.where}: name the tab to read as tab in its [[source]] (none or several fit now)."
            )
        return _Tab(tabs[0]["title"], tabs[0]["gridProperties"]["rowCount"], self._zone(found))

    def _zone(self, found: Any) -> ZoneInfo:
        name = found["properties"].get("timeZone", "")
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            raise NotConfigured(
                f"{self.where}：表格的时区无法识别，请在「文件 - 设置」中重选时区。"
                f" / {self.where}: unknown time zone: choose it again in the spreadsheet's settings."
            ) from None

    @cached_property
    def _first_page(self) -> list[Cells]:
        return self._page(1, PAGE + 1)

    @cached_property
    def _header(self) -> Header:
        titles = [str(cell) for cell in self._first_page[0]] if self._first_page else []
        return header(self.definition, titles)

    def _page(self, first: int, last: int) -> list[Cells]:
        """Rows `first` … `last` (from 1); blank ones at the end are not sent."""
        params: ParamsType = {
            "majorDimension": "ROWS",
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "SERIAL_NUMBER",
        }
        rows = whole_rows(self._tab.title, first, last)
        with named(self.where):
            answer = self.client.values_get(self.spreadsheet, rows, params)
        values: list[Cells] = answer.get("values", [])
        return values

    def _rows(self) -> Iterator[Cells]:
        """Row after row below the header.

        Each page begins with the last row of the page before: when that row is another one now, rows have
        been moved. A page with blank rows at its end is most likely the last; one more call asks for all
        that is left, because people also type rows far below.
        """
        page, last = self._first_page, min(PAGE + 1, self._tab.rows)
        yield from page[1:]
        while last < self._tab.rows:
            ended = len(page) < PAGE + 1
            border = page[PAGE] if not ended else []
            first, last = last, self._tab.rows if ended else min(last + PAGE, self._tab.rows)
            try:
                page = self._page(first, last)
            except Refused:  # the tab got shorter than it was
                raise SheetMoved(self.where) from None
            if (page[0] if page else []) != border:
                raise SheetMoved(self.where)
            yield from page[1:]

    def _response(self, first: Header, cells: Cells) -> RawResponse:
        notes: list[str] = []
        if any(cell not in ("", None) for cell in cells[len(first.questions) :]):
            notes.append(MORE_CELLS)
        answers = {
            question: self._answer(cells[index], question, notes) if index < len(cells) else ""
            for index, question in first.kept
        }
        received_at = None
        if first.received is not None:
            cell = cells[first.received] if first.received < len(cells) else ""
            received_at = _moment(cell, self._tab.zone)
            if received_at is None:
                notes.append(UNREAD_TIME)
        return RawResponse(self.form, None, received_at, answers, tuple(notes))

    def _answer(self, cell: Any, question: Question, notes: list[str]) -> str:
        column = column_of(self.definition, question.title)
        kind = column.type if isinstance(column, Field) else None
        label = label_of(self.definition, question)
        if _number_to_call(cell, kind):
            notes.append(f"{label}在表格中是数字单元格，开头的 0 或 + 可能已丢失，请对照原表")
        longest = self.community.thresholds.cell_characters
        return shortened(_text(cell, kind), longest, label, notes)


@dataclass(frozen=True, slots=True)
class _Tab:
    title: str
    rows: int
    zone: ZoneInfo


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _number_to_call(cell: Any, kind: FieldType | None) -> bool:
    """A contact that a spreadsheet took for a number: what stood before its first digit is lost."""
    digits = len(str(abs(int(cell)))) if _is_number(cell) else 0
    return digits > 0 and (kind is FieldType.CONTACT or digits >= _LOOKS_LIKE_A_NUMBER_TO_CALL)


def _text(cell: Any, kind: FieldType | None) -> str:
    """The words a cell stands for. Only a question about time makes a number into a time."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if kind is FieldType.TIME and (at := serial_moment(cell)):
        if cell < 1:
            return f"{at:%H:%M}"
        return f"{at:%Y-%m-%d}" if float(cell).is_integer() else f"{at:%Y-%m-%d %H:%M}"
    return str(int(cell)) if float(cell).is_integer() else repr(cell)


def serial_moment(serial: float) -> datetime | None:
    """The wall-clock time of a serial number: days since 1899-12-30; None outside of what a sheet can hold.

    A double holds a day of our century to about a microsecond; forms write milliseconds.
    """
    if not 0 <= serial <= _LAST_SERIAL:
        return None
    return _SERIAL_ZERO + timedelta(milliseconds=round(serial * 86_400_000))


def _moment(cell: Any, zone: ZoneInfo) -> datetime | None:
    """When a response came. A row typed by hand may hold words, or a day without a time."""
    if _is_number(cell):
        at = serial_moment(cell)
        return at.replace(tzinfo=zone) if at else None
    return moment_of(cell, zone) if isinstance(cell, str) else None

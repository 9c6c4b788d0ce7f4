"""A CSV file exported from Google Forms, 问卷星 or 腾讯文档, read row by row in bounded memory.

What is odd about a row becomes a note to the moderator and the other rows go on; what makes the file as a
whole untrustworthy raises `SourceUnreadable`. Answers appear in neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

from moderation.core.community import Community, Form
from moderation.core.response import Question, RawResponse
from moderation.core.strict import seen
from moderation.sources.cells import UNREAD_TIME, label_of, moment_of, shortened
from moderation.sources.csv_rows import Row, rows
from moderation.sources.header import Header, header
from moderation.sources.source import SourceUnreadable

_MOST_COLUMNS = 1000
_LONGEST_TITLE = 1000
_NO_LABEL = frozenset({"", "_"})
_UNANSWERED = frozenset({"(跳过)", "(空)"})  # 问卷星 writes these where a branch left a question out

MORE_CELLS = "这一行的列数比问题多，多出的内容没有读入；可能有未配对的引号，请核对原表"


@dataclass(frozen=True)
class CsvExport:
    """One form's export as a `Source`.

    `label_row`: the second row holds labels for machines (`address` under "Final Address"), which are the
    titles of the questions then: people reword headers. `day_first`: `1/2/2020` is the first of February.
    """

    path: Path
    definition: Form
    community: Community
    label_row: bool = False
    day_first: bool = False

    @property
    def form(self) -> str:
        return self.definition.key

    def questions(self) -> tuple[Question, ...]:
        """Every column of the header row; raises `SourceUnreadable`."""
        with closing(rows(self.path)) as read:
            return self._header(read).questions

    def responses(self) -> Iterator[RawResponse]:
        """The responses in the order of the file; raises `SourceUnreadable`, perhaps after the last row."""
        with closing(rows(self.path)) as read:
            first = self._header(read)
            for row in read:
                if any(cell.strip() for cell in row.cells):
                    yield self._response(row, first)

    def _header(self, read: Iterator[Row]) -> Header:
        first = next(read, None)
        if first is None:
            raise SourceUnreadable(f"{self.path}: the file is empty: export the responses again")
        if len(first.cells) > _MOST_COLUMNS:
            raise SourceUnreadable(
                f"{self.path}: {len(first.cells)} columns in the first row, {_MOST_COLUMNS} at most: "
                "is it the export of a form?"
            )
        titles = [title[:_LONGEST_TITLE] for title in first.cells]
        if self.label_row:
            labels = next(read, None)
            if labels is None:
                raise SourceUnreadable(f"{self.path}: no second row: the source says label_row = true")
            titles = [
                label if seen(label) not in _NO_LABEL else title
                for title, label in zip(titles, chain(labels.cells, [""] * len(titles)), strict=False)
            ]
        return header(self.definition, titles)

    def _response(self, row: Row, first: Header) -> RawResponse:
        notes = list(row.notes)
        if any(cell.strip() for cell in row.cells[len(first.questions) :]):
            notes.append(MORE_CELLS)
        received_at = None
        if first.received is not None and first.received < len(row.cells):
            zone = ZoneInfo(self.community.time_zone)
            received_at = moment_of(row.cells[first.received], zone, day_first=self.day_first)
            if received_at is None:
                notes.append(UNREAD_TIME)
        answers = {}
        for index, question in first.kept:
            cell = row.cells[index] if index < len(row.cells) else ""
            answers[question] = self._answer(cell, question, notes)
        return RawResponse(self.form, None, received_at, answers, tuple(notes))

    def _answer(self, cell: str, question: Question, notes: list[str]) -> str:
        longest = self.community.thresholds.cell_characters
        if len(cell) > longest:
            cell = shortened(cell, longest, label_of(self.definition, question), notes)
        return "" if seen(cell) in _UNANSWERED else cell

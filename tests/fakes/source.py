"""A source whose responses are given, for tests of what comes after reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from moderation.core.response import Question, RawResponse


@dataclass
class FakeSource:
    """Titles and rows as (time, cells); naive times are Shanghai's. Row keys are the row's number."""

    form: str
    titles: Sequence[str]
    rows: Sequence[tuple[datetime, Sequence[str]]]

    def questions(self) -> tuple[Question, ...]:
        seen: Counter[str] = Counter()
        questions = []
        for title in self.titles:
            seen[title] += 1
            questions.append(Question(title, seen[title]))
        return tuple(questions)

    def responses(self) -> Iterator[RawResponse]:
        for number, (at, cells) in enumerate(self.rows):
            answers = dict(zip(self.questions(), cells, strict=True))
            aware = at if at.tzinfo else at.replace(tzinfo=ZoneInfo("Asia/Shanghai"))
            yield RawResponse(self.form, str(number), aware, answers)

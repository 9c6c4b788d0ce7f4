"""The first row of a response sheet: which column is which question, when a response came, what is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from moderation.core.community import Form
from moderation.core.response import Question
from moderation.core.strict import seen
from moderation.sources.titles import Column, column_of


@dataclass(frozen=True, slots=True)
class Header:
    """`questions` has one item per column; `received` is the column of the service's own time.

    `kept` are the columns whose answers go on, with their questions: e-mail addresses that a service adds of
    its own accord are not among them.
    """

    questions: tuple[Question, ...]
    received: int | None
    kept: tuple[tuple[int, Question], ...]


def header(form: Form, titles: Sequence[str]) -> Header:
    """The header that `titles` make; the same title again is its second occurrence."""
    questions = _numbered(titles)
    kinds = [column_of(form, question.title) for question in questions]
    received = kinds.index(Column.RECEIVED_AT) if Column.RECEIVED_AT in kinds else None
    kept = tuple(
        (index, question)
        for index, (question, kind) in enumerate(zip(questions, kinds, strict=True))
        if kind not in (Column.IGNORED, Column.RECEIVED_AT)
    )
    return Header(questions, received, kept)


def _numbered(titles: Sequence[str]) -> tuple[Question, ...]:
    """Titles with the number of their occurrence, counted as they are seen."""
    occurrences: Counter[str] = Counter()
    questions = []
    for title in titles:
        occurrences[seen(title)] += 1
        questions.append(Question(title, occurrences[seen(title)]))
    return tuple(questions)

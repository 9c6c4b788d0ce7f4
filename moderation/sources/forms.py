"""Questions become fields: the titles of a response sheet are mapped through what community.toml says.

A form that changed in a way nobody has listed stops the pull (`FormChanged`, exit code 4) and nothing is
changed: that is what keeps a new column of names from going anywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from moderation.core.community import Field, Form
from moderation.core.response import Question, RawResponse, Record
from moderation.core.strict import seen
from moderation.sources.titles import Column, column_of


class FormChanged(Exception):
    """The sheet's questions are not those that community.toml knows; says all that is wrong at once."""

    def __init__(self, form: str, problems: Sequence[str]) -> None:
        self.form = form
        self.problems = tuple(problems)
        super().__init__(f'form "{form}": ' + "; ".join(problems))


@dataclass(frozen=True, slots=True)
class Columns:
    """Which of the form's fields each question answers to; questions that are not kept are left out."""

    fields: tuple[tuple[Question, Field], ...]


def fit(form: Form, questions: Sequence[Question]) -> Columns:
    """The questions mapped to the form's fields; raises `FormChanged` with every problem at once.

    A required field, and the one that approves at the source, must be asked exactly once. Another field may
    be missing, and may be asked in several branches. A title that nobody has listed is always a problem.
    """
    fields: list[tuple[Question, Field]] = []
    unknown: list[tuple[int, Question]] = []
    for number, question in enumerate(questions, 1):
        column = column_of(form, question.title)
        if isinstance(column, Field):
            fields.append((question, column))
        elif column is Column.UNKNOWN:
            unknown.append((number, question))
    if not fields:
        raise FormChanged(
            form.key,
            ["no question of this form is in the first row: is the header row missing, or another form's?"],
        )
    problems = [*_asked_wrongly(form, fields), *(_unknown(form, n, q) for n, q in unknown)]
    if problems:
        raise FormChanged(form.key, problems)
    return Columns(tuple(fields))


def record(form: Form, raw: RawResponse) -> Record:
    """The response with its questions turned into fields; blank answers are left out.

    A required question without an answer is no error, branches leave blanks, but a note for the moderator.
    Raises `FormChanged` for a title that `fit` would refuse.
    """
    answers: dict[str, str] = {}
    notes = list(raw.notes)
    for question, answer in raw.answers.items():
        column = column_of(form, question.title)
        if column is Column.UNKNOWN:
            raise FormChanged(form.key, ["a response answers a question that is listed nowhere"])
        if not isinstance(column, Field) or not answer.strip():
            continue
        if answers.setdefault(column.key, answer) != answer:
            notes.append(f"「{column.label.to('zh-Hans')}」有两个不同的回答，只保留了第一个")
    in_order = {field.key: answers[field.key] for field in form.fields if field.key in answers}
    notes += [
        f"必填的「{field.label.to('zh-Hans')}」没有回答"
        for field in form.fields
        if field.required and field.key not in answers
    ]
    return Record(raw.form, raw.row_key, raw.received_at, in_order, tuple(notes))


def _asked_wrongly(form: Form, fields: Sequence[tuple[Question, Field]]) -> Iterator[str]:
    asked: defaultdict[str, list[Question]] = defaultdict(list)
    for question, field in fields:
        asked[field.key].append(question)
    approving = form.approved_by.field if form.approved_by else None
    for field in form.fields:
        if not field.required and field.key != approving:
            continue
        if not asked[field.key]:
            titles = " / ".join(f'"{title}"' for title in field.titles)
            yield f'required field "{field.key}" is not asked: name a question {titles}, or add its title'
        elif len(asked[field.key]) > 1:
            yield f'required field "{field.key}" is asked {len(asked[field.key])} times: keep one question'


def _unknown(form: Form, number: int, question: Question) -> str:
    """The title is quoted only where it can't be somebody's answer that slipped into the header row."""
    title = seen(question.title)
    harmless = len(title) <= 80 and "@" not in title and sum(c.isdigit() for c in title) < 5
    where = f'question "{title}" (column {number})' if harmless else f"the question in column {number}"
    near = process.extractOne(title[:80], list(form.by_title), scorer=fuzz.ratio, score_cutoff=60)
    if near is not None:
        field = form.by_title[near[0]]
        return f'{where} is listed nowhere: if it is "{near[0]}" reworded, add it to titles of "{field.key}"'
    return f"{where} is listed nowhere: add it to a field's titles, or to the form's ignored"

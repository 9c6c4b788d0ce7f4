"""What a source hands over: one response of a form, as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


class Question(NamedTuple):
    """A column of a response sheet: its title, and which one of that title (from 1).

    Forms may ask two questions with the same words; only the pair is unique.
    """

    title: str
    occurrence: int = 1


@dataclass(frozen=True, slots=True)
class RawResponse:
    """One response before anything is known about its questions.

    `row_key` is the source's own key where it has a stable one (a Forms API responseId), else None:
    row numbers are no keys, people sort sheets. `received_at` is aware; None when the source could not
    tell. `notes` are for the moderator and never quote an answer.
    """

    form: str
    row_key: str | None
    received_at: datetime | None
    answers: Mapping[Question, str]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A response with its questions turned into the form's fields; still raw, still private.

    `values` maps field keys to the writer's words, in the order of the form; blank answers are left out.
    """

    form: str
    row_key: str | None
    received_at: datetime | None
    values: Mapping[str, str]
    notes: tuple[str, ...] = ()

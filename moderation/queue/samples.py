"""Decisions from a table: the sample decisions of the demo, or whoever keeps them in a CSV file.

Columns: `form`, `row` (data row of the form's export, from 1, in the pull that first brought it), `action`
(a decision, or empty), `by`, `reason`, `call_back` (an outcome, or empty; it comes before the decision), and
`at` (local time, ISO 8601; may be left out). A line is about the words as they first came: once a response
was edited, its lines say nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from moderation.core.community import Community
from moderation.queue.call_back import record_call
from moderation.queue.decide import Refused, decide
from moderation.queue.models import Act, Submission
from moderation.queue.words import Kind

COLUMNS = ("form", "row", "action", "by", "reason", "call_back", "at")
_FIRST = 1


@dataclass(frozen=True, slots=True)
class Applied:
    """How many lines count, and which were refused: (line of the table from 1, why)."""

    applied: int
    refused: tuple[tuple[int, str], ...]


def apply_decisions(
    rows: Iterable[Mapping[str, str]], community: Community, secret: bytes, now: datetime
) -> Applied:
    """Apply every line as if its person had decided `at` that time, or at `now` where the line does not say.

    Applying the same table again adds nothing. A time after `now` is refused: nobody decides in advance.

    Pass a `now` that lies `thresholds.undo_seconds` back for what is to be published at once.
    """
    applied = 0
    refused: list[tuple[int, str]] = []
    with transaction.atomic():
        for line, row in enumerate(rows, 1):
            try:
                _apply(row, community, secret, now)
            except Refused as error:
                refused.append((line, str(error)))
            else:
                applied += 1
    return Applied(applied, tuple(refused))


def _apply(row: Mapping[str, str], community: Community, secret: bytes, now: datetime) -> None:
    cell = {column: (row.get(column) or "").strip() for column in COLUMNS}
    submission = _submission(cell["form"], cell["row"])
    at = _moment(cell["at"], community, now)
    if cell["call_back"] and not _said(submission, Kind.CALL_BACK, cell["call_back"], cell["by"]):
        record_call(community, secret, submission, _FIRST, cell["call_back"], by=cell["by"], now=at)
    if cell["action"] and not _said(submission, Kind.DECISION, cell["action"], cell["by"]):
        decide(
            community,
            secret,
            submission,
            _FIRST,
            cell["action"],
            by=cell["by"],
            reason=cell["reason"],
            now=at,
        )


def _submission(form: str, row: str) -> str:
    if not (row.isascii() and row.isdecimal()):
        raise Refused(f'row "{row[:10]}" is no number')
    found = Submission.objects.filter(form=form, row=int(row)).order_by("first_seen_at").first()
    if found is None:
        raise Refused(f"the form that this line names has no row {row}; see its export, rows from 1")
    return found.pk


def _moment(written: str, community: Community, now: datetime) -> datetime:
    if not written:
        return now
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        raise Refused(f'"{written[:20]}" is no time; write it like 2026-11-20T09:30') from None
    at = at if at.tzinfo else at.replace(tzinfo=ZoneInfo(community.time_zone))
    if at > now:
        raise Refused(f"{written[:20]} is later than {now.isoformat(timespec='minutes')}")
    return at


def _said(submission: str, kind: Kind, word: str, by: str) -> bool:
    return Act.objects.filter(submission=submission, kind=kind, version=_FIRST, word=word, by=by).exists()

"""Many rows at once, on both databases: the same rows that `bulk_create` writes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from moderation.core.finding import Finding, Kind, Severity, Span
from moderation.queue.bulk import insert
from moderation.queue.heaps import Heap
from moderation.queue.models import Found, Redaction, Screening, Submission, Version
from moderation.queue.words import Presence, Standing

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SHANGHAI = timezone(timedelta(hours=8))


def _submission(id_: str, **more: object) -> dict[str, object]:
    return {"id": id_, "form": "need", "fingerprint": "f" * 32, "first_seen_at": NOW, **more}


def _version(queue: str) -> int:
    insert(Submission, [_submission("aaaa")])
    words = {"title": "求口罩 'x' \"y\" %s"}
    insert(Version, [{"submission_id": "aaaa", "fingerprint": "f" * 32, "values": words, "seen_at": NOW}])
    return Version.objects.get().pk


def test_what_is_not_named_is_the_default(queue: str) -> None:
    insert(Submission, (_submission(id_, row=row) for row, id_ in enumerate(("aaaa", "bbbb"), 1)))
    first, second = Submission.objects.order_by("row")
    assert (first.pk, second.pk) == ("aaaa", "bbbb")
    for one in (first, second):
        assert (one.presence, one.standing, one.version) == (Presence.PRESENT, Standing.PENDING, 1)
        assert (one.row_key, one.claimed_by, one.has_phone, one.call_due_at) == (None, "", False, None)
        assert (one.heap, one.to_call) == (Heap.NEW, False)  # the database works them out


def test_values_come_back_as_they_were(queue: str) -> None:
    moment = datetime(2020, 1, 28, 20, 15, 3, 250, tzinfo=SHANGHAI)
    insert(Submission, [_submission("aaaa", received_at=moment), _submission("bbbb", received_at=None)])
    assert [one.received_at for one in Submission.objects.order_by("id")] == [moment, None]
    words = {"title": "求口罩 'x' \"y\" %s", "说明": "两\n行 🙂"}
    insert(
        Version,
        [
            {
                "submission_id": "aaaa",
                "fingerprint": "0" * 32,
                "values": words,
                "notes": ["截短"],
                "seen_at": NOW,
            }
        ],
    )
    version = Version.objects.get()
    assert (version.values, version.notes, version.number, version.seen_at) == (words, ["截短"], 1, NOW)


def test_ids_count_up(queue: str) -> None:
    version = _version(queue)
    found = Finding("mobile_number", Kind.PHONE, "title", Span(0, 11), Severity.NOTE, "手机号")
    insert(Found, [Found.row(version, found) for _ in range(3)])
    first, *others = Found.objects.order_by("pk")
    assert [one.pk for one in others] == [first.pk + 1, first.pk + 2]
    assert (first.kind, first.severity, first.start, first.end) == (Kind.PHONE, Severity.NOTE, 0, 11)


def test_a_row_that_is_there_is_refused(queue: str) -> None:
    insert(Submission, [_submission("aaaa")])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Submission, [_submission("bbbb"), _submission("aaaa", form="offer")])
    assert [one.form for one in Submission.objects.all()] == ["need"]


def test_a_row_that_is_there_stays(queue: str) -> None:
    version = _version(queue)
    span = {"version_id": version, "field": "title", "start": 0, "end": 3}
    insert(Redaction, [{**span, "by": "mei"}])
    insert(Redaction, [{**span, "by": ""}, {**span, "start": 1, "by": ""}], ignore_conflicts=True)
    assert [(one.start, one.by) for one in Redaction.objects.order_by("start")] == [(0, "mei"), (1, "")]


def test_a_row_that_is_there_takes_the_new_values(queue: str) -> None:
    version = _version(queue)
    row = {
        "version_id": version,
        "ruleset": "old",
        "verdict": 0,
        "texts": {"title": "旧"},
        "safe": True,
        "lifted": False,
        "seal": "s",
        "at": NOW,
    }
    for change in ({}, {"ruleset": "new", "verdict": 2, "texts": {"title": "新"}, "safe": False}):
        insert(Screening, [{**row, **change}], replace_by="version_id")
    screening = Screening.objects.get()
    assert (screening.ruleset, screening.verdict, screening.safe) == ("new", 2, False)
    assert (screening.texts, screening.version_id) == ({"title": "新"}, version)


def test_no_rows_ask_the_database_nothing() -> None:
    insert(Submission, [])


@pytest.mark.parametrize(("first", "second"), [({"row": 1}, {}), ({}, {"row": 1}), ({"raw": 1}, {"raw": 1})])
def test_rows_that_name_other_columns_are_refused(
    sqlite: Path, first: dict[str, object], second: dict[str, object]
) -> None:
    with pytest.raises(KeyError), transaction.atomic():
        insert(Submission, [_submission("aaaa", **first), _submission("bbbb", **second)])
    assert not Submission.objects.exists()

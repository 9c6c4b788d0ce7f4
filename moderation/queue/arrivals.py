"""Responses that the queue has not met: read, fingerprinted, and stored as new submissions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from moderation.core.community import Community, FieldType, Form
from moderation.core.response import Record
from moderation.core.values import urgency
from moderation.queue.answers import area_of
from moderation.queue.bulk import insert
from moderation.queue.keys import NewId, contact_marks, has_phone
from moderation.queue.models import ContactMark, Submission, Version


@dataclass(frozen=True, slots=True)
class Arrival:
    """One response under the id it has if it is new. `row` is its place in the source; None where there is
    no source, because a moderator filled it in.
    """

    id: str
    row: int | None
    print_: bytes
    record: Record


def unused_id(print_: bytes, new_id: NewId, used: Collection[str]) -> str:
    """The first id that nobody has."""
    attempts = (new_id(print_, attempt) for attempt in count())
    return next(id_ for id_ in attempts if id_ not in used)


def storable(response: Record) -> Record:
    """Without what PostgreSQL can't keep in a text: NUL, and halves of characters."""
    values = {
        key: value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
        for key, value in response.values.items()
    }
    return replace(response, values=values)


def take_in(
    community: Community,
    secret: bytes,
    form: Form,
    batch: Sequence[Arrival],
    now: datetime,
    *,
    taken_by: str = "",
) -> None:
    """Store them as new submissions. `taken_by` names the moderator who filled the form in for somebody."""
    contacts = form.typed(FieldType.CONTACT)
    callable_ = {
        one.id: any(has_phone(one.record.values.get(field.key, "")) for field in contacts) for one in batch
    }
    insert(
        Submission,
        (
            {
                "id": one.id,
                "form": form.key,
                "fingerprint": one.print_.hex(),
                "row_key": one.record.row_key,
                "row": one.row,
                "received_at": one.record.received_at,
                "first_seen_at": now,
                "taken_by": taken_by,
                "urgency": urgency(community, form, one.record.values),
                "area": area_of(community, form, one.record.values),
                "has_phone": callable_[one.id],
                "call_due_at": now if form.call_back and callable_[one.id] else None,
            }
            for one in batch
        ),
    )
    insert(
        Version,
        (
            {
                "submission_id": one.id,
                "fingerprint": one.print_.hex(),
                "values": dict(one.record.values),
                "notes": list(one.record.notes),
                "received_at": one.record.received_at,
                "seen_at": now,
            }
            for one in batch
        ),
    )
    insert(
        ContactMark,
        (
            {"submission_id": one.id, "field": field.key, "digest": digest}
            for one in batch
            for field in contacts
            for digest in contact_marks(secret, one.record.values.get(field.key, ""))
        ),
    )

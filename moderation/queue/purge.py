"""Destroying private data: when somebody asks, and when a response has been gone for long enough."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F

from moderation.core.response import Record
from moderation.queue import chain
from moderation.queue.decide import Refused, lasting
from moderation.queue.keys import mark
from moderation.queue.models import ContactMark, Plea, Sighting, Submission, Target, Tombstone, Version
from moderation.queue.standing import person
from moderation.queue.words import Kind, Presence

_NOTHING_LEFT = {
    "fingerprint": "",
    "row_key": None,
    "row": None,
    "cluster": "",
    "received_at": None,
    "has_phone": False,
    "call_due_at": None,
    "claimed_by": "",
    "claimed_until": None,
}


def erase(secret: bytes, submission: str, *, by: str, reason: str, now: datetime) -> None:
    """Destroy every answer, finding, redaction, contact mark, plea and target of `submission`, for good.

    Keyed tombstones stay: the same content, or the same row of the source, is not taken in again. So does
    the record of what people decided, which holds no answers. Call `scrub` afterwards: until then deleted
    bytes may be left in the file. Raises `Refused` when there is no such submission.
    """
    if not person(by):
        raise Refused("an erasure needs the name of the person who does it")
    with transaction.atomic():
        one = Submission.objects.select_for_update().filter(pk=submission).first()
        if one is None:
            raise Refused(f"there is no submission {submission}")
        if one.presence == Presence.ERASED:
            return
        stones = {
            stone
            for values in one.versions.values_list("values", flat=True)
            for stone in tombstones(secret, Record(one.form, one.row_key, None, values))
        }
        Tombstone.objects.bulk_create([Tombstone(digest=d) for d in sorted(stones)], ignore_conflicts=True)
        _destroy([submission], Presence.ERASED)
        chain.append(
            secret,
            kind=Kind.ERASURE,
            submission=submission,
            version=one.version,
            content="",
            word="erase",
            by=by,
            at=now,
            reason=lasting(reason),
        )


def tombstones(secret: bytes, response: Record) -> frozenset[str]:
    """The keyed hashes by which an erased response would be recognised: its answers, and its row key.

    The timestamp is left out: the same answers arriving with another one are still what was erased.
    """
    content = json.dumps([response.form, sorted(response.values.items())])
    stones = {mark(secret, "erased content", content)}
    if response.row_key is not None:
        stones.add(mark(secret, "erased row", f"{response.form}\n{response.row_key}"))
    return frozenset(stones)


def forget(form: str, after_pulls: int) -> int:
    """Destroy the content of what has been gone for `after_pulls` complete pulls; how many that were.

    No tombstone that bars it: a row that somebody restores much later is simply new.
    """
    gone = Submission.objects.filter(
        form=form, presence=Presence.VANISHED, missing_pulls__gte=after_pulls
    ).values_list("id", flat=True)
    ids = list(gone)
    for start in range(0, len(ids), 500):
        _destroy(ids[start : start + 500], Presence.FORGOTTEN)
    return len(ids)


def scrub() -> None:
    """Take deleted bytes out of the database file. Outside any transaction; SQLite locks meanwhile.

    On PostgreSQL every table is written anew; its log and its backups follow the operator's own retention.
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM" if connection.vendor == "sqlite" else "VACUUM FULL")


def _destroy(ids: list[str], presence: Presence) -> None:
    Version.objects.filter(submission__in=ids).delete()
    ContactMark.objects.filter(submission__in=ids).delete()
    Plea.objects.filter(submission__in=ids).delete()
    Sighting.objects.filter(submission__in=ids).delete()
    Target.objects.filter(report__in=ids).delete()
    Submission.objects.filter(resembles__in=ids).update(resembles=None)
    Submission.objects.filter(pk__in=ids).update(
        presence=presence, missing_pulls=F("missing_pulls"), **_NOTHING_LEFT
    )

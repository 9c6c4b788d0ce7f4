"""Phone checks: whom to call, and what came of it. What has no phone never gets here."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from moderation.core.community import Community
from moderation.core.strict import allowed_word
from moderation.queue import chain
from moderation.queue.decide import (
    Refused,
    StaleDecision,
    deeds_of,
    lasting,
    latest_of,
    locked,
    not_overtaken,
    restand,
)
from moderation.queue.heaps import GIVEN_UP
from moderation.queue.models import Act, Submission
from moderation.queue.standing import person
from moderation.queue.tabs import Tab, condition, heap
from moderation.queue.words import WAITING, Kind, Outcome


def due(community: Community, now: datetime) -> QuerySet[Submission]:
    """Whom to call now: forms that demand it, something to call, not missed three times; urgent first."""
    return heap(condition(community, Tab.CALL_BACK, "", now))


def escalated() -> QuerySet[Submission]:
    """Nobody answered three times: somebody has to think of another way."""
    return heap(GIVEN_UP)


def record_call(
    community: Community,
    secret: bytes,
    submission: str,
    version: int,
    outcome: str,
    *,
    by: str,
    now: datetime,
    note: str = "",
    seen: int | None = None,
) -> Act:
    """Record what came of calling about `version`. No answer is tried again after two hours. `seen` is the
    number of the last act that was before the caller's eyes; None asks nothing.

    A contact that is no phone (a WeChat id) may be asked too; it only never stands in the list of calls.
    Raises `StaleDecision` when other words were read out than are there now, `Overtaken` when a colleague was
    faster or holds the lease, `Refused` for an unknown outcome.
    """
    word = allowed_word(outcome, [each.value for each in Outcome])
    if word is None:
        raise Refused(f"unknown outcome; allowed are {', '.join(Outcome)}")
    if not person(by):
        raise Refused("a call-back needs the name of the person who called")
    with transaction.atomic():
        one = locked(submission)
        if version != one.version:
            raise StaleDecision(submission, version, one.version)
        if seen is not None:
            not_overtaken(one, by, seen, now)
        latest = latest_of(one)
        act = chain.append(
            secret,
            kind=Kind.CALL_BACK,
            submission=submission,
            version=version,
            content=latest.fingerprint,
            word=word,
            by=by,
            at=now,
            reason=lasting(note),
        )
        going_on = word == Outcome.CONFIRMED and one.standing in WAITING
        restand(community, one, latest, deeds_of([submission])[submission], ends_claim=not going_on)
        return act

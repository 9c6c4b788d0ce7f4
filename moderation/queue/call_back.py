"""Phone checks: whom to call, and what came of it. What has no phone never gets here."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from moderation.core.community import Community
from moderation.core.strict import allowed_word
from moderation.queue import chain
from moderation.queue.decide import Refused, StaleDecision, deeds_of, lasting, latest_of, locked, restand
from moderation.queue.models import Act, Submission
from moderation.queue.standing import person
from moderation.queue.words import WAITING, Kind, Outcome, Presence

AGAIN_AFTER = timedelta(hours=2)
MISSES_TO_ESCALATE = 3


def due(community: Community, now: datetime) -> QuerySet[Submission]:
    """Whom to call now: forms that demand it, something to call, not missed three times; urgent first."""
    forms = [form.key for form in community.forms if form.call_back]
    return Submission.objects.filter(
        form__in=forms,
        presence=Presence.PRESENT,
        standing__in=WAITING,
        has_phone=True,
        call_due_at__lte=now,
        missed_calls__lt=MISSES_TO_ESCALATE,
    ).order_by("-urgency", "call_due_at", "first_seen_at")


def escalated() -> QuerySet[Submission]:
    """Nobody answered three times: somebody has to think of another way."""
    return Submission.objects.filter(
        presence=Presence.PRESENT, standing__in=WAITING, missed_calls__gte=MISSES_TO_ESCALATE
    ).order_by("-urgency", "first_seen_at")


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
) -> Act:
    """Record what came of calling about `version`. No answer is tried again after two hours.

    A contact that is no phone (a WeChat id) may be asked too; it only never stands in the list of calls.
    Raises `StaleDecision` when other words were read out than are there now, `Refused` for an unknown
    outcome.
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
        if word == Outcome.NO_ANSWER:
            one.missed_calls += 1
            one.call_due_at = now + AGAIN_AFTER
        else:
            one.call_due_at = None
        one.save(update_fields=["missed_calls", "call_due_at"])
        going_on = word == Outcome.CONFIRMED
        restand(community, one, latest, deeds_of([submission])[submission], ends_claim=not going_on)
        return act

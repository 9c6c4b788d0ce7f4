"""A moderator's changes of what is hidden. Hiding more keeps an approval; showing more ends it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from moderation.core.community import Community
from moderation.core.finding import Span
from moderation.queue import chain
from moderation.queue.decide import Refused, StaleDecision, deeds_of, locked, restand
from moderation.queue.models import Redaction, Submission, Version
from moderation.queue.screened import screen_version
from moderation.queue.standing import person
from moderation.queue.words import Kind, Redacting
from moderation.screening.ruleset import Ruleset


def hide(
    community: Community,
    ruleset: Ruleset,
    secret: bytes,
    submission: str,
    version: int,
    field: str,
    span: Span,
    *,
    by: str,
    now: datetime,
) -> None:
    """Hide these characters of a public field. Raises `StaleDecision`, or `Refused` for what is not there."""
    with transaction.atomic():
        one, latest = _latest(submission, version, field, span, by)
        Redaction.objects.update_or_create(
            version=latest,
            field=field,
            start=span.start,
            end=span.end,
            defaults={"lifted_by": ""},
            create_defaults={"by": by},
        )
        _record(secret, one, latest, Redacting.HIDE, field, by, now)
        screen_version(community, ruleset, secret, latest, now)
        restand(community, one, latest, deeds_of([submission])[submission], ends_claim=False)


def lift(
    community: Community,
    ruleset: Ruleset,
    secret: bytes,
    submission: str,
    version: int,
    field: str,
    span: Span,
    *,
    by: str,
    now: datetime,
) -> None:
    """Show what one redaction hides. From then on two people must approve, and earlier approvals are void.

    Raises `StaleDecision`, or `Refused` when exactly these characters are not hidden.
    """
    with transaction.atomic():
        one, latest = _latest(submission, version, field, span, by)
        hidden = Redaction.objects.filter(
            version=latest, field=field, start=span.start, end=span.end, lifted_by=""
        )
        if not hidden.update(lifted_by=by):
            raise Refused("these characters are not hidden")
        _record(secret, one, latest, Redacting.LIFT, field, by, now)
        screen_version(community, ruleset, secret, latest, now)
        restand(community, one, latest, deeds_of([submission])[submission], ends_claim=False)


def _latest(submission: str, version: int, field: str, span: Span, by: str) -> tuple[Submission, Version]:
    if not person(by):
        raise Refused("a redaction needs the name of the person who makes it")
    one = locked(submission)
    if version != one.version:
        raise StaleDecision(submission, version, one.version)
    latest = one.versions.select_related("submission").get(number=version)
    if not 0 <= span.start < span.end <= len(latest.values.get(field, "")):
        raise Refused(f'field "{field}" has no such characters')
    return one, latest


def _record(
    secret: bytes, one: Submission, latest: Version, word: Redacting, field: str, by: str, now: datetime
) -> None:
    chain.append(
        secret,
        kind=Kind.REDACTION,
        submission=one.pk,
        version=latest.number,
        content=latest.fingerprint,
        word=word,
        by=by,
        at=now,
        reason=field,
    )

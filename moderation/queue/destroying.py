"""Redaction for good: stored text that nobody needs any more is deleted, not only hidden."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from moderation.core.community import Community, FieldType, Form
from moderation.core.finding import Span
from moderation.queue import chain
from moderation.queue.claim import holds
from moderation.queue.decide import Refused, StaleDecision, deeds_of, latest_of, locked, restand
from moderation.queue.ledger import fingerprint
from moderation.queue.models import Redaction, Submission, Version
from moderation.queue.screened import screen_version
from moderation.queue.words import Kind, Redacting
from moderation.redaction.redact import HIDDEN
from moderation.screening.ruleset import Ruleset


def destroy(
    community: Community,
    ruleset: Ruleset,
    secret: bytes,
    submission: str,
    version: int,
    field: str,
    span: Span | None = None,
    *,
    by: str,
    now: datetime,
) -> None:
    """Delete a stored answer, or the characters `span` of a public one, from every version.

    The words are others afterwards, so approvals and call-backs end. The source still has its own copy: a
    pull does not bring it back, an edit by the resident does. Raises `StaleDecision`, and `Refused` without
    the lease and for what is not there.
    """
    with transaction.atomic():
        one = locked(submission)
        if version != one.version:
            raise StaleDecision(submission, version, one.version)
        if not holds(submission, by, now):
            raise Refused("claim the submission first")
        form = community.form_by_key.get(one.form)
        latest = latest_of(one)
        text = latest.values.get(field, "")
        if form is None or not text or (span is None) == (field in form.by_key and form.by_key[field].public):
            raise Refused("there is nothing of this kind to delete")
        if span is not None and not 0 <= span.start < span.end <= len(text):
            raise Refused("there are no such characters")
        for each in one.versions.all():
            _without(each, field, span if each.number == version else None, one.form, secret)
        _of_the_submission(one, form, field)
        if span is not None:
            _shift(latest, field, span)
        chain.append(
            secret,
            kind=Kind.REDACTION,
            submission=submission,
            version=version,
            content=latest.fingerprint,
            word=Redacting.DESTROY,
            by=by,
            at=now,
            reason=field,
        )
        latest = one.versions.select_related("submission").get(number=version)
        screen_version(community, ruleset, secret, latest, now)
        restand(community, one, latest_of(one), deeds_of([submission])[submission], ends_claim=False)


def _without(version: Version, field: str, span: Span | None, form: str, secret: bytes) -> None:
    values = dict(version.values)
    text = values.pop(field, "")
    if span is not None:
        values[field] = text[: span.start] + HIDDEN + text[span.end :]
    print_ = fingerprint(secret, form, values, version.received_at).hex()
    Version.objects.filter(pk=version.pk).update(values=values, fingerprint=print_)


def _of_the_submission(one: Submission, form: Form, field: str) -> None:
    """Without its contact there is nobody to call. The mark of the contact stays: it is no number."""
    if field in form.by_key and form.by_key[field].type is FieldType.CONTACT:
        one.has_phone = False
        one.save(update_fields=["has_phone"])


def _shift(latest: Version, field: str, span: Span) -> None:
    """Redactions behind the deleted characters move with their words; those that touch them are done."""
    by = len(HIDDEN) - (span.end - span.start)
    later = []
    for each in Redaction.objects.filter(version=latest, field=field, end__gt=span.start):
        if each.start >= span.end:
            later.append((each.start + by, each.end + by, each.by, each.lifted_by))
        each.delete()
    Redaction.objects.bulk_create(
        Redaction(version=latest, field=field, start=start, end=end, by=who, lifted_by=lifted)
        for start, end, who, lifted in later
    )

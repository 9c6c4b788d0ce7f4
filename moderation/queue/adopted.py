"""Approvals that a source brings along: a sheet that already had moderators of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import F

from moderation.core.community import Community
from moderation.core.decision import Action
from moderation.core.values import approved_at_source
from moderation.queue.decide import decide
from moderation.queue.models import Version
from moderation.queue.words import SOURCE, Presence, Standing


def adopt(community: Community, secret: bytes, now: datetime) -> int:
    """Record an approval for every waiting response whose form's trusted column holds the approving word.

    Nothing is adopted for a form without `approved_by`. Returns how many were recorded.
    """
    with transaction.atomic():
        approved = list(_approved(community))
        for version in approved:
            decide(
                community,
                secret,
                version.submission_id,
                version.number,
                Action.APPROVE,
                by=SOURCE,
                reason="approved in the source's own column",
                now=now,
            )
        return len(approved)


def _approved(community: Community) -> Iterator[Version]:
    forms = {form.key: form for form in community.forms if form.approved_by is not None}
    waiting = Version.objects.filter(
        submission__form__in=forms,
        submission__presence=Presence.PRESENT,
        submission__standing=Standing.PENDING,
        number=F("submission__version"),
    )
    for version in waiting.select_related("submission").order_by("pk"):
        if approved_at_source(forms[version.submission.form], version.values):
            yield version

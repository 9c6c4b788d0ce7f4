"""A resident asks again after a rejection."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from moderation.core.community import Community
from moderation.queue import chain
from moderation.queue.decide import Refused, deeds_of, latest_of, locked, restand
from moderation.queue.models import Act
from moderation.queue.words import Kind, Standing

RESIDENT = "resident"  # in place of a moderator's name: the one who wrote it


def appeal(community: Community, secret: bytes, submission: str, reason: str, now: datetime) -> Act:
    """Record that the resident asks again. It waits for two people other than those who rejected it.

    Raises `Refused` when it was not rejected.
    """
    with transaction.atomic():
        one = locked(submission)
        if one.standing != Standing.REJECTED:
            raise Refused("only what was rejected can be appealed")
        latest = latest_of(one)
        act = chain.append(
            secret,
            kind=Kind.APPEAL,
            submission=submission,
            version=one.version,
            content=latest.fingerprint,
            word="appeal",
            by=RESIDENT,
            at=now,
            reason=reason,
        )
        restand(community, one, latest, deeds_of([submission])[submission])
        return act

"""A resident asks again after a rejection."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from moderation.core.community import Community
from moderation.queue import chain
from moderation.queue.decide import Refused, deeds_of, latest_of, locked, restand
from moderation.queue.models import Act, Plea
from moderation.queue.words import RESIDENT, Kind, Said, Standing

PLEA_LENGTH = 1000


def appeal(
    community: Community, secret: bytes, submission: str, plea: str, now: datetime, *, reason: str = ""
) -> Act:
    """Record that the resident asks again. It waits for two people other than those who rejected it.

    `plea` is what the resident wrote: kept beside the submission and destroyed with it, unlike `reason`,
    which the record keeps for good. Raises `Refused` when it was not rejected.
    """
    with transaction.atomic():
        one = locked(submission)
        if one.standing != Standing.REJECTED:
            raise Refused("only what was rejected can be appealed")
        latest = latest_of(one)
        if plea.strip():
            Plea.objects.create(submission=one, text=plea.strip()[:PLEA_LENGTH], at=now)
        act = chain.append(
            secret,
            kind=Kind.APPEAL,
            submission=submission,
            version=one.version,
            content=latest.fingerprint,
            word=Said.APPEAL,
            by=RESIDENT,
            at=now,
            reason=reason,
        )
        restand(community, one, latest, deeds_of([submission])[submission])
        return act

"""Looking at private answers: possible, with a reason, and never without a trace."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from moderation.core.community import Community
from moderation.queue import chain
from moderation.queue.claim import holds
from moderation.queue.decide import Refused, lasting, locked
from moderation.queue.words import Kind


def read_private(
    community: Community,
    secret: bytes,
    submission: str,
    fields: tuple[str, ...],
    *,
    by: str,
    reason: str,
    now: datetime,
) -> dict[str, str]:
    """The private answers to `fields`, for the moderator who holds the lease; the reading is recorded first.

    Raises `Refused` without a lease or a reason.
    """
    if not reason.strip():
        raise Refused("reading private data needs a reason")
    with transaction.atomic():
        one = locked(submission)
        if not holds(submission, by, now):
            raise Refused("claim the submission first: private data is shown to whoever works on it")
        latest = one.versions.get(number=one.version)
        chain.append(
            secret,
            kind=Kind.READING,
            submission=submission,
            version=one.version,
            content=latest.fingerprint,
            word="read",
            by=by,
            at=now,
            reason=f"{', '.join(fields)}: {lasting(reason)}",
        )
    form = community.form_by_key.get(one.form)
    public = set() if form is None else {field.key for field in form.fields if field.public}
    return {key: latest.values[key] for key in fields if key in latest.values and key not in public}

"""The chain of acts: every act carries an HMAC over itself and the one before it.

Somebody who can write to the database but does not have the secret can't alter, add, drop or reorder an act
without `verify` naming the place.
"""

from __future__ import annotations

import hmac
import json
from datetime import UTC, datetime

from django.db import transaction

from moderation.queue.models import Act, ChainHead


def digest(secret: bytes, before: str, act: Act) -> str:
    """The HMAC of `act` after an act whose digest is `before`, 64 hex digits."""
    fields = [
        before,
        act.number,
        act.kind,
        act.submission,
        act.version,
        act.content,
        act.word,
        act.by,
        act.at.astimezone(UTC).isoformat(),
        act.reason,
    ]
    return hmac.new(secret, json.dumps(fields, ensure_ascii=True).encode(), "sha256").hexdigest()


def append(
    secret: bytes,
    *,
    kind: str,
    submission: str,
    version: int,
    content: str,
    word: str,
    by: str,
    at: datetime,
    reason: str = "",
) -> Act:
    """Write one act at the end of the chain. Whoever appends waits for whoever is appending."""
    with transaction.atomic(savepoint=False):
        head = ChainHead.objects.select_for_update().get()
        act = Act(
            number=head.count + 1,
            kind=kind,
            submission=submission,
            version=version,
            content=content,
            word=word,
            by=by,
            at=at,
            reason=reason,
        )
        act.digest = digest(secret, head.digest, act)
        act.save()
        head.count, head.digest = act.number, act.digest
        head.save()
        return act

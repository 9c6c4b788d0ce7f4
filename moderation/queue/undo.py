"""Taking back one's own last decision or call, while nothing can have been published from it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from moderation.core.community import Community
from moderation.queue import chain
from moderation.queue.decide import Refused, deeds_of, latest_of, locked, restand
from moderation.queue.models import Act
from moderation.queue.words import NO_BEARING, UNDOABLE, Kind, Said


def undo(community: Community, secret: bytes, submission: str, *, by: str, now: datetime) -> Act:
    """Take back what `by` decided, or noted of a call, last: within `thresholds.undo_seconds`. Returns it.

    Publishing waits for the same window, so nothing undone was ever public. Raises `Refused` when it is too
    late, when it was somebody else's, and when anything was said since; then reopening is the way.
    """
    with transaction.atomic():
        one = locked(submission)
        acts = Act.objects.filter(submission=submission).exclude(kind__in=NO_BEARING)
        last = acts.order_by("-number").first()
        if last is None or last.kind not in UNDOABLE or last.by != by or last.version != one.version:
            raise Refused("your word is not the last word here; reopen it, with a reason")
        if now >= last.at + timedelta(seconds=community.thresholds.undo_seconds):
            raise Refused("too late to undo; reopen it, with a reason")
        chain.append(
            secret,
            kind=Kind.UNDO,
            submission=submission,
            version=last.version,
            content=last.content,
            word=Said.UNDO,
            by=by,
            at=now,
        )
        restand(community, one, latest_of(one), deeds_of([submission])[submission])
        return last

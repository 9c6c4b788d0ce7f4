"""One submission, one moderator: leases that end by themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from moderation.core.community import Community
from moderation.core.decision import Action
from moderation.queue.models import Act, Submission
from moderation.queue.tabs import WAITS, heap
from moderation.queue.words import Kind, Presence, Standing


def claim(community: Community, by: str, now: datetime, condition: Q = WAITS) -> Submission | None:
    """The next waiting submission that fits `condition`, now leased to `by`; None when nothing waits.

    Urgency first, then what is due, then the oldest. Nobody gets what a colleague holds, nor a second opinion
    on their own decision. On PostgreSQL what is being claimed this moment is skipped. On SQLite one
    conditional update is the claim: where it changes nothing, a colleague was faster, and the next is tried.
    Nobody holds the write lock while looking.
    """
    decisions = Act.objects.filter(kind=Kind.DECISION)
    own = decisions.filter(submission=OuterRef("pk"), version=OuterRef("version"), by=by)
    later = decisions.filter(submission=OuterRef("submission"), number__gt=OuterRef("number"))
    own_decision = Exists(own.filter(word=Action.APPROVE)) | Exists(
        own.filter(~Exists(later), word=Action.REJECT)
    )
    free = (
        heap(condition)
        .filter(Q(claimed_until__isnull=True) | Q(claimed_until__lte=now))
        .exclude(Q(standing=Standing.SECOND) & own_decision)
    )
    until = now + _lease(community)
    if connection.features.has_select_for_update_skip_locked:
        with transaction.atomic():
            one = free.select_for_update(skip_locked=True).first()
            if one is not None:
                Submission.objects.filter(pk=one.pk).update(claimed_by=by, claimed_until=until)
    else:
        one = free.first()
        while one is not None and not free.order_by().filter(pk=one.pk).update(
            claimed_by=by, claimed_until=until
        ):
            one = free.first()
    if one is not None:
        one.claimed_by, one.claimed_until = by, until
    return one


def take(community: Community, submission: str, by: str, now: datetime) -> bool:
    """Lease one chosen submission, or renew the lease one has; False when a colleague holds it."""
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now) | Q(claimed_by=by)
    taken = Submission.objects.filter(free, pk=submission, presence=Presence.PRESENT)
    return bool(taken.update(claimed_by=by, claimed_until=now + _lease(community)))


def release(submission: str, by: str) -> None:
    """Give a lease back; somebody else's is left alone."""
    Submission.objects.filter(pk=submission, claimed_by=by).update(claimed_by="", claimed_until=None)


def release_all(by: str) -> int:
    """Give back everything somebody holds: the account was revoked, or the shift is over. How many."""
    held = Submission.objects.filter(claimed_by=by, claimed_until__isnull=False)
    return held.update(claimed_by="", claimed_until=None)


def holds(submission: str, by: str, now: datetime) -> bool:
    """Whether `by` has the lease at this moment."""
    return Submission.objects.filter(pk=submission, claimed_by=by, claimed_until__gt=now).exists()


def _lease(community: Community) -> timedelta:
    return timedelta(minutes=community.thresholds.lease_minutes)

"""One submission, one moderator: leases that end by themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from moderation.core.community import Community
from moderation.queue.decide import deeds_of
from moderation.queue.heaps import Heap
from moderation.queue.models import Act, Submission
from moderation.queue.standing import person, stand
from moderation.queue.tabs import WAITS, heap
from moderation.queue.words import Kind, Presence, Standing


def claim(community: Community, by: str, now: datetime, condition: Q = WAITS) -> Submission | None:
    """The next waiting submission that fits `condition`, now leased to `by`; None when nothing waits.

    Urgency first, then what is due, then the oldest. Nobody gets what a colleague holds, nor a second opinion
    on their own decision. On PostgreSQL what is being claimed this moment is skipped. On SQLite one
    conditional update is the claim: where it changes nothing, a colleague was faster, and the next is tried.
    Nobody holds the write lock while looking.
    """
    free = (
        heap(condition)
        .filter(Q(claimed_until__isnull=True) | Q(claimed_until__lte=now))
        .exclude(pk__in=_wait_for_another(by))
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


def _wait_for_another(by: str) -> list[str]:
    """What waits for somebody else to agree with this one, whose word still stands."""
    own = Act.objects.filter(
        submission=OuterRef("pk"), version=OuterRef("version"), kind=Kind.DECISION, by=by
    )
    decided = Submission.objects.filter(
        Exists(own), standing=Standing.SECOND, heap__in=(Heap.SECOND, Heap.REPORTS)
    )
    rows = list(decided.values_list("pk", "version", "fingerprint"))
    deeds = deeds_of([id_ for id_, _, _ in rows])
    return [
        id_ for id_, version, content in rows if person(by) in stand(deeds[id_], version, content).said_by
    ]


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

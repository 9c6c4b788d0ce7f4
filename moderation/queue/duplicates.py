"""What seems to be the same submission once more, and deciding about such a cluster together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from moderation.core.community import Community
from moderation.core.decision import Action
from moderation.queue.decide import Refused, decide
from moderation.queue.history import same_contact
from moderation.queue.models import Submission
from moderation.queue.trust import Trust
from moderation.queue.words import WAITING, Presence

CLUSTER_TO = 20
DUPLICATE_OF = "duplicate of"


def cluster(submission: str) -> list[str]:
    """The ids of what waits of the same form and has the same contact or words; oldest first."""
    one = Submission.objects.filter(pk=submission).first()
    if one is None:
        return []
    waiting = (
        Submission.objects.filter(form=one.form, presence=Presence.PRESENT, standing__in=WAITING)
        .exclude(pk=submission)
        .values_list("first_seen_at", "pk")
    )
    # Each by an index of its own; asked for with one "or", a database goes through all that waits.
    alike = [waiting.filter(resembles=submission), waiting.filter(pk=one.resembles)]
    if one.cluster:
        alike.append(waiting.filter(cluster=one.cluster))
    found = waiting.filter(pk__in=same_contact(submission).values("pk")).union(*alike)
    return [id_ for _, id_ in found.order_by("first_seen_at", "pk")[:CLUSTER_TO]]


def duplicate_reason(original: str) -> str:
    """How the record says that something is a duplicate."""
    return f"{DUPLICATE_OF} {original}"


def reject_cluster(
    community: Community,
    secret: bytes,
    kept: str,
    chosen: Mapping[str, tuple[int, int]],
    *,
    by: str,
    now: datetime,
    reason: str = "",
    trust: Trust = Trust.EXPERIENCED,
) -> None:
    """Reject some of `kept`'s cluster at once, as its duplicates or for `reason`: all of them, or none.

    `chosen` gives for each the version and the last act that were before the moderator's eyes. Raises
    `Refused` for anything outside the cluster, and whatever `decide` raises.
    """
    if kept in chosen or not set(chosen) <= set(cluster(kept)):
        raise Refused("only what stands beside this submission can be decided together with it")
    with transaction.atomic():
        for submission, (version, seen) in sorted(chosen.items()):
            decide(
                community,
                secret,
                submission,
                version,
                Action.REJECT,
                by=by,
                reason=reason or duplicate_reason(kept),
                now=now,
                seen=seen,
                trust=trust,
            )

"""A submission is an identity; its words are in versions, which are never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import IsNull

from moderation.queue.heaps import HEAP, TO_CALL
from moderation.queue.words import Presence, Standing

# Most urgent first, then what is due, then the oldest: word for word the order of `tabs.heap`.
_IN_ORDER = (
    F("urgency").desc(),
    IsNull(F("call_due_at"), True),
    F("call_due_at"),
    F("first_seen_at"),
    F("id"),
)


class Submission(models.Model):
    """One response of one form, from its first pull to its erasure. `id` is random, short and unguessable."""

    id = models.CharField(primary_key=True, max_length=16)
    form = models.CharField(max_length=40)
    presence = models.CharField(max_length=10, default=Presence.PRESENT)
    version = models.PositiveIntegerField(default=1)  # the latest; older ones stay for comparison
    fingerprint = models.CharField(max_length=32)  # of the latest version, hex
    row_key = models.CharField(max_length=200, null=True)
    row = models.PositiveIntegerField(null=True)  # data row (from 1) in the pull that brought it
    received_at = models.DateTimeField(null=True)
    first_seen_at = models.DateTimeField()
    missing_pulls = models.PositiveIntegerField(default=0)
    taken_by = models.CharField(max_length=80, default="")  # the moderator who filled it in for somebody
    resembles = models.CharField(max_length=16, null=True)  # may be a new version of this one
    cluster = models.CharField(max_length=16, default="")  # id of the first of those with nearly its words

    # For queues and lists; rebuilt from the acts whenever they change, and never read by `publishable`.
    standing = models.CharField(max_length=10, default=Standing.PENDING)
    urgency = models.PositiveSmallIntegerField(default=0)
    area = models.CharField(max_length=40, default="")  # key of the smallest place the answers name
    verdict = models.PositiveSmallIntegerField(default=0)  # of the latest screening
    has_phone = models.BooleanField(default=False)
    call_due_at = models.DateTimeField(null=True)
    missed_calls = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.CharField(max_length=80, default="")
    claimed_until = models.DateTimeField(null=True)

    # Worked out by the database from the above; see `moderation.queue.heaps`.
    heap = models.GeneratedField(
        expression=HEAP, output_field=models.CharField(max_length=10), db_persist=True
    )
    to_call = models.GeneratedField(
        expression=TO_CALL,  # type: ignore[arg-type]  # the stubs don't know that a Q is an expression
        output_field=models.BooleanField(),
        db_persist=True,
    )

    class Meta:
        indexes = (
            models.Index(fields=("form", "presence", "standing")),
            models.Index(fields=("form", "row")),
            # With what lists are filtered by, so that rows that do not fit need not be looked up.
            models.Index("heap", *_IN_ORDER, "area", "form", name="in_the_order_of_heaps"),
            models.Index(*_IN_ORDER, "area", "form", condition=Q(to_call=True), name="in_the_order_of_calls"),
            models.Index(
                fields=("claimed_by", "claimed_until"),
                condition=Q(claimed_until__isnull=False),
                name="what_is_claimed",
            ),
            models.Index(fields=("cluster",)),
            models.Index(
                fields=("resembles",), condition=Q(resembles__isnull=False), name="what_resembles_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.form} {self.id}"


class Version(models.Model):
    """The words of a submission at one time. Private, and never changed: an edit is a new version."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    fingerprint = models.CharField(max_length=32)  # what an approval is bound to
    values = models.JSONField()
    notes = models.JSONField(default=list)
    received_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("submission", "number"), name="one_version_per_number"),
        )

    def __str__(self) -> str:
        return f"{self.submission_id} version {self.number}"


class Plea(models.Model):
    """What a resident wrote when asking again. Private: it is destroyed with the submission."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="pleas")
    text = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"plea about {self.submission_id}"

"""The queue's tables.

A submission is an identity; its words are in versions, which are never changed; what the machine thinks of a
version is in screenings, which may be made again. What people do is in acts: append-only, chained, and the
only thing `publishable` believes. The database refuses to change or delete an act, whoever asks (see
migration 0002).
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import IsNull

from moderation.core.finding import Finding
from moderation.queue.heaps import HEAP, TO_CALL
from moderation.queue.words import Kind, Presence, Standing

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


class Screening(models.Model):
    """The machine's word about one version, and the public texts that redaction made of it.

    `ruleset` names the rules it was made with; another name means: screen again. `safe` says that the public
    texts were screened once more after redaction and nothing private was left. `seal` binds all of it to the
    version's content, so that nothing of it can be changed in the database without being withheld.
    """

    version = models.OneToOneField(Version, models.CASCADE, primary_key=True, related_name="screening")
    ruleset = models.CharField(max_length=64)
    verdict = models.PositiveSmallIntegerField()
    texts = models.JSONField()
    safe = models.BooleanField()
    lifted = models.BooleanField()  # somebody shows what the machine would hide
    seal = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("ruleset",)),)

    def __str__(self) -> str:
        return f"screening of version {self.version_id}"


class Found(models.Model):
    """One finding of a screening. `wrong_by` names the moderator who says that the machine is wrong."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="findings")
    rule = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    field = models.CharField(max_length=40)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    severity = models.PositiveSmallIntegerField()
    message = models.TextField()
    wrong_by = models.CharField(max_length=80, default="")

    class Meta:
        indexes = (models.Index(fields=("rule",)),)

    def __str__(self) -> str:
        return f"{self.rule} in {self.field}"

    @staticmethod
    def row(version: int, finding: Finding) -> dict[str, object]:
        """A finding as a row for `bulk.insert`."""
        return {
            "version_id": version,
            "rule": finding.rule,
            "kind": finding.kind,
            "field": finding.field,
            "start": finding.span.start,
            "end": finding.span.end,
            "severity": finding.severity,
            "message": finding.message,
        }


class Redaction(models.Model):
    """Characters of one field that the public does not see: proposed by the machine, or hidden by a person.

    A lifted one stays in the table, so that screening again does not hide it again.
    """

    version = models.ForeignKey(Version, models.CASCADE, related_name="redactions")
    field = models.CharField(max_length=40)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    by = models.CharField(max_length=80, default="")  # empty: the machine
    lifted_by = models.CharField(max_length=80, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("version", "field", "start", "end"), name="one_redaction_per_span"
            ),
        )

    def __str__(self) -> str:
        return f"{self.field} {self.start}-{self.end}"


class AppendOnly(Exception):
    """An act can't be changed or deleted. Add another one that says what is true now."""


class Act(models.Model):
    """One thing a person did: a decision, a call-back, a change of redactions, a reading of private data, an
    erasure. `word` is the action or outcome; `content` the fingerprint of the version it is about.

    `number` counts without gaps from 1. `digest` is an HMAC over the act and the digest before it.
    """

    number = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Kind])
    submission = models.CharField(
        max_length=16, db_index=True
    )  # no foreign key: acts outlive what they are about
    version = models.PositiveIntegerField()
    content = models.CharField(max_length=32)
    word = models.CharField(max_length=20)
    by = models.CharField(max_length=80, db_index=True)
    at = models.DateTimeField()
    reason = models.TextField(default="")
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number}: {self.kind} {self.word} on {self.submission}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly(self.number)
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly(self.number)


class ChainHead(models.Model):
    """How many acts there are, and the digest of the last: a chain that lost its end still verifies link by
    link, so its length stands apart. The database lets `count` only go up by one.
    """

    count = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.count} acts"


class ContactMark(models.Model):
    """A keyed hash of a contact: recognises the person again, and can't be turned back into a number.

    `field` tells whose it is: on a report, the reporter's or that of whoever is reported.
    """

    field = models.CharField(max_length=40)
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="contacts")
    digest = models.CharField(max_length=32, db_index=True)

    def __str__(self) -> str:
        return f"contact of {self.submission_id}"


class Sighting(models.Model):
    """Something a submission can be known by: its id, a contact or a link in it, its wording. Of the latest
    version, and only ever a keyed hash; `sort` is ``entry``, ``contact``, ``link`` or ``wording``.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="sightings")
    digest = models.CharField(max_length=32, db_index=True)
    sort = models.CharField(max_length=10)

    def __str__(self) -> str:
        return f"{self.sort} of {self.submission_id}"


class Target(models.Model):
    """Something a report points at: the private register, in the same keyed hashes as `Sighting`.

    `reporter` is a keyed hash of the reporter's contact, so that independent people are counted, and empty
    for those who gave none; `accuses` is False when the report only says that an entry is wrong.
    """

    report = models.ForeignKey(Submission, models.CASCADE, related_name="targets")
    digest = models.CharField(max_length=32, db_index=True)
    sort = models.CharField(max_length=10)
    accuses = models.BooleanField()
    reporter = models.CharField(max_length=32)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sort} in report {self.report_id}"


class Tombstone(models.Model):
    """A keyed hash of something erased (its content, its row key): what it fits is not taken in again."""

    digest = models.CharField(primary_key=True, max_length=32)

    def __str__(self) -> str:
        return "tombstone"


class Plea(models.Model):
    """What a resident wrote when asking again. Private: it is destroyed with the submission."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="pleas")
    text = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"plea about {self.submission_id}"


class Watched(models.Model):
    """How something fared when it was last looked at: ``pull``, or ``site``, or ``dispatch``.

    `good_at` is when it was last known to be good (a complete pull; when the published site was built),
    `trouble` the kind of what went wrong the last time, empty when nothing did. Never a private value.
    """

    name = models.CharField(primary_key=True, max_length=20)
    good_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField()
    trouble = models.CharField(max_length=60, default="")

    def __str__(self) -> str:
        return f"{self.name} at {self.tried_at:%Y-%m-%d %H:%M}"


class Told(models.Model):
    """An alarm that moderators were told of, so that they are told once, and again when it is over."""

    alarm = models.CharField(primary_key=True, max_length=20)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"told of {self.alarm}"


class Pull(models.Model):
    """One complete pull of one form, in figures. Refused pulls change nothing and are not here."""

    form = models.CharField(max_length=40, db_index=True)
    at = models.DateTimeField()
    read = models.PositiveIntegerField()
    same = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    edited = models.PositiveIntegerField()
    returned = models.PositiveIntegerField()
    vanished = models.PositiveIntegerField()
    unsure = models.PositiveIntegerField()
    barred = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.form} at {self.at:%Y-%m-%d %H:%M}"

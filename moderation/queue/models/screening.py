"""What the machine thinks of a version; it may be made again."""

from __future__ import annotations

from django.db import models

from moderation.core.finding import Finding
from moderation.queue.models.submission import Version


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

"""Keyed hashes by which people, texts and links are known again; they can't be turned back."""

from __future__ import annotations

from django.db import models

from moderation.queue.models.submission import Submission


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

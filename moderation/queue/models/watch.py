"""How pulls, the site and alarms fare. Nothing private."""

from __future__ import annotations

from django.db import models


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

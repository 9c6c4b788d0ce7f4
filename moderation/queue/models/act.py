"""What people do: append-only, chained, and the only thing `publishable` believes. The database refuses to
change or delete an act, whoever asks (see migration 0002).
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from moderation.queue.words import Kind


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

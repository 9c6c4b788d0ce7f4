"""Has anybody changed what was decided? `verify` walks the chain and names every place that is wrong; what is
published is read in `verified` alone.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from moderation.queue.chain import digest
from moderation.queue.models import Act, ChainHead

_ALTERED = "this act, or its place in the order, is not as it was written"


@dataclass(frozen=True, slots=True)
class Problem:
    """One place where the chain is broken. `number` is the act's, or the one that should be there."""

    number: int
    what: str


class Tampered(Exception):
    """The record of decisions is not as it was written: nobody knows what was approved."""


@contextmanager
def verified(secret: bytes) -> Iterator[None]:
    """One moment of the queue, in which every act is as it was written. Raises `Tampered`.

    What is read inside is of that moment, whoever writes meanwhile: else an act could be slipped in between
    being looked at and being believed.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        if problems := verify(secret):
            raise Tampered(
                f"the record of decisions is not whole ({len(problems)} places): nothing is published of it. "
                "`python build.py queue verify` names them; put back the last backup in which there are none"
            )
        yield


def verify(secret: bytes) -> list[Problem]:
    """Every altered, missing, added or reordered act; empty when all is as it was written.

    The chain is followed by the stored digests, so one altered act is one problem and not all that follow.
    """
    problems = list(_problems(secret))
    count = Act.objects.count()
    if count > 1 and [problem.what for problem in problems] == [_ALTERED] * count:
        return [
            Problem(
                1,
                f"none of {count} acts fits LINLI_SECRET: it is not the one they were written with, or they "
                "were all altered",
            )
        ]
    return problems


def _problems(secret: bytes) -> Iterator[Problem]:
    before, last = "", 0
    for act in Act.objects.order_by("number").iterator(chunk_size=2000):
        if act.number != last + 1:
            yield Problem(last + 1, f"acts {last + 1} to {act.number - 1} are missing")
        elif not hmac.compare_digest(act.digest, digest(secret, before, act)):
            yield Problem(act.number, _ALTERED)
        before, last = act.digest, act.number
    head = ChainHead.objects.first()
    if head is None:
        yield Problem(last, "the count of all acts is gone, so nobody knows how many there should be")
    elif head.count != last:
        yield Problem(min(head.count, last) + 1, f"there should be {head.count} acts and there are {last}")
    elif not hmac.compare_digest(head.digest, before):
        yield Problem(last, "the last act is not the one that was written last")

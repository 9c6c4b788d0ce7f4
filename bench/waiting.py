"""Submissions that wait, spread over forms, places and heaps as a bad week spreads them. All invented."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from moderation.console import place
from moderation.core.finding import Kind, Severity, Verdict
from moderation.queue.examine import ruleset_name
from moderation.queue.intake import gauge
from moderation.queue.models import Found, Screening, Submission, Version
from moderation.queue.words import Standing

T = TypeVar("T")
_BATCH = 5000
_FORMS = {"need": 40, "offer": 40, "channel": 15, "report": 5}
_STANDINGS = {Standing.PENDING: 88, Standing.SECOND: 5, Standing.HELD: 5, Standing.APPEALED: 2}
_VERDICTS = {Verdict.CLEAR: 60, Verdict.NOTE: 25, Verdict.HOLD: 12, Verdict.BLOCK: 3}
_URGENCIES = {0: 80, 1: 17, 2: 2, 3: 1}
_RULES = (
    "mobile_number",
    "person_name",
    "street_address",
    "seller",
    "shill",
    "wechat_id",
    "link",
    "certificate",
)
_WORDS = {"item": "口罩两盒", "remark": "都是新的，没有拆过，可以送到小区门口。"}
_WITH_PHONE = 0.7


def fill(many: int, now: datetime, chance: random.Random) -> None:
    """Put so many into the queue, a second apart until `now`; every third has a finding."""
    ruleset, areas = ruleset_name(place.ruleset()), [area.key for area in place.community().areas]

    def one(number: int) -> Submission:
        came = now - timedelta(seconds=many - number)
        form = _drawn(_FORMS, chance)
        phone = chance.random() < _WITH_PHONE
        return Submission(
            id=f"s{number}",
            form=form,
            fingerprint="",
            first_seen_at=came,
            area=chance.choice(areas),
            standing=_drawn(_STANDINGS, chance),
            verdict=_drawn(_VERDICTS, chance),
            urgency=_drawn(_URGENCIES, chance),
            has_phone=phone,
            call_due_at=came if phone and form != "report" else None,
        )

    for start in range(0, many, _BATCH):
        some = Submission.objects.bulk_create(map(one, range(start, min(start + _BATCH, many))))
        _screened(some, ruleset, now, chance)
    gauge()


def _screened(some: Sequence[Submission], ruleset: str, now: datetime, chance: random.Random) -> None:
    versions = Version.objects.bulk_create(
        Version(submission=one, number=1, fingerprint=one.pk, values=_WORDS, seen_at=now) for one in some
    )
    Screening.objects.bulk_create(
        Screening(
            version=version,
            ruleset=ruleset,
            verdict=one.verdict,
            texts=_WORDS,
            safe=True,
            lifted=False,
            seal="",
            at=now,
        )
        for one, version in zip(some, versions, strict=True)
    )
    Found.objects.bulk_create(
        Found(
            version=version,
            rule=chance.choice(_RULES),
            kind=Kind.WATCHWORD,
            field="item",
            start=0,
            end=2,
            severity=Severity.NOTE,
            message="",
        )
        for version in versions[::3]
    )


def _drawn(shares: dict[T, int], chance: random.Random) -> T:
    return chance.choices(list(shares), list(shares.values()))[0]

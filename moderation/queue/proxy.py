"""A form that a moderator fills in for somebody on the phone or in the street."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from moderation.core.community import Community, Form
from moderation.core.response import Record
from moderation.queue import chain
from moderation.queue.arrivals import Arrival, storable, take_in, unused_id
from moderation.queue.decide import Refused
from moderation.queue.keys import random_id
from moderation.queue.ledger import fingerprint
from moderation.queue.models import Submission, Version
from moderation.queue.screened import screen_version
from moderation.queue.standing import person
from moderation.queue.words import Kind, Said
from moderation.screening.ruleset import Ruleset


def fill_in(
    community: Community,
    ruleset: Ruleset,
    secret: bytes,
    form: Form,
    answers: Mapping[str, str],
    *,
    by: str,
    now: datetime,
) -> str:
    """Take in the answers, by field key, on behalf of somebody; the new submission's id. It is screened at
    once, and marked with who filled it in. From there on it is a submission like any other: whoever it is for
    is called back, and no pull misses it, for it is in no source.

    Raises `Refused` for nobody's form, an unknown field, and required answers that are missing.
    """
    if not person(by):
        raise Refused("filling in a form for somebody needs the name of the person who does")
    if not answers.keys() <= form.by_key.keys():
        raise Refused("there is no such field in this form")
    most = community.thresholds.cell_characters
    said = {key: answers[key].strip()[:most] for key in form.by_key if answers.get(key, "").strip()}
    missing = [field.key for field in form.fields if field.required and field.key not in said]
    if missing:
        raise Refused(f"required answers are missing: {', '.join(missing)}")
    record = storable(Record(form.key, None, now, said))
    print_ = fingerprint(secret, form.key, record.values, now)
    used = frozenset(Submission.objects.values_list("pk", flat=True))
    arrival = Arrival(unused_id(print_, random_id, used), None, print_, record)
    with transaction.atomic():
        take_in(community, secret, form, [arrival], now, taken_by=by)
        chain.append(
            secret,
            kind=Kind.INTAKE,
            submission=arrival.id,
            version=1,
            content=print_.hex(),
            word=Said.ON_BEHALF,
            by=by,
            at=now,
        )
        version = Version.objects.select_related("submission").get(submission=arrival.id)
        screen_version(community, ruleset, secret, version, now)
    return arrival.id

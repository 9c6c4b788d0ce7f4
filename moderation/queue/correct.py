"""A resident changes the words of a submission: a new version, which waits for a decision like any other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from moderation.core.community import Community, Field, FieldType, Form
from moderation.queue import chain
from moderation.queue.decide import Refused, deeds_of, latest_of, locked, restand
from moderation.queue.ledger import fingerprint
from moderation.queue.models import Act, Redaction, Version
from moderation.queue.screened import screen_version
from moderation.queue.standing import stand
from moderation.queue.words import RESIDENT, Kind, Said, Standing
from moderation.screening.ruleset import Ruleset

_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.QUANTITY, FieldType.TIME, FieldType.URL})


def correctable(form: Form) -> list[Field]:
    """Public answers in words. Contacts never: else a link could give a submission away."""
    return [field for field in form.fields if field.public and field.type in _TEXTS]


def correct(
    community: Community,
    ruleset: Ruleset,
    secret: bytes,
    submission: str,
    changes: Mapping[str, str],
    now: datetime,
    *,
    reason: str = "",
) -> Act:
    """Store the changed answers as the next version and screen it at once; approvals of the old one are over.

    The source keeps the old answers: a pull does not bring them back, an edit in the source is a version
    after this one. Raises `Refused` where nothing changes, for what can't be corrected, and for what was
    withdrawn.
    """
    with transaction.atomic():
        one = locked(submission)
        form = community.form_by_key.get(one.form)
        latest = latest_of(one)
        allowed = {field.key for field in correctable(form)} if form is not None else set()
        if form is None or not set(changes) <= allowed:
            raise Refused("only public answers in words can be corrected")
        state = stand(deeds_of([submission])[submission], latest.number, latest.fingerprint)
        if state.halted is Standing.WITHDRAWN:
            raise Refused("this submission was withdrawn; fill in the form again")
        most = community.thresholds.cell_characters
        said = {key: _storable(text)[:most] for key, text in changes.items()}
        values = {**latest.values, **said}
        if values == latest.values:
            raise Refused("nothing was changed")
        one.version += 1
        one.save(update_fields=["version"])
        new = Version.objects.create(
            submission=one,
            number=one.version,
            fingerprint=fingerprint(secret, one.form, values, latest.received_at).hex(),
            values=values,
            received_at=latest.received_at,
            seen_at=now,
        )
        _keep_hidden(latest, new)
        act = chain.append(
            secret,
            kind=Kind.CORRECTION,
            submission=submission,
            version=new.number,
            content=new.fingerprint,
            word=Said.CORRECTION,
            by=RESIDENT,
            at=now,
            reason=reason,
        )
        screen_version(community, ruleset, secret, new, now)
        restand(community, one, latest_of(one), deeds_of([submission])[submission])
        return act


def _keep_hidden(old: Version, new: Version) -> None:
    """What moderators hid in answers that did not change stays hidden."""
    by_people = old.redactions.filter(lifted_by="").exclude(by="")
    Redaction.objects.bulk_create(
        Redaction(version=new, field=one.field, start=one.start, end=one.end, by=one.by)
        for one in by_people
        if new.values[one.field] == old.values[one.field]
    )


def _storable(text: str) -> str:
    """As the source's answers are stored: no NUL, no halves of characters, lines as everywhere."""
    plain = text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    return plain.replace("\r\n", "\n").strip()

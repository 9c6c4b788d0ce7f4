"""What leaves the queue: entries for publishing, and the values that must not be in what is published."""

from __future__ import annotations

import hmac
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.db.models import Count, F, QuerySet

from moderation.core.community import Community, Field, FieldType, Publishes
from moderation.core.decision import Action
from moderation.core.entry import Entry
from moderation.core.private import PrivateValue
from moderation.queue.answers import only_options
from moderation.queue.decide import deeds_of
from moderation.queue.examine import seal
from moderation.queue.ledger import fingerprint
from moderation.queue.models import Act, Plea, Redaction, Submission, Version
from moderation.queue.publishable import Case, Reason, Withheld, publishable
from moderation.queue.register import Reports, reports_on_entries
from moderation.queue.standing import Deed
from moderation.queue.words import Kind, Presence, Standing

_BATCH = 500


def entries(
    community: Community, now: datetime, secret: bytes, ruleset: str
) -> tuple[list[Entry], Counter[Reason]]:
    """Every entry that may be published now, newest approval first, and how many submissions are withheld by
    their first reason. `ruleset` is the name of the rules in force (`examine.ruleset_name`).
    """
    published: list[Entry] = []
    withheld = _untouched(community)
    for case in cases(_touched(), secret):
        result = publishable(case, community, now, ruleset)
        if isinstance(result, Withheld):
            withheld[result.reasons[0]] += 1
        else:
            published.append(result)
    published.sort(key=lambda entry: (entry.approved_at, entry.id), reverse=True)
    return published, withheld


def _touched() -> QuerySet[Submission]:
    """Submissions about which anybody has said anything; about the others there is nothing to decide."""
    said = Act.objects.filter(kind__in=(Kind.DECISION, Kind.CALL_BACK)).values("submission")
    return Submission.objects.filter(pk__in=said)


def _untouched(community: Community) -> Counter[Reason]:
    """The reasons of all other submissions, without reading their words: a flood of them costs one query."""
    reasons: Counter[Reason] = Counter()
    groups = Submission.objects.exclude(pk__in=_touched().values("pk")).values_list("form", "presence")
    for form_key, presence, count in groups.annotate(Count("pk")):
        form = community.form_by_key.get(form_key)
        if form is None:
            reasons[Reason.UNKNOWN_FORM] += count
        elif form.publishes is not Publishes.ENTRY:
            reasons[Reason.NO_ENTRIES] += count
        elif presence != Presence.PRESENT:
            reasons[Reason.GONE] += count
        else:
            reasons[Reason.UNDECIDED] += count
    return reasons


def cases(submissions: QuerySet[Submission], secret: bytes) -> Iterator[Case]:
    """The cases of all these submissions that still have words, in batches."""
    latest = Version.objects.filter(submission__in=submissions, number=F("submission__version")).order_by(
        "pk"
    )
    last = 0
    while batch := list(latest.filter(pk__gt=last).values_list(*_COLUMNS)[:_BATCH]):
        rows = [_Row(*row) for row in batch]
        last = rows[-1].pk
        ids = [row.submission for row in rows]
        deeds, reports = deeds_of(ids), reports_on_entries(secret, ids)
        for row in rows:
            yield _case(row, deeds[row.submission], reports.get(row.submission, ()), secret)


class _Row(NamedTuple):
    """What `_COLUMNS` select: one tuple is read several times faster than three models."""

    pk: int
    submission: str
    form: str
    presence: str
    number: int
    latest: int
    content: str
    values: dict[str, str]
    received_at: datetime | None
    seen_at: datetime
    ruleset: str | None
    verdict: int | None
    texts: dict[str, str] | None
    safe: bool | None
    lifted: bool | None
    seal: str | None


_COLUMNS = (
    *("pk", "submission_id", "submission__form", "submission__presence", "number", "submission__version"),
    *("fingerprint", "values", "received_at", "seen_at"),
    *(f"screening__{name}" for name in ("ruleset", "verdict", "texts", "safe", "lifted", "seal")),
)


def _case(row: _Row, deeds: list[Deed], reports: Reports, secret: bytes) -> Case:
    return Case(
        submission=row.submission,
        form=row.form,
        presence=row.presence,
        version=row.number,
        latest=row.latest,
        content=row.content,
        intact=_intact(row, secret),
        values=row.values,
        received_at=row.received_at,
        seen_at=row.seen_at,
        screened_by=row.ruleset,
        verdict=row.verdict,
        texts=row.texts or {},
        safe=row.safe is True,
        lifted=row.lifted is True,
        deeds=tuple(deeds),
        reports=reports,
    )


def _intact(row: _Row, secret: bytes) -> bool:
    """Whether words and screening are still those that were stored, by the keyed hashes stored with them."""
    content = fingerprint(secret, row.form, row.values, row.received_at).hex()
    if not hmac.compare_digest(content, row.content):
        return False
    if row.ruleset is None or row.verdict is None or row.texts is None or row.seal is None:
        return True  # not screened, which is a reason of its own
    sealed = seal(
        secret,
        row.content,
        row.ruleset,
        row.verdict,
        row.texts,
        safe=row.safe is True,
        lifted=row.lifted is True,
    )
    return hmac.compare_digest(sealed, row.seal)


# Answers that name a person or a place by themselves, however short they are.
_NAMING = frozenset({FieldType.CONTACT, FieldType.TEXT})
# What somebody once approved. Of anything else only numbers, handles and whole sentences are looked for:
# else a stranger could stop the site by calling himself 口罩.
_LOOKED_AT = frozenset({Standing.APPROVED, Standing.FULFILLED, Standing.WITHDRAWN})


def private_values(community: Community) -> Iterator[PrivateValue]:
    """Every private answer of every version in the queue, every redacted span of its public answers, and what
    residents wrote when they appealed.

    Left out are blanks and answers that are nothing but a form's own options or place names. Contacts, short
    texts (names, doors) and redacted spans identify; see `PrivateValue` for what that means.
    """
    versions = Version.objects.select_related("submission").order_by("pk")
    half_approved = _half_approved()
    last = 0
    while batch := list(versions.filter(pk__gt=last)[:_BATCH]):
        last = batch[-1].pk
        spans: dict[int, list[Redaction]] = defaultdict(list)
        for span in Redaction.objects.filter(version__in=batch, lifted_by=""):
            spans[span.version_id].append(span)
        for version in batch:
            one = version.submission
            looked_at = one.standing in _LOOKED_AT or one.pk in half_approved
            yield from _private_of(community, version, spans[version.pk], looked_at=looked_at)
    for form, plea in Plea.objects.order_by("pk").values_list("submission__form", "text"):
        yield PrivateValue(f"{form}/plea", plea, identifying=False)


def _half_approved() -> set[str]:
    """Those that wait for a second person, and that somebody approved: others are to be rejected."""
    waiting = Submission.objects.filter(standing=Standing.SECOND).values("pk")
    approvals = Act.objects.filter(kind=Kind.DECISION, word=Action.APPROVE, submission__in=waiting)
    return set(approvals.values_list("submission", flat=True))


def public_answers(community: Community) -> Iterator[str]:
    """What residents wrote in answer to public questions: all versions of one submission together."""
    public = {form.key: [field.key for field in form.fields if field.public] for form in community.forms}
    versions = Version.objects.order_by("submission", "pk").values_list(
        "submission", "submission__form", "values"
    )
    for _, same in groupby(versions.iterator(chunk_size=_BATCH), itemgetter(0)):
        yield "\n".join(values.get(key, "") for _, form, values in same for key in public.get(form, ()))


def _private_of(
    community: Community, version: Version, spans: Iterable[Redaction], *, looked_at: bool
) -> Iterator[PrivateValue]:
    form = community.form_by_key.get(version.submission.form)
    where = version.submission.form
    for key, text in version.values.items():
        field: Field | None = None if form is None else form.by_key.get(key)
        if field is not None and (field.public or only_options(community, field, text)):
            continue
        if text.strip():
            naming = field is None or field.type in _NAMING
            yield PrivateValue(f"{where}/{key}", text, identifying=naming and looked_at)
    for span in spans:
        text = version.values.get(span.field, "")[span.start : span.end]
        if text.strip():
            yield PrivateValue(f"{where}/{span.field}", text, identifying=looked_at)

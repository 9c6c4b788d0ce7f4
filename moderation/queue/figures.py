"""The community in numbers: counting over what people did, and over entries that are public anyway.

Small cells are not shown: fewer than `thresholds.coarsen_below_entries` people behind a number could be told
apart by it. Days stay as they are: they say neither who, nor where, nor what.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import F

from moderation.core.community import Community, FieldType, Form, Publishes
from moderation.core.decision import Action
from moderation.core.entry import Entry, Status
from moderation.core.figures import Figures
from moderation.core.quantity import Quantity
from moderation.core.values import area_named, entry_id, quantity_given
from moderation.queue.answers import consent_ends
from moderation.queue.counting import Path, covered, days, funnel, goods, rolled_up, urgency, waiting
from moderation.queue.models import Act, Submission, Version
from moderation.queue.words import Kind, Outcome, Presence, Standing

_HOURS: Final = {"小时": 1, "分钟": 60}  # unit -> how many make an hour
_PASSED: Final = (Standing.APPROVED, Standing.FULFILLED)
_REACHED: Final = (Outcome.CONFIRMED, Outcome.REFUSED, Outcome.ASKED_TO_WITHDRAW)


def figures(community: Community, entries: Sequence[Entry], now: datetime) -> Figures:
    """Everything the data page shows; `entries` are those that may be published at `now`."""
    least = community.thresholds.coarsen_below_entries
    funnelled = [one for one in community.forms if one.publishes is Publishes.ENTRY and one.call_back]
    paths = list(_paths([form.key for form in funnelled], _named(community)))
    volunteers, hours = _people(community, now)
    still_open = [one for one in entries if one.status is Status.OPEN]
    return Figures(
        as_of=now,
        funnels=tuple(
            funnel(form.key, [p for p in paths if p.form == form.key], least) for form in funnelled
        ),
        first_contact=waiting(paths, least),
        goods=goods(community, still_open),
        urgency=urgency(community, still_open),
        days=days(paths, now, ZoneInfo(community.time_zone)),
        volunteers=rolled_up(community, volunteers, least),
        covered=covered(community, volunteers),
        hours=hours,
    )


def _paths(forms: Collection[str], named: Collection[str]) -> Iterator[Path]:
    """The responses of these forms, but those erased on request; `named` are ids that another one answers."""
    deeds: defaultdict[str, list[tuple[str, str, datetime]]] = defaultdict(list)
    about = Act.objects.filter(kind__in=(Kind.CALL_BACK, Kind.DECISION)).order_by("number")
    for submission, kind, word, at in about.values_list("submission", "kind", "word", "at"):
        deeds[submission].append((kind, word, at))
    ours = Submission.objects.filter(form__in=forms).exclude(presence=Presence.ERASED)
    for id_, form, standing, received, seen in ours.order_by("pk").values_list(
        "pk", "form", "standing", "received_at", "first_seen_at"
    ):
        done = deeds[id_]
        calls = [(word, at) for kind, word, at in done if kind == Kind.CALL_BACK]
        approved = [at for kind, word, at in done if (kind, word) == (Kind.DECISION, Action.APPROVE)]
        fulfilled = [at for kind, word, at in done if (kind, word) == (Kind.DECISION, Action.FULFIL)]
        over = standing == Standing.FULFILLED
        yield Path(
            form=form,
            received_at=seen if received is None else min(received, seen),
            reached_at=next((at for word, at in calls if word in _REACHED), None),
            verified=any(word == Outcome.CONFIRMED for word, _ in calls),
            answered_at=approved[-1] if approved and standing in _PASSED else None,
            matched=over or id_ in named,
            done_at=fulfilled[-1] if fulfilled and over else None,
        )


def _named(community: Community) -> frozenset[str]:
    """Ids that residents named in answer to an entry; a report about one is no answer to it."""
    asking = [
        (form, field)
        for form in community.forms
        if form.publishes is not Publishes.NOTHING
        for field in form.typed(FieldType.ENTRY_ID)
    ]
    latest = Version.objects.filter(
        number=F("submission__version"),
        submission__presence=Presence.PRESENT,
        submission__standing__in=_PASSED,
    )
    return frozenset(
        id_
        for form, field in asking
        for values in latest.filter(submission__form=form.key).values_list("values", flat=True)
        for id_ in (entry_id(values.get(field.key, "")),)
        if id_ is not None
    )


def _people(community: Community, now: datetime) -> tuple[dict[str, int], Decimal | None]:
    """Volunteers by area and hours served: checked responses of forms for figures, with consent to count."""
    areas: Counter[str] = Counter()
    hours: list[Decimal] = []
    for form in community.forms:
        if form.publishes is not Publishes.FIGURES:
            continue
        lengths = [field for field in form.typed(FieldType.QUANTITY) if set(field.units) & set(_HOURS)]
        for values in _counted(community, form, now):
            if lengths:
                given = [quantity_given(community, form, one, values) for one in lengths if one.key in values]
                hours += [served for served in map(_in_hours, given) if served is not None]
                continue
            for field in form.typed(FieldType.AREA):
                area = area_named(community, values.get(field.key, ""))
                if area is not None:
                    areas[area.key] += 1
    enough = len(hours) >= community.thresholds.coarsen_below_entries
    return areas, sum(hours, Decimal()).quantize(Decimal("0.1")) if enough else None


def _in_hours(length: Quantity) -> Decimal | None:
    per_hour = _HOURS.get(length.unit or "")
    return None if per_hour is None or length.amount is None else length.amount / per_hour


def _counted(community: Community, form: Form, now: datetime) -> Iterator[Mapping[str, str]]:
    checked = Version.objects.filter(
        number=F("submission__version"),
        submission__form=form.key,
        submission__presence=Presence.PRESENT,
        submission__standing__in=_PASSED,
    )
    for version in checked.order_by("pk"):
        ends = consent_ends(community, form, version.values, version.received_at or version.seen_at)
        if ends is not None and now <= ends:
            yield version.values

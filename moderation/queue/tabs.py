"""What waits, in the heaps that moderators work on, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.lookups import IsNull

from moderation.core.community import Community
from moderation.core.finding import Verdict
from moderation.queue.calling import MISSES_TO_ESCALATE
from moderation.queue.models import Found, Submission
from moderation.queue.words import WAITING, Presence, Standing

URGENT = 2  # from here on somebody's health is at stake; see `urgency` in community.toml
COUNTED_TO = 1000  # what is more than anybody can do is not counted


class Tab(StrEnum):
    """The heaps; a submission may lie in several."""

    URGENT = "urgent"
    NEW = "new"
    HELD = "held"
    CALL_BACK = "call-back"
    SECOND = "second"
    REPORTS = "reports"
    APPEALS = "appeals"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class Filter:
    """Keys of a form, of areas and of a rule; empty: all."""

    form: str = ""
    areas: tuple[str, ...] = ()
    rule: str = ""


EVERYTHING = Filter()


def condition(community: Community, tab: Tab, by: str, now: datetime, only: Filter = EVERYTHING) -> Q:
    """What lies in this heap for this moderator, for `claim.claim` and for lists. Whom nobody reached three
    times leaves the calls and the new ones, and lies with what is held.
    """
    forms = [form.key for form in community.forms if form.call_back]
    lies = {
        Tab.URGENT: Q(urgency__gte=URGENT, standing__in=WAITING),
        Tab.NEW: Q(standing=Standing.PENDING, verdict__lt=Verdict.HOLD) & ~Q(form=REPORT) & _ANSWERS,
        Tab.HELD: Q(standing=Standing.HELD)
        | Q(standing=Standing.PENDING, verdict__gte=Verdict.HOLD)
        | GIVEN_UP,
        Tab.CALL_BACK: Q(form__in=forms, call_due_at__lte=now) & _TO_CALL & _ANSWERS,
        Tab.SECOND: Q(standing=Standing.SECOND),
        Tab.REPORTS: Q(form=REPORT, standing__in=WAITING),
        Tab.APPEALS: Q(standing=Standing.APPEALED),
        Tab.MINE: Q(claimed_by=by, claimed_until__gt=now),
    }[tab]
    if only.form:
        lies &= Q(form=only.form)
    if only.areas:
        lies &= Q(area__in=only.areas)
    if only.rule:
        found = Found.objects.filter(
            version__submission=OuterRef("pk"), version__number=OuterRef("version"), rule=only.rule
        )
        lies &= Q(Exists(found))
    return lies


# Also what was approved before anybody called: nothing is published of it until somebody does.
_TO_CALL = Q(has_phone=True, standing__in=(*WAITING, Standing.APPROVED))
_ANSWERS = Q(missed_calls__lt=MISSES_TO_ESCALATE)
GIVEN_UP = _TO_CALL & Q(missed_calls__gte=MISSES_TO_ESCALATE)
"""Whom nobody reached, so often that they are not called again."""


REPORT = "report"  # the form by which residents report entries


def waiting(condition: Q) -> QuerySet[Submission]:
    """What waits for a decision under this condition, in the order of `heap`."""
    return heap(condition & Q(standing__in=WAITING))


def heap(condition: Q) -> QuerySet[Submission]:
    """What lies under this condition: most urgent first, then what is due, then the oldest.

    In this order, word for word, stands an index: with a hundred thousand waiting nothing is sorted.
    """
    return Submission.objects.filter(condition, presence=Presence.PRESENT).order_by(
        "-urgency", IsNull(F("call_due_at"), True), "call_due_at", "first_seen_at", "pk"
    )


def counts(
    community: Community, tabs: Iterable[Tab], by: str, now: datetime, only: Filter = EVERYTHING
) -> dict[Tab, int]:
    """How many lie in each heap, up to `COUNTED_TO`."""
    return {
        tab: heap(condition(community, tab, by, now, only)).order_by()[:COUNTED_TO].count() for tab in tabs
    }


def within(community: Community, area: str) -> tuple[str, ...]:
    """The keys of an area and of everything that lies in it."""
    return tuple(
        each.key
        for each in community.areas
        if each.key == area or any(above.key == area for above in community.ancestors(each))
    )

"""What waits, in the heaps that moderators work on, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from moderation.core.community import Community
from moderation.core.finding import Verdict
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
    """What lies in this heap for this moderator, for `claim.claim` and for lists."""
    call_forms = [form.key for form in community.forms if form.call_back]
    heap = {
        Tab.URGENT: Q(urgency__gte=URGENT),
        Tab.NEW: Q(standing=Standing.PENDING) & ~Q(form=REPORT) & Q(verdict__lt=Verdict.HOLD),
        Tab.HELD: Q(standing=Standing.HELD) | Q(standing=Standing.PENDING, verdict__gte=Verdict.HOLD),
        Tab.CALL_BACK: Q(form__in=call_forms, has_phone=True, call_due_at__lte=now),
        Tab.SECOND: Q(standing=Standing.SECOND),
        Tab.REPORTS: Q(form=REPORT),
        Tab.APPEALS: Q(standing=Standing.APPEALED),
        Tab.MINE: Q(claimed_by=by, claimed_until__gt=now),
    }[tab]
    if only.form:
        heap &= Q(form=only.form)
    if only.areas:
        heap &= Q(area__in=only.areas)
    if only.rule:
        found = Found.objects.filter(
            version__submission=OuterRef("pk"), version__number=OuterRef("version"), rule=only.rule
        )
        heap &= Q(Exists(found))
    return heap


REPORT = "report"  # the form by which residents report entries


def waiting(condition: Q) -> QuerySet[Submission]:
    """What waits under this condition: most urgent first, then what is due, then the oldest."""
    return Submission.objects.filter(condition, presence=Presence.PRESENT, standing__in=WAITING).order_by(
        "-urgency", F("call_due_at").asc(nulls_last=True), "first_seen_at", "pk"
    )


def counts(
    community: Community, tabs: Iterable[Tab], by: str, now: datetime, only: Filter = EVERYTHING
) -> dict[Tab, int]:
    """How many lie in each heap, up to `COUNTED_TO`."""
    return {
        tab: waiting(condition(community, tab, by, now, only)).order_by()[:COUNTED_TO].count() for tab in tabs
    }


def within(community: Community, area: str) -> tuple[str, ...]:
    """The keys of an area and of everything that lies in it."""
    return tuple(
        each.key
        for each in community.areas
        if each.key == area or any(above.key == area for above in community.ancestors(each))
    )

"""What waits, in the heaps that moderators work on, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

from moderation.core.community import Community
from moderation.queue.heaps import Heap
from moderation.queue.models import ChainHead, Found, Submission
from moderation.queue.words import Presence, Standing

URGENT = 2  # from here on somebody's health is at stake; see `urgency` in community.toml
COUNTED_TO = 1000  # what is more than anybody can do is not counted


class Tab(StrEnum):
    """The heaps, and three looks across them: what is urgent, whom to call, what one holds oneself."""

    URGENT = "urgent"
    NEW = Heap.NEW
    HELD = Heap.HELD
    CALL_BACK = "call-back"
    SECOND = Heap.SECOND
    REPORTS = Heap.REPORTS
    APPEALS = Heap.APPEALS
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
    called = [form.key for form in community.forms if form.call_back]
    lies = {
        Tab.URGENT: WAITS & Q(urgency__gte=URGENT),
        Tab.CALL_BACK: Q(to_call=True, call_due_at__lte=now, form__in=called),
        Tab.MINE: Q(claimed_by=by, claimed_until__gt=now, presence=Presence.PRESENT),
    }.get(tab) or Q(heap=tab)
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


WAITS = Q(heap__in=Heap) & ~Q(standing=Standing.APPROVED)
"""Whatever lies in a heap, but what is approved and lies there because nobody could be reached."""


def waiting(condition: Q) -> QuerySet[Submission]:
    """What waits for a decision under this condition, in the order of `heap`."""
    return heap(condition & WAITS)


def heap(condition: Q) -> QuerySet[Submission]:
    """What lies under this condition: most urgent first, then what is due, then the oldest.

    In this order, word for word, stands an index: with a hundred thousand waiting nothing is sorted.
    """
    return Submission.objects.filter(condition).order_by(
        "-urgency", IsNull(F("call_due_at"), True), "call_due_at", "first_seen_at", "pk"
    )


class _Count(Subquery):
    """How many rows a query has, as a part of another one."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) lying)"
    output_field = IntegerField()


def counts(
    community: Community, tabs: Iterable[Tab], by: str, now: datetime, only: Filter = EVERYTHING
) -> dict[Tab, int]:
    """How many lie in each heap, up to `COUNTED_TO`: one query, beside the one row that is always there."""
    # Calls in their order, by which SQLite finds their index; for the others an order only costs.
    lying = {tab: heap if tab is Tab.CALL_BACK else Submission.objects.filter for tab in tabs}
    asked = {
        tab: those(condition(community, tab, by, now, only)).values("pk")[:COUNTED_TO]
        for tab, those in lying.items()
    }
    counted = ChainHead.objects.values_list(*map(_Count, asked.values())).get()
    return dict(zip(asked, counted, strict=True))


def within(community: Community, area: str) -> tuple[str, ...]:
    """The keys of an area and of everything that lies in it."""
    return tuple(
        each.key
        for each in community.areas
        if each.key == area or any(above.key == area for above in community.ancestors(each))
    )

"""In which heap a submission lies, worked out by the database itself whenever its row changes.

Both conditions are columns that nobody writes, so none can be forgotten. With an index each, a count or a
page of a heap reads as many rows as it shows, however many wait.
"""

from __future__ import annotations

from enum import StrEnum

from django.db.models import Case, Q, Value, When

from moderation.core.finding import Verdict
from moderation.queue.calling import MISSES_TO_ESCALATE
from moderation.queue.words import WAITING, Presence, Standing

REPORT = "report"  # the form by which residents report entries


class Heap(StrEnum):
    """What waits lies in exactly one of these."""

    NEW = "new"
    HELD = "held"
    SECOND = "second"
    REPORTS = "reports"
    APPEALS = "appeals"


# Also what was approved before anybody called: nothing is published of it until somebody does.
_CALLABLE = Q(presence=Presence.PRESENT, has_phone=True, standing__in=(*WAITING, Standing.APPROVED))

TO_CALL = _CALLABLE & Q(call_due_at__isnull=False, missed_calls__lt=MISSES_TO_ESCALATE)
"""Who is called, now or later."""

GIVEN_UP = _CALLABLE & Q(missed_calls__gte=MISSES_TO_ESCALATE)
"""Whom nobody reached, so often that they are not called again: they lie with what is held, unless they lie
with reports, appeals or second opinions."""

HEAP = Case(
    When(~Q(presence=Presence.PRESENT), then=Value("")),
    When(Q(form=REPORT, standing__in=WAITING), then=Value(Heap.REPORTS.value)),
    When(Q(standing=Standing.APPEALED), then=Value(Heap.APPEALS.value)),
    When(Q(standing=Standing.SECOND), then=Value(Heap.SECOND.value)),
    When(GIVEN_UP | Q(standing=Standing.HELD), then=Value(Heap.HELD.value)),
    When(Q(standing=Standing.PENDING, verdict__gte=Verdict.HOLD), then=Value(Heap.HELD.value)),
    When(Q(standing=Standing.PENDING), then=Value(Heap.NEW.value)),
    default=Value(""),
)
"""The heap; empty where nothing waits."""

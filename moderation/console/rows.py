"""What a list shows of a submission: its form, its place, and what screening left of its headline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from moderation.console import place
from moderation.queue.calling import MISSES_TO_ESCALATE
from moderation.queue.models import Submission, Version


@dataclass(frozen=True, slots=True)
class Row:
    """What its line says. `take` is where its button leads; `colleague` is who works on it now, if another;
    `due_at` only where calls are listed.
    """

    id: str
    title: str
    form: str
    area: str
    urgency: int
    standing: str
    on_behalf: bool
    misses: int
    given_up: bool
    colleague: str
    came_at: datetime
    due_at: datetime | None
    take: str


def rows(listed: Sequence[Submission], language: str, by: str, query: str, *, calls: bool) -> list[Row]:
    """The lines of these submissions for one moderator, in their order; `query` is that of the desk."""
    latest = Version.objects.filter(submission__in=listed, number=F("submission__version"))
    texts = dict(latest.values_list("submission", "screening__texts"))
    now = place.now()
    return [_row(one, texts.get(one.pk) or {}, language, by, query, now, calls=calls) for one in listed]


def _row(
    one: Submission,
    texts: Mapping[str, str],
    language: str,
    by: str,
    query: str,
    now: datetime,
    *,
    calls: bool,
) -> Row:
    community = place.community()
    form, area = community.form_by_key.get(one.form), community.area_by_key.get(one.area)
    held = one.claimed_until is not None and one.claimed_until > now
    return Row(
        id=one.pk,
        title=" ".join(" ".join(texts.get(key, "") for key in (form.headline if form else ())).split()),
        form=one.form if form is None else form.name.to(language),
        area="" if area is None else area.name.to(language),
        urgency=one.urgency,
        standing=one.standing,
        on_behalf=bool(one.taken_by),
        misses=one.missed_calls,
        given_up=one.missed_calls >= MISSES_TO_ESCALATE,
        colleague=one.claimed_by if held and one.claimed_by != by else "",
        came_at=one.first_seen_at,
        due_at=one.call_due_at if calls else None,
        take=f"/card/{one.pk}/take/?{query}",
    )

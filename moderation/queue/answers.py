"""What the coded answers of a response mean for publishing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from zoneinfo import ZoneInfo

from moderation.core.community import Community, Field, FieldType, Form
from moderation.core.community.form import answer_key
from moderation.core.values import area_named, consent_given, options_named


def consent_ends(
    community: Community, form: Form, values: Mapping[str, str], said_at: datetime
) -> datetime | None:
    """When the consent to publish ends (with its last day); None where there is none.

    A refusal, several answers at once and unknown words are no consent. Where a form asks more than one
    question of consent, every one must allow it, and the shortest counts.
    """
    days = []
    for field in form.typed(FieldType.CONSENT):
        given = consent_given(community, field, values.get(field.key, ""), said_at)
        if not given.publishes or given.until is None:
            return None
        days.append(given.until)
    if not days:
        return None
    return datetime.combine(min(days), time.max, ZoneInfo(community.time_zone))


def area_of(community: Community, form: Form, values: Mapping[str, str]) -> str:
    """The key of the place that the form's first question of a place names; empty where none."""
    for field in form.typed(FieldType.AREA):
        area = area_named(community, values.get(field.key, ""))
        if area is not None:
            return area.key
    return ""


def only_options(community: Community, field: Field, answer: str) -> bool:
    """Whether an answer is nothing but options of its question, or a place's name: then it names nobody."""
    if field.type is FieldType.AREA:
        area = area_named(community, answer)
        return area is not None and answer_key(answer) in map(answer_key, (*area.name.all, *area.words))
    if field.type not in (FieldType.CHOICE, FieldType.CHOICES, FieldType.CONSENT):
        return False
    left = answer_key(answer)
    for option in options_named(community, field, answer):
        for wording in sorted(map(answer_key, option.wordings), key=len, reverse=True):
            left = left.replace(wording, "", 1)
    return not any(character.isalnum() for character in left)

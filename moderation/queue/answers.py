"""What coded answers say: how urgent, what may be published and until when, when it is over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from moderation.core.community import Area, Community, Field, FieldType, Form, Option
from moderation.core.moment import moment
from moderation.core.quantity import Quantity
from moderation.core.strict import allowed_word
from moderation.core.values import options_named

_CHOICES = frozenset({FieldType.CHOICE, FieldType.CHOICES, FieldType.CONSENT})


def chosen(community: Community, field: Field, text: str) -> tuple[Option, ...]:
    """The options that a choice names; what is none of them is left out."""
    return options_named(community, field, text)


def only_options(community: Community, field: Field, text: str) -> bool:
    """Whether an answer is nothing but options of its choice, or a place of the community."""
    if field.type is FieldType.AREA:
        return area_named(community, text) is not None
    return field.type in _CHOICES and bool(chosen(community, field, text))


def urgency(community: Community, form: Form, values: Mapping[str, str]) -> int:
    """The most urgent of the coded reasons (0: none), never how loudly anything is written."""
    return max(
        (
            option.urgency
            for field in form.fields
            if field.type in _CHOICES and field.key in values
            for option in chosen(community, field, values[field.key])
        ),
        default=0,
    )


def consent_given(community: Community, form: Form, values: Mapping[str, str]) -> Option | None:
    """The consent that publishes; None for a refusal, for several answers at once and for unknown words.

    Where a form asks more than one consent, every one must publish, and the shortest counts.
    """
    given = []
    for field in form.typed(FieldType.CONSENT):
        options = chosen(community, field, values.get(field.key, ""))
        if len(options) != 1 or not options[0].publishes:
            return None
        given.append(options[0])
    return min(given, key=lambda option: option.days or 366, default=None)


def area_named(community: Community, text: str) -> Area | None:
    """The place that an answer names, in any of its spellings."""
    by_word = {
        word: area
        for area in community.areas
        for word in (area.name.zh_hans, area.name.zh_hant, area.name.en, *area.words)
        if word
    }
    word = allowed_word(text, by_word)
    return None if word is None else by_word[word]


def quantity_of(community: Community, form: Form, field: Field, texts: Mapping[str, str]) -> Quantity:
    """The amount in an answer, in the units of its category."""
    return Quantity(texts[field.key], None, None)


def closing(community: Community, text: str) -> datetime | None:
    """The moment an answer names in full; a bare date ends with its day. None for anything else."""
    zone = ZoneInfo(community.time_zone)
    at = moment(text, zone)
    if at is None or isinstance(at, datetime):
        return at
    return datetime.combine(at + timedelta(days=1), time.min, zone)

"""What coded answers say: how urgent, what may be published and until when, when it is over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from moderation.core.community import Area, Community, Field, FieldType, Form, Option
from moderation.core.moment import moment
from moderation.core.quantity import Quantity
from moderation.core.strict import allowed_word

_JOINED = ", "
_CHOICES = frozenset({FieldType.CHOICE, FieldType.CHOICES, FieldType.CONSENT})


def chosen(community: Community, field: Field, text: str) -> tuple[Option, ...]:
    """The options that a choice names; what is none of them is left out.

    Google Forms joins several answers by ", ", which may stand in a label too ("driver, courier …"), so the
    most pieces that make a label together are taken for it; 问卷星 joins them by ┋.
    """
    by_word = {word: option for option in community.options_of(field) for word in _wordings(option)}
    longest = 1 + max((word.count(_JOINED) for word in by_word), default=0)
    found: list[Option] = []
    for answers in text.split("┋"):
        pieces = answers.split(_JOINED)
        start = 0
        while start < len(pieces):
            ends = range(min(start + longest, len(pieces)), start, -1)
            words = ((end, allowed_word(_JOINED.join(pieces[start:end]), by_word)) for end in ends)
            end, word = next(((end, word) for end, word in words if word is not None), (start + 1, None))
            if word is not None and by_word[word] not in found:
                found.append(by_word[word])
            start = end
    return tuple(found)


def _wordings(option: Option) -> tuple[str, ...]:
    label = option.label
    return tuple(filter(None, (label.zh_hans, label.zh_hant, label.en, *option.words)))


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

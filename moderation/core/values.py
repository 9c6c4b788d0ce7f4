"""Answers as values: a raw answer and what its field asks for give a key, an amount, a moment, a consent.

Strict: what is not exactly one of the things a field allows is no value. The writer's words stay in the
record either way; nothing here decides what becomes of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import re2

from moderation.core.community import (
    Area,
    Category,
    Community,
    Field,
    FieldType,
    Form,
    Option,
    answer_key,
)
from moderation.core.moment import moment
from moderation.core.quantity import Quantity, read_quantity
from moderation.core.strict import allowed_word, seen
from moderation.core.text import fold

_CHOICES = frozenset({FieldType.CHOICE, FieldType.CHOICES, FieldType.CONSENT})
_BETWEEN = frozenset(",、┋;|/")  # Google joins choices by ", ", 问卷星 by ┋; people type the others
_WEB_ADDRESS = re2.compile(r"https?://[^\s/?#@\\]+\.[^\s@\\/?#]+(?:[/?#][^\s\\]*)?")
_LONGEST_ADDRESS = 2000
_ENTRY_ID = re2.compile(r"[a-z0-9]{6,40}")


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody agreed to: whether the checked text may be published, and the last day of it.

    `until` is None only where nothing may be published.
    """

    publishes: bool
    until: date | None


NO_CONSENT = Consent(publishes=False, until=None)


def option_named(community: Community, field: Field, answer: str) -> Option | None:
    """The one option that `answer` is, in any of its wordings; None for anything else."""
    wording = answer_key(answer.partition("〖")[0])  # 问卷星 puts what was typed beside an option into 〖〗
    return community.wordings_of(field).get(wording)


def options_named(community: Community, field: Field, answer: str) -> tuple[Option, ...]:
    """The options among an answer of several, in their order; what is none of them is left out.

    Options may hold the separators themselves: at each place the longest one that fits is taken.
    """
    wordings = community.wordings_of(field)
    text = answer_key(answer.replace("\n", ", "))
    if text in wordings:  # one alone, as most answers are
        return (wordings[text],)
    found: dict[str, Option] = {}
    at = 0
    while at < len(text):
        fitting = (w for w in wordings if text.startswith(w, at) and _ends(text, at + len(w)))
        if longest := max(fitting, key=len, default=""):
            found.setdefault(wordings[longest].key, wordings[longest])
        at = _next(text, at + len(longest))
    return tuple(found.values())


def _ends(text: str, at: int) -> bool:
    rest = text[at:].lstrip()
    return not rest or rest[0] in _BETWEEN or rest[0] == "〖"


def _next(text: str, at: int) -> int:
    """Where the next option may begin."""
    while at < len(text) and text[at] not in _BETWEEN:
        at += 1
    while at < len(text) and (text[at] in _BETWEEN or text[at] == " "):
        at += 1
    return at


def area_named(community: Community, answer: str) -> Area | None:
    """The smallest place that `answer` names; None for none, and for two that do not lie in each other."""
    text = fold(answer).folded
    named: dict[str, Area] = {}
    for wording, area in community.area_wordings:
        at = _place(text, wording) if wording in text else None
        if at is not None:
            named[area.key] = area
            # Taken out: the 青桐 of 青桐社区 is no second place.
            text = text[:at] + "\0" * len(wording) + text[at + len(wording) :]
    around = {above.key for area in named.values() for above in community.ancestors(area)}
    smallest = [area for key, area in named.items() if key not in around]
    return smallest[0] if len(smallest) == 1 else None


def _place(text: str, wording: str) -> int | None:
    """Where `wording` stands on its own; "Building 1" is not in "Building 11"."""
    at = text.find(wording)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(wording) : at + len(wording) + 1]
        if not (_latin(before) and _latin(wording[0])) and not (_latin(after) and _latin(wording[-1])):
            return at
        at = text.find(wording, at + 1)
    return None


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def category_named(community: Community, form: Form, values: Mapping[str, str]) -> Category | None:
    """The category of a response: the answer to the form's question for it."""
    for field in form.fields:
        if field.options_from == "categories" and field.key in values:
            option = option_named(community, field, values[field.key])
            if option is not None:
                return community.category_by_key[option.key]
    return None


def quantity_given(community: Community, form: Form, field: Field, values: Mapping[str, str]) -> Quantity:
    """The amount in the answer to `field`, in the field's own units, else in those of the category.

    Raises `KeyError` when `values` does not answer the field.
    """
    category = category_named(community, form, values)
    return read_quantity(values[field.key], field.units or (category.units if category else ()))


def moment_given(community: Community, answer: str) -> datetime | date | None:
    """The moment an answer names in full, or the day; in the community's time zone."""
    return moment(answer, ZoneInfo(community.time_zone))


def over_at(community: Community, answer: str) -> datetime | None:
    """When something is over that lasts until `answer`: a day ends with its last second."""
    named = moment_given(community, answer)
    if named is None or isinstance(named, datetime):
        return named
    return datetime.combine(named, time(23, 59, 59), tzinfo=ZoneInfo(community.time_zone))


def consent_given(community: Community, field: Field, answer: str, received_at: datetime) -> Consent:
    """What the answer to a consent field allows; anything but exactly one of its options allows nothing."""
    option = option_named(community, field, answer)
    if option is None or not option.publishes or option.days is None:
        return NO_CONSENT
    last_day = received_at.astimezone(ZoneInfo(community.time_zone)) + timedelta(days=option.days)
    return Consent(publishes=True, until=last_day.date())


def urgency(community: Community, form: Form, values: Mapping[str, str]) -> int:
    """The most urgent of the coded reasons, 0 (none) to 3 (life at risk); never how loudly it is written."""
    return max(
        (
            option.urgency
            for field in form.fields
            if field.type in _CHOICES and field.key in values
            for option in options_named(community, field, values[field.key])
        ),
        default=0,
    )


def web_address(answer: str) -> str | None:
    """The answer if the whole of it is one http or https address that is what it looks like.

    So: no user name before the host, no white space, nothing invisible, no full-width letters.
    """
    address = answer.strip()
    if len(address) > _LONGEST_ADDRESS or seen(address) != address:
        return None
    return address if _WEB_ADDRESS.fullmatch(address) else None


def entry_id(answer: str) -> str | None:
    """The answer if the whole of it can be the id of an entry."""
    written = seen(answer).lower()
    return written if _ENTRY_ID.fullmatch(written) else None


def approved_at_source(form: Form, values: Mapping[str, str]) -> bool:
    """Whether the form's trusted column holds its one approving word; any other spelling does not approve."""
    by = form.approved_by
    return by is not None and allowed_word(values.get(by.field, ""), (by.word,)) is not None

"""Small readings of what a template shows."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import timedelta

from django import template
from django.utils.translation import gettext

from moderation.console import kept, place, reasons
from moderation.console.card import Card
from moderation.console.guidance import TONGUES
from moderation.core.community import Translated
from moderation.core.finding import Verdict
from moderation.queue.models import Found

register = template.Library()


@register.filter
def piece(shown: Hashable, name: str) -> str:
    """What a template makes of this alone; made anew once a minute."""
    return kept.piece(name, shown)


@register.filter
def in_tongue(words: Translated, language: str) -> str:
    return words.to(language)


@register.filter
def tongue_name(language: str) -> str:
    return TONGUES.get(language, language)


@register.filter
def verdict(value: Verdict) -> str:
    return gettext(value.name.lower())


@register.filter
def why(reason: str, language: str) -> str:
    """A recorded reason for people: canned ones in their words, other keys translated, notes as they are."""
    key, colon, note = reason.partition(": ")
    canned = reasons.canned().get(key)
    if canned is not None:
        key = canned.to(language)
    elif key:  # of nothing, gettext returns the head of its catalogue
        key = gettext(key)
    return f"{key}{colon}{gettext(note) if note else note}"


@register.filter
def told(message: str) -> str:
    """A rule's message for people. Rules speak Chinese; what each always says is translated, what it
    quotes from the text, behind a colon, stays as it is.
    """
    head, colon, quoted = message.partition(":")
    return f"{gettext(head)}{colon}{quoted}"


@register.filter
def matched(card: Card, found: Found) -> str:
    """The words a finding is about; they are in a public field, which the moderator sees anyway."""
    return str(card.version.values.get(found.field, ""))[found.start : found.end]


@register.filter
def value_of(values: Mapping[str, str], key: str) -> str:
    return values.get(key, "")


@register.filter
def lasted(time: timedelta | None) -> str:
    """A length of time in minutes, hours or days, to one place; empty for None."""
    if time is None:
        return ""
    if time < timedelta(hours=1):
        return gettext("%(number)s 分钟") % {"number": round(time / timedelta(minutes=1))}
    if time < timedelta(days=2):
        return gettext("%(number)s 小时") % {"number": round(time / timedelta(hours=1), 1)}
    return gettext("%(number)s 天") % {"number": round(time / timedelta(days=1), 1)}


@register.filter
def dialled(contact: str) -> str:
    """The digits to dial; empty where it is no number."""
    digits = "".join(c for c in contact if c.isascii() and c.isdecimal())
    return digits if 7 <= len(digits) <= 15 else ""


@register.filter
def form_name(key: str, language: str) -> str:
    form = place.community().form_by_key.get(key)
    return key if form is None else form.name.to(language)

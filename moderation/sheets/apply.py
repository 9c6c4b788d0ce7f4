"""Decisions from the tab, taken over into the queue in the order in which they were made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import transaction

from moderation.core.community import Community
from moderation.queue.call_back import record_call
from moderation.queue.decide import Refused, decide
from moderation.queue.models import Act
from moderation.queue.standing import person
from moderation.queue.words import Kind
from moderation.sheets.card import Card
from moderation.sheets.ruling import Choice, Ruling


def apply(
    rulings: Mapping[str, Ruling], cards: Mapping[str, Card], community: Community, secret: bytes
) -> dict[str, str]:
    """Record every choice that counts; what the queue refused, by key, with the reason.

    A choice that was recorded in an earlier run is not recorded again, unless this queue is new and knows
    nothing of it.
    """
    choices = sorted((r.choice.at, key, r.choice) for key, r in rulings.items() if r.choice is not None)
    refused: dict[str, str] = {}
    for _, key, choice in choices:
        try:
            with transaction.atomic():
                _record(cards[key], choice, community, secret)
        except Refused as error:
            refused[key] = str(error)
    return refused


def _record(card: Card, choice: Choice, community: Community, secret: bytes) -> None:
    if choice.outcome is not None and not _said(card, Kind.CALL_BACK, choice.outcome, choice.by):
        record_call(community, secret, card.key, card.version, choice.outcome, by=choice.by, now=choice.at)
    if choice.action is None:
        return
    for name in _people(choice):
        if choice.new or not _said(card, Kind.DECISION, choice.action, name):
            decide(
                community,
                secret,
                card.key,
                card.version,
                choice.action,
                by=name,
                reason=choice.reason,
                now=choice.at,
            )


def _people(choice: Choice) -> Iterator[str]:
    yield choice.by
    if person(choice.second):
        yield choice.second


def _said(card: Card, kind: Kind, word: str, by: str) -> bool:
    acts = Act.objects.filter(submission=card.key, version=card.version, kind=kind, word=word)
    return any(person(name) == person(by) for name in acts.values_list("by", flat=True))


def before(now: datetime, undo_seconds: int) -> datetime:
    """The time under which a decision is recorded: a cell is undone by changing it, not within seconds."""
    return datetime.fromtimestamp(int(now.timestamp()) - undo_seconds, now.tzinfo)

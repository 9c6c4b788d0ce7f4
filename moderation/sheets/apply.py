"""Decisions from the tab, taken over into the queue in the order in which they were made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from moderation.core.community import Community
from moderation.queue.call_back import record_call
from moderation.queue.decide import Refused, decide
from moderation.queue.models import Act
from moderation.queue.standing import person
from moderation.queue.words import Kind
from moderation.sheets.card import Card
from moderation.sheets.ruling import Choice, Ruling

Said = tuple[str, int, str, str, str]  # submission, version, kind, word, person


def apply(
    rulings: Mapping[str, Ruling], cards: Mapping[str, Card], community: Community, secret: bytes
) -> dict[str, str]:
    """Record every choice that counts; what the queue refused, by key, with the reason.

    A choice that was recorded in an earlier run is not recorded again, unless this queue is new and knows
    nothing of it. All of it is one transaction: thousands of decisions, one wait for the disk.
    """
    choices = sorted(
        ((one.choice.at, key, one.choice) for key, one in rulings.items() if one.choice is not None),
        key=lambda entry: entry[:2],
    )
    refused: dict[str, str] = {}
    with transaction.atomic():
        said = _said([key for _, key, _ in choices])
        for _, key, choice in choices:
            try:
                with transaction.atomic():
                    _record(cards[key], choice, said, community, secret)
            except Refused as error:
                refused[key] = str(error)
    return refused


def _record(card: Card, choice: Choice, said: set[Said], community: Community, secret: bytes) -> None:
    if choice.outcome is not None and _new(card, Kind.CALL_BACK, choice.outcome, choice.by, said):
        record_call(community, secret, card.key, card.version, choice.outcome, by=choice.by, now=choice.at)
    if choice.action is None:
        return
    for name in _people(choice):
        if choice.new or _new(card, Kind.DECISION, choice.action, name, said):
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


def _said(keys: list[str]) -> set[Said]:
    """Everything that was ever recorded about these submissions."""
    acts = Act.objects.filter(kind__in=(Kind.DECISION, Kind.CALL_BACK)).values_list(
        "submission", "version", "kind", "word", "by"
    )
    wanted = set(keys)
    return {
        (submission, version, kind, word, person(by))
        for submission, version, kind, word, by in acts.iterator()
        if submission in wanted
    }


def _new(card: Card, kind: Kind, word: str, by: str, said: set[Said]) -> bool:
    return (card.key, card.version, kind, word, person(by)) not in said


def before(now: datetime, undo_seconds: int) -> datetime:
    """The time under which a decision is recorded: a cell is undone by changing it, not within seconds."""
    return now.replace(microsecond=0) - timedelta(seconds=undo_seconds)

"""Decisions from the tab, taken over into the queue in the order in which they were made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from moderation.core.community import Community
from moderation.queue.call_back import record_call
from moderation.queue.decide import Refused, decide
from moderation.queue.models import Act
from moderation.queue.standing import person
from moderation.queue.words import Kind
from moderation.sheets.card import Card
from moderation.sheets.ruling import Ruling, Said

_REASON = "见审核表 / see the tab"

Known = tuple[str, int, str, str, str]  # submission, version, kind, word, person


def apply(
    rulings: Mapping[str, Ruling], cards: Mapping[str, Card], community: Community, secret: bytes
) -> dict[str, str]:
    """Record everything that was said; what the queue refused, by key, with the reason.

    Only what is new (it has a reason, if an empty one) is refused. What was said in an earlier run is not
    recorded again, unless this queue is new and knows nothing of it. All of it is one transaction: thousands
    of decisions, one wait for the disk.
    """
    everything = [
        (one, key, ruling.reason if number >= len(ruling.said) - ruling.new else None)
        for key, ruling in rulings.items()
        for number, one in enumerate(ruling.said)
    ]
    everything.sort(key=lambda entry: entry[0].at)  # stable: a row keeps its own order
    refused: dict[str, str] = {}
    with transaction.atomic():
        known = _known(set(rulings))
        for one, key, reason in everything:
            card = cards[key]
            if reason is None and (key, card.version, one.kind, one.word, person(one.by)) in known:
                continue
            try:
                with transaction.atomic():
                    _record(card, one, reason or _REASON, community, secret)
            except Refused as error:
                if reason is not None:
                    refused[key] = str(error)
    return refused


def _record(card: Card, one: Said, reason: str, community: Community, secret: bytes) -> None:
    place = (community, secret, card.key, card.version, one.word)
    if one.kind is Kind.CALL_BACK:
        record_call(*place, by=one.by, now=one.at)
    else:
        decide(*place, by=one.by, reason=reason, now=one.at)


def _known(keys: set[str]) -> set[Known]:
    """Everything that was ever recorded about these submissions."""
    acts = Act.objects.filter(kind__in=(Kind.DECISION, Kind.CALL_BACK)).values_list(
        "submission", "version", "kind", "word", "by"
    )
    return {
        (submission, version, kind, word, person(by))
        for submission, version, kind, word, by in acts.iterator()
        if submission in keys
    }


def before(now: datetime, undo_seconds: int) -> datetime:
    """The time under which a decision is recorded: a cell is undone by changing it, not within seconds."""
    return now.replace(microsecond=0) - timedelta(seconds=undo_seconds)

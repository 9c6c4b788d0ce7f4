"""What a resident does with a link. Each is recorded under the link, which is thereby used up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from moderation.core.community import Community
from moderation.core.decision import Action
from moderation.queue import chain
from moderation.queue.appeal import appeal
from moderation.queue.correct import correct
from moderation.queue.decide import Refused, decide, deeds_of, latest_of, locked
from moderation.queue.links import Link, Purpose, opened
from moderation.queue.standing import stand
from moderation.queue.words import RESIDENT, Kind, Said
from moderation.screening.ruleset import Ruleset


def use(
    community: Community,
    ruleset: Ruleset,
    secret: bytes,
    token: str,
    now: datetime,
    *,
    holds: bool = True,
    plea: str = "",
    changes: Mapping[str, str] | None = None,
) -> bool:
    """Do what the link of this token is for, once; False when it is not open (any more).

    `holds` answers "is it still valid?", `plea` and `changes` are what an appeal and a correction say. Raises
    `Refused` when there is nothing to do: the submission stands otherwise than the link supposed.
    """
    with transaction.atomic():
        link = opened(secret, token, now)
        if link is None:
            return False
        one = locked(link.submission)
        # Whoever clicked twice: the first click has gone through while we waited for the lock.
        if opened(secret, token, now) is None:
            return False
        match link.purpose:
            case Purpose.WITHDRAW:
                _withdraw(community, secret, link, one.version, now)
            case Purpose.RENEW if holds:
                _renew(secret, link, now)
            case Purpose.RENEW:
                _over(community, secret, link, one.version, now)
            case Purpose.CORRECT:
                correct(community, ruleset, secret, one.pk, changes or {}, now, reason=link.spent)
            case Purpose.APPEAL:
                appeal(community, secret, one.pk, plea, now, reason=link.spent)
        return True


def _withdraw(community: Community, secret: bytes, link: Link, version: int, now: datetime) -> None:
    word, why = Action.WITHDRAW, link.spent
    decide(community, secret, link.submission, version, word, by=RESIDENT, reason=why, now=now)


def _over(community: Community, secret: bytes, link: Link, version: int, now: datetime) -> None:
    """It does not hold any more: what is published is marked as done, anything else is withdrawn."""
    latest = latest_of(locked(link.submission))
    state = stand(deeds_of([link.submission])[link.submission], version, latest.fingerprint)
    word = Action.FULFIL if state.approvals and state.halted is None else Action.WITHDRAW
    decide(community, secret, link.submission, version, word, by=RESIDENT, reason=link.spent, now=now)


def _renew(secret: bytes, link: Link, now: datetime) -> None:
    one = locked(link.submission)
    latest = latest_of(one)
    state = stand(deeds_of([one.pk])[one.pk], latest.number, latest.fingerprint)
    if not state.approvals or state.halted is not None:
        raise Refused("only what is approved can be renewed")
    chain.append(
        secret,
        kind=Kind.RENEWAL,
        submission=one.pk,
        version=one.version,
        content=latest.fingerprint,
        word=Said.STILL_VALID,
        by=RESIDENT,
        at=now,
        reason=link.spent,
    )

"""Links by which residents act on their own submission, without an account.

Giving one is an act: who gave it, for which purpose and when stands in the record, and the signature covers
it through the act's own digest. So a link serves one submission and one purpose, can't be guessed, dies with
time, with its use, when a call shows that the contact is somebody else's, and when it is called in.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction

from moderation.core.strict import allowed_word
from moderation.queue import chain
from moderation.queue.decide import Refused, latest_of, locked
from moderation.queue.keys import letters
from moderation.queue.models import Act, Submission
from moderation.queue.standing import person
from moderation.queue.words import RESIDENT, Kind, Outcome, Presence

LASTS = timedelta(days=30)
CALLED_IN = "called in"
_SIGNED = 16  # letters: 79 bits
_DIGITS = 15


class Purpose(StrEnum):
    """What a link is for; one link, one purpose."""

    WITHDRAW = "withdraw"
    CORRECT = "correct"
    RENEW = "still valid"
    APPEAL = "appeal"


class Way(StrEnum):
    """How the resident got it."""

    TOLD = "told"
    MAILED = "mailed"


@dataclass(frozen=True, slots=True)
class Link:
    """An open link. `spent` is the reason under which its use is recorded."""

    submission: str
    purpose: Purpose
    spent: str


def give(secret: bytes, submission: str, purpose: str, *, by: str, way: Way, now: datetime) -> str:
    """Record that the resident gets a link, and return its token. Raises `Refused` for unknown purposes and
    where there is nothing to act on.
    """
    word = allowed_word(purpose, [each.value for each in Purpose])
    if word is None:
        raise Refused(f"unknown purpose; allowed are {', '.join(Purpose)}")
    if not person(by):
        raise Refused("a link needs the name of the person who gives it")
    return _token(secret, _act(secret, submission, word, way, by=by, now=now))


def call_in(secret: bytes, submission: str, *, by: str, now: datetime) -> None:
    """Make every link of this submission void."""
    _act(secret, submission, CALLED_IN, "", by=by, now=now)


def _act(secret: bytes, submission: str, word: str, reason: str, *, by: str, now: datetime) -> Act:
    with transaction.atomic():
        one = locked(submission)
        return chain.append(
            secret,
            kind=Kind.LINK,
            submission=submission,
            version=one.version,
            content=latest_of(one).fingerprint,
            word=word,
            by=by,
            at=now,
            reason=reason,
        )


def opened(secret: bytes, token: str, now: datetime) -> Link | None:
    """The link of a token, while it is open. None says nothing else: not whether it was never given, is
    over, was used or called in.
    """
    act = Act.objects.filter(number=_number(token), kind=Kind.LINK).first()
    if act is None or not hmac.compare_digest(token.encode(), _token(secret, act).encode()):
        return None
    word = allowed_word(act.word, [each.value for each in Purpose])
    there = Submission.objects.filter(pk=act.submission, presence=Presence.PRESENT).exists()
    if word is None or not there or not act.at <= now < act.at + LASTS:
        return None
    link = Link(act.submission, Purpose(word), f"link {act.number}")
    later = Act.objects.filter(submission=act.submission, number__gt=act.number)
    over = (
        later.filter(by=RESIDENT, reason=link.spent),
        later.filter(kind=Kind.LINK, word=CALLED_IN),
        later.filter(kind=Kind.CALL_BACK, word=Outcome.WRONG_NUMBER),
    )
    return None if any(acts.exists() for acts in over) else link


def _token(secret: bytes, act: Act) -> str:
    digest = hmac.digest(secret, f"resident's link\n{act.number}\n{act.digest}".encode(), "sha256")
    return f"{letters(int.from_bytes(digest), _SIGNED)}{act.number}"


def _number(token: str) -> int:
    """The number behind the signature; 0, which no act has, for anything else."""
    number = token[_SIGNED:]
    return int(number) if number.isascii() and number.isdecimal() and len(number) <= _DIGITS else 0

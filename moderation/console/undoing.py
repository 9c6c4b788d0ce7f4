"""The last decision of this session, while it can still be undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest

from moderation.console import place
from moderation.core.decision import Decision

_KEY = "last decision"


@dataclass(frozen=True, slots=True)
class Undoable:
    submission: str
    word: str
    seconds: int  # left


def remember(request: HttpRequest, decision: Decision) -> None:
    request.session[_KEY] = [decision.submission, decision.action.value, decision.at.timestamp()]


def forget(request: HttpRequest) -> None:
    request.session.pop(_KEY, None)


def undoable(request: HttpRequest) -> Undoable | None:
    """What can be undone now, and for how many seconds more."""
    if _KEY not in request.session:
        return None
    submission, word, at = request.session[_KEY]
    window = timedelta(seconds=place.community().thresholds.undo_seconds)
    left = int((place.moment(at) + window - place.now()).total_seconds())
    return Undoable(submission, word, left) if left > 0 else None

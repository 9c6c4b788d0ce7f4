"""The last decision or call of this session, while it can still be undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

from moderation.console import place

_KEY = "last decision"


@dataclass(frozen=True, slots=True)
class Undoable:
    submission: str
    word: str
    seconds: int  # left


def remember(request: HttpRequest, submission: str, word: str, at: datetime) -> None:
    request.session[_KEY] = [submission, word, at.timestamp()]


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

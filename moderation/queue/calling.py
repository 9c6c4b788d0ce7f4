"""When somebody is to be called, worked out from what came of the calls so far. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from moderation.core.decision import Action
from moderation.queue.standing import Deed, not_undone
from moderation.queue.words import Kind, Outcome

AGAIN_AFTER = timedelta(hours=2)
MISSES_TO_ESCALATE = 3
"""Nobody answered so often: it is not called again; somebody has to think of another way."""


class Calls(NamedTuple):
    """How often nobody answered, and when the next call is due; None when none is."""

    missed: int
    due_at: datetime | None


def calls(deeds: Iterable[Deed], version: int, content: str, first_due: datetime | None) -> Calls:
    """Read the acts of one submission, in their order, as they bear on calling about one version.

    `first_due` is when these words came in; None when there is nobody to call. No answer is tried again after
    two hours; any other answer settles it. Reopening what nobody has confirmed begins anew.
    """
    missed, due_at, confirmed = 0, first_due, False
    if first_due is None:
        return Calls(missed, due_at)
    for deed in not_undone(deeds):
        here = deed.version == version and deed.content == content
        match (deed.kind, deed.word):
            case (Kind.CALL_BACK, Outcome.NO_ANSWER) if here:
                missed, due_at = missed + 1, deed.at + AGAIN_AFTER
            case (Kind.CALL_BACK, _) if here:
                missed, due_at, confirmed = 0, None, deed.word == Outcome.CONFIRMED
            case (Kind.DECISION, Action.REOPEN) if not confirmed:
                missed, due_at = 0, deed.at
    return Calls(missed, due_at)

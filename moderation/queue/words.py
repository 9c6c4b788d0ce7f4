"""The states of the queue. Each is one of these words and nothing else; see `moderation.core.strict`."""

from __future__ import annotations

from enum import StrEnum


class Presence(StrEnum):
    """Whether the source still has the response. Only what is present can be published."""

    PRESENT = "present"
    VANISHED = "vanished"  # gone from the source; may come back
    FORGOTTEN = "forgotten"  # gone for so many pulls that its content was destroyed
    ERASED = "erased"  # destroyed on request; its tombstone keeps it from coming back


class Kind(StrEnum):
    """What sort of thing a person did."""

    DECISION = "decision"
    CALL_BACK = "call-back"
    REDACTION = "redaction"
    READING = "reading"
    ERASURE = "erasure"
    UNDO = "undo"  # of somebody's own last decision or call, within seconds
    SAMPLE = "sample"  # its person's next decision is to be looked at by a second one
    APPEAL = "appeal"  # the resident asks again
    OBJECTION = "objection"  # the machine is wrong about something
    LINK = "link"  # the resident was given a link to act with, or all of them were called in
    CORRECTION = "correction"  # the resident changed the words: a new version
    RENEWAL = "renewal"  # the resident says that it still holds
    INTAKE = "intake"  # a form filled in for somebody on the phone or in the street


class Said(StrEnum):
    """The words of those kinds that have only one."""

    UNDO = "undo"
    SECOND_OPINION = "second opinion"
    APPEAL = "appeal"
    CORRECTION = "correction"
    STILL_VALID = "still valid"
    ON_BEHALF = "on behalf"


class Objecting(StrEnum):
    """What somebody says of a finding."""

    WRONG = "wrong"
    RIGHT = "right"  # what was called wrong is right after all


class Outcome(StrEnum):
    """What came of a call-back."""

    CONFIRMED = "confirmed"
    NO_ANSWER = "no answer"
    WRONG_NUMBER = "wrong number"
    REFUSED = "refused"
    ASKED_TO_WITHDRAW = "asked to withdraw"


class Redacting(StrEnum):
    """A person's change of what is hidden. Lifting shows more than was approved, so it undoes approvals."""

    HIDE = "hide"
    LIFT = "lift"
    DESTROY = "destroy"  # the stored text itself is deleted


class Standing(StrEnum):
    """Where the current version stands, as one word for queues and lists. `publishable` never reads it."""

    PENDING = "pending"
    SECOND = "second"  # approved or rejected by one person, needs another
    APPROVED = "approved"
    FULFILLED = "fulfilled"
    HELD = "held"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    APPEALED = "appealed"  # rejected, and the resident asks again: waits for two other people


WAITING = (Standing.PENDING, Standing.SECOND, Standing.HELD, Standing.APPEALED)

NO_BEARING = (Kind.READING, Kind.OBJECTION, Kind.LINK, Kind.RENEWAL)
"""What changes nothing for a colleague who is about to decide."""

RESIDENT = "resident"
"""In place of a moderator's name: the one who wrote it, by a link."""

SOURCE = "source"
"""In place of a moderator's name: the source's own column. Of no person, it never counts as a second one."""

NOT_MODERATORS = (RESIDENT, SOURCE)

UNDOABLE = (Kind.DECISION, Kind.CALL_BACK)
"""What its person can take back at once: a finger slips on either."""

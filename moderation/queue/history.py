"""What else came from the same contact, by its mark and never by the number; and what somebody did lately."""

from __future__ import annotations

from django.db.models import QuerySet

from moderation.queue.models import Act, ContactMark, Submission
from moderation.queue.words import UNDOABLE

_LATELY = 20


def same_contact(submission: str) -> QuerySet[Submission]:
    """Every other submission that shares a contact with this one, newest first: repeat requests, repeat
    offenders, and reports that name this contact.
    """
    marks = ContactMark.objects.filter(submission=submission).values("digest")
    sharing = ContactMark.objects.filter(digest__in=marks).exclude(submission=submission)
    return Submission.objects.filter(pk__in=sharing.values("submission")).order_by("-first_seen_at", "pk")


def lately(by: str) -> list[Act]:
    """What somebody decided or noted of calls last, newest first: a slip is found here when undo is over."""
    return list(Act.objects.filter(by=by, kind__in=UNDOABLE).order_by("-number")[:_LATELY])

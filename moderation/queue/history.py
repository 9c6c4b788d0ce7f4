"""What else came from the same contact: by its mark, never by the number."""

from __future__ import annotations

from django.db.models import QuerySet

from moderation.queue.models import ContactMark, Submission


def same_contact(submission: str) -> QuerySet[Submission]:
    """Every other submission that shares a contact with this one, newest first: repeat requests, repeat
    offenders, and reports that name this contact.
    """
    marks = ContactMark.objects.filter(submission=submission).values("digest")
    sharing = ContactMark.objects.filter(digest__in=marks).exclude(submission=submission)
    return Submission.objects.filter(pk__in=sharing.values("submission")).order_by("-first_seen_at", "pk")

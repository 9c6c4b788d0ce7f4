"""What came of a call."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from moderation.console import place
from moderation.console.desk import desk_of
from moderation.console.door import door, who
from moderation.console.models import Role
from moderation.console.undoing import remember
from moderation.console.views.decisions import NOTE_LENGTH, answered, number
from moderation.console.views.queue import to_next
from moderation.queue.call_back import record_call
from moderation.queue.claim import holds


@door(Role.TRAINEE, "POST")
def called(request: HttpRequest, submission: str) -> HttpResponse:
    """Record an outcome and go on to the next; what was confirmed stays, to be decided."""
    sent, by = request.POST, str(who(request))
    note = sent.get("note", "")[:NOTE_LENGTH]

    def work() -> HttpResponse:
        act = record_call(
            place.community(),
            place.secret(),
            submission,
            number(sent.get("version", "")),
            sent.get("outcome", ""),
            by=by,
            now=place.now(),
            note=note,
            seen=number(sent.get("seen", "")),
        )
        remember(request, submission, act.word, act.at)
        desk = desk_of(request)
        if holds(submission, by, place.now()):
            return redirect(f"/card/{submission}/?{desk.query}")
        return to_next(request, desk)

    return answered(request, submission, work, note)

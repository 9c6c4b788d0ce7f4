"""What the public does not see, and where the machine is wrong."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from moderation.console import place
from moderation.console.card import span_of
from moderation.console.desk import desk_of
from moderation.console.door import door, who
from moderation.console.models import Role
from moderation.console.views.card import show
from moderation.console.views.decisions import answered, number
from moderation.queue.claim import holds
from moderation.queue.redacting import hide, lift
from moderation.queue.wrong import machine_is_wrong


@door(Role.TRAINEE, "POST")
def hidden(request: HttpRequest, submission: str) -> HttpResponse:
    """Hide these characters."""
    return _changed(request, submission, hide)


@door(Role.TRAINEE, "POST")
def lifted(request: HttpRequest, submission: str) -> HttpResponse:
    """Show what was hidden; from then on two people must approve."""
    return _changed(request, submission, lift)


def _changed(request: HttpRequest, submission: str, change: Callable[..., None]) -> HttpResponse:
    sent, person = request.POST, str(who(request))
    span = span_of(sent.get("start", ""), sent.get("end", ""))
    if span is None or not holds(submission, person, place.now()):
        return show(request, submission, status=409, trouble=_("请先认领这一条。"))

    def work() -> HttpResponse:
        change(
            place.community(),
            place.ruleset(),
            place.secret(),
            submission,
            number(sent.get("version", "")),
            sent.get("field", ""),
            span,
            by=person,
            now=place.now(),
        )
        return redirect(f"/card/{submission}/?{desk_of(request).query}")

    return answered(request, submission, work)


@door(Role.TRAINEE, "POST")
def wrong(request: HttpRequest, submission: str) -> HttpResponse:
    """Say that the machine is wrong about one finding, or take that back."""

    def work() -> HttpResponse:
        finding = number(request.POST.get("finding", ""))
        machine_is_wrong(place.secret(), submission, finding, by=str(who(request)), now=place.now())
        return redirect(f"/card/{submission}/?{desk_of(request).query}")

    return answered(request, submission, work)

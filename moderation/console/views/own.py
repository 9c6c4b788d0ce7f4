"""One's own settings, and the help sheet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from moderation.console.door import door, who
from moderation.console.models import Role
from moderation.console.shortcuts import SHORTCUTS


@door(Role.TRAINEE, "GET")
def home(request: HttpRequest) -> HttpResponse:
    return redirect("queue")


@door(Role.TRAINEE, "GET")
def helped(request: HttpRequest) -> HttpResponse:
    return render(request, "console/help.html", {"shortcuts": SHORTCUTS})


@door(Role.TRAINEE, "POST")
def shortcuts_set(request: HttpRequest) -> HttpResponse:
    """Keys on or off, for this person."""
    person = who(request)
    person.shortcuts = request.POST.get("shortcuts") == "on"
    person.save(update_fields=["shortcuts"])
    return redirect("help")

"""Filling in a form for somebody on the phone or in the street."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from moderation.console import place
from moderation.console.door import door, who
from moderation.console.intake import IntakeForm
from moderation.console.models import Role
from moderation.queue.decide import Refused
from moderation.queue.proxy import fill_in


@door(Role.TRAINEE, "GET")
def forms(request: HttpRequest) -> HttpResponse:
    """Which form it is to be."""
    return render(
        request, "console/intake.html", {"forms": place.community().forms, "tongue": place.language(request)}
    )


@door(Role.TRAINEE, "GET", "POST")
def filled(request: HttpRequest, form: str) -> HttpResponse:
    """The form's questions, as community.toml asks them; sent, its card."""
    community, language = place.community(), place.language(request)
    definition = community.form_by_key.get(form)
    if definition is None:
        raise Http404
    page = IntakeForm(community, definition, language, request.POST if request.method == "POST" else None)
    if page.is_valid():
        try:
            submission = fill_in(
                community,
                place.ruleset(),
                place.secret(),
                definition,
                page.answers(),
                by=str(who(request)),
                now=place.now(),
            )
        except Refused as refused:
            page.add_error(None, _(str(refused)))
        else:
            messages.success(request, _("已代填。编号可以告诉对方。"))
            return redirect("card", submission)
    title = definition.name.to(language)
    return render(
        request,
        "console/intake_form.html",
        {"form": page, "title": title},
        status=200 if request.method == "GET" else 422,
    )

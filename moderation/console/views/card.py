"""One submission: its card, and the lease on it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from moderation.console import calls, mail, place, reasons
from moderation.console.card import Card, card_of
from moderation.console.desk import desk_of
from moderation.console.door import door, who
from moderation.console.guidance import guides
from moderation.console.models import Role
from moderation.console.undoing import undoable
from moderation.queue.claim import holds, release, take
from moderation.queue.links import Purpose


def found_card(submission: str) -> Card:
    """The card, or 404: the same for what never was and for what was destroyed."""
    card = card_of(place.community(), place.secret(), place.ruleset(), submission, place.now())
    if card is None:
        raise Http404
    return card


def show(
    request: HttpRequest,
    submission: str,
    *,
    status: int = 200,
    trouble: str = "",
    note: str = "",
    private: dict[str, str] | None = None,
    link: str = "",
) -> HttpResponse:
    """The page of a card. `trouble` says what was not done, `note` is the draft that is kept, `link` was just
    made for the resident.
    """
    card, person, language = found_card(submission), who(request), place.language(request)
    mine = holds(submission, str(person), place.now())
    return render(
        request,
        "console/card.html",
        {
            "card": card,
            "mine": mine,
            "desk": desk_of(request),
            "language": language,
            "form_name": card.form.name.to(language),
            "reasons": reasons.choices(language),
            "guides": guides(place.community(), card.form, card.version.values),
            "calling": mine and card.form.call_back,
            "script": calls.script(place.community().name, card.form.name, card.title),
            "outcomes": calls.OUTCOMES,
            "lease_seconds": place.community().thresholds.lease_minutes * 60,
            "undo": undoable(request),
            "trouble": trouble,
            "note": note,
            "private": private or {},
            "link": link,
            "purposes": tuple(Purpose),
            "can_mail": mail.configured() and bool(mail.address_of(place.community(), submission)),
        },
        status=status,
    )


@door(Role.TRAINEE, "GET")
def card(request: HttpRequest, submission: str) -> HttpResponse:
    return show(request, submission)


@door(Role.TRAINEE, "POST")
def taken(request: HttpRequest, submission: str) -> HttpResponse:
    """Claim a chosen one; when a colleague holds it, it can only be read."""
    take(place.community(), submission, str(who(request)), place.now())
    return redirect(f"/card/{submission}/?{desk_of(request).query}")


@door(Role.TRAINEE, "POST")
def renewed(request: HttpRequest, submission: str) -> HttpResponse:
    """Keep the lease while the page is open; 409 when it is not ours any more."""
    person = str(who(request))
    still = holds(submission, person, place.now()) and take(
        place.community(), submission, person, place.now()
    )
    return HttpResponse(status=204 if still else 409)


@door(Role.TRAINEE, "POST")
def released(request: HttpRequest, submission: str) -> HttpResponse:
    """Give the lease back: cancelled, or the page was closed."""
    release(submission, str(who(request)))
    return redirect(f"/queue/?{desk_of(request).query}")

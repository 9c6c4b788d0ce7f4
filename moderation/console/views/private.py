"""Private answers: shown for a moment to whoever works on the submission, with a reason, and recorded."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from moderation.console import place
from moderation.console.card import span_of
from moderation.console.desk import desk_of
from moderation.console.door import door, who
from moderation.console.models import Role
from moderation.console.views.card import found_card, show
from moderation.console.views.decisions import answered, number
from moderation.queue.destroying import destroy
from moderation.queue.reading import read_private

REASON_LENGTH = 200


@door(Role.TRAINEE, "POST")
def revealed(request: HttpRequest, submission: str) -> HttpResponse:
    """Show one private answer; the page hides it again after half a minute."""
    key = request.POST.get("field", "")
    why = request.POST.get("why", "")[:REASON_LENGTH]
    if key not in found_card(submission).form.by_key:
        return show(request, submission, status=400, trouble=_("没有这个字段。"))

    def work() -> HttpResponse:
        read = read_private(
            place.community(),
            place.secret(),
            submission,
            (key,),
            by=str(who(request)),
            reason=why,
            now=place.now(),
        )
        return show(request, submission, private=read)

    return answered(request, submission, work)


@door(Role.MODERATOR, "POST")
def destroyed(request: HttpRequest, submission: str) -> HttpResponse:
    """Destroy one stored private answer for good, or the selected characters of a public one."""
    sent = request.POST
    span = span_of(sent.get("start", ""), sent.get("end", ""))

    def work() -> HttpResponse:
        destroy(
            place.community(),
            place.ruleset(),
            place.secret(),
            submission,
            number(sent.get("version", "")),
            sent.get("field", ""),
            span,
            by=str(who(request)),
            now=place.now(),
        )
        return redirect(f"/card/{submission}/?{desk_of(request).query}")

    return answered(request, submission, work)

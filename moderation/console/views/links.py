"""Links for residents: giving and calling in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from moderation.console import mail, place
from moderation.console.desk import desk_of
from moderation.console.door import door, who
from moderation.console.models import Role
from moderation.console.views.card import show
from moderation.console.views.decisions import answered
from moderation.queue.claim import holds
from moderation.queue.decide import Refused
from moderation.queue.links import LASTS, Purpose, Way, call_in, give


@door(Role.TRAINEE, "POST")
def given(request: HttpRequest, submission: str) -> HttpResponse:
    """Make a link: shown once, to be read out or sent, or mailed to the address that the resident gave."""
    mailed = "mailed" in request.POST
    purpose = request.POST.get("mailed" if mailed else "told", "")

    def work() -> HttpResponse:
        _only_with_the_lease(request, submission)
        address = mail.address_of(place.community(), submission) if mailed else ""
        if mailed and not (address and mail.configured()):
            return show(request, submission, status=422, trouble=_("没有可用的邮箱。"))
        way = Way.MAILED if mailed else Way.TOLD
        token = give(place.secret(), submission, purpose, by=str(who(request)), way=way, now=place.now())
        link = request.build_absolute_uri(f"/r/{token}/")
        if not mailed:
            return show(request, submission, link=link)
        try:
            mail.send_link(place.community(), Purpose(purpose), link, address, LASTS.days)
        except OSError:
            return show(request, submission, status=502, trouble=_("邮件没有发出去，请稍后再试。"))
        messages.success(request, _("已把链接发到投稿人的邮箱。"))
        return redirect(f"/card/{submission}/?{desk_of(request).query}")

    return answered(request, submission, work)


@door(Role.TRAINEE, "POST")
def called_in(request: HttpRequest, submission: str) -> HttpResponse:
    """Make all links of this submission void."""

    def work() -> HttpResponse:
        _only_with_the_lease(request, submission)
        call_in(place.secret(), submission, by=str(who(request)), now=place.now())
        messages.success(request, _("这条投稿的链接都作废了。"))
        return redirect(f"/card/{submission}/?{desk_of(request).query}")

    return answered(request, submission, work)


def _only_with_the_lease(request: HttpRequest, submission: str) -> None:
    if not holds(submission, str(who(request)), place.now()):
        raise Refused("claim the submission first")

"""The shift page: what waits, how fast it goes, where rules are wrong; and publishing now."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from moderation.console import dispatch, place
from moderation.console.door import door
from moderation.console.models import Role, Shift
from moderation.console.pictures import picture
from moderation.queue.models import Watched
from moderation.queue.shift import LATELY, backlog, days, speed
from moderation.queue.watched import DISPATCH, PULL, SITE
from moderation.queue.wrong import by_rule


@door(Role.TRAINEE, "GET")
def shift(request: HttpRequest) -> HttpResponse:
    community, now = place.community(), place.now()
    waiting, counted = backlog(community, now), days(community, now)
    ages = (_("1 小时内"), _("1–6 小时"), _("6–24 小时"), _("1–3 天"), _("更久"))
    return render(
        request,
        "console/shift.html",
        {
            "backlog": waiting,
            "speed": speed(now),
            "lately": LATELY.days,
            "days": picture([(f"{one.day:%m-%d}", (one.came, one.decided)) for one in counted]),
            "ages": picture([(label, (n,)) for label, n in zip(ages, waiting.ages, strict=True)]),
            "rules": by_rule(),
            "watched": Watched.objects.in_bulk([PULL, SITE, DISPATCH]),
            "on_duty": _on_duty(),
            "can_publish": dispatch.configured(),
        },
    )


def _on_duty() -> list[Shift]:
    """The shifts of today, in the community's time."""
    today = place.now().astimezone(place.zone()).weekday()
    return list(
        Shift.objects.filter(weekday=today, person__user__is_active=True).select_related("person__user")
    )


@door(Role.MODERATOR, "POST")
def published(request: HttpRequest) -> HttpResponse:
    """Ask for the site to be built now."""
    try:
        dispatch.ask(place.now())
    except dispatch.NotAsked as error:
        soon = error.kind == "soon"
        messages.error(
            request,
            _("两分钟内已经请过一次，请稍等。") if soon else _("没有发出去：请看值班页上的原因，再试一次。"),
        )
    else:
        messages.success(request, _("已请网站重新生成；决定满 10 秒的都会带上。"))
    return redirect("duty")

"""The queue: heaps with counts, what lies in one, and getting the next."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from moderation.console import place
from moderation.console.desk import Desk, desk_of
from moderation.console.door import door, who
from moderation.console.models import Role
from moderation.console.undoing import undoable
from moderation.queue.calling import MISSES_TO_ESCALATE
from moderation.queue.claim import claim, release
from moderation.queue.history import lately
from moderation.queue.models import Found, Submission, Version
from moderation.queue.tabs import COUNTED_TO, Tab, counts, heap

PAGE = 30
_SKIPPED, _SKIPPED_TO = "skipped", 50


@door(Role.TRAINEE, "GET")
def listing(request: HttpRequest) -> HttpResponse:
    """The heaps, and the first page of the chosen one."""
    desk = desk_of(request)
    request.session.pop(_SKIPPED, None)
    now, community = place.now(), place.community()
    first = list(heap(desk.condition())[: PAGE + 1])
    latest = Version.objects.filter(submission__in=first[:PAGE], number=F("submission__version"))
    texts = dict(latest.values_list("submission", "screening__texts"))
    return render(
        request,
        "console/queue.html",
        {
            "desk": desk,
            "counts": counts(community, Tab, desk.by, now, desk.filter),
            "counted_to": COUNTED_TO,
            "rows": [_row(request, one, texts.get(one.pk) or {}, desk.by) for one in first[:PAGE]],
            "more": len(first) > PAGE,
            "forms": community.forms,
            "areas": community.areas,
            "rules": Found.objects.order_by("rule").values_list("rule", flat=True).distinct(),
            "since": now.timestamp(),
            "lately": lately(desk.by) if desk.tab is Tab.MINE else (),
            "undo": undoable(request),
        },
    )


def _row(request: HttpRequest, one: Submission, texts: dict[str, str], by: str) -> dict[str, object]:
    """What a list shows of a submission: its form, its place, and what screening left of its headline."""
    community, language = place.community(), place.language(request)
    form = community.form_by_key.get(one.form)
    area = community.area_by_key.get(one.area)
    held = one.claimed_until is not None and one.claimed_until > place.now()
    return {
        "one": one,
        "form": one.form if form is None else form.name.to(language),
        "title": " ".join(" ".join(texts.get(key, "") for key in (form.headline if form else ())).split()),
        "area": "" if area is None else area.name.to(language),
        "misses": one.missed_calls,
        "given_up": one.missed_calls >= MISSES_TO_ESCALATE,
        "colleague": one.claimed_by if held and one.claimed_by != by else "",
    }


@door(Role.TRAINEE, "GET")
def found(request: HttpRequest) -> HttpResponse:
    """The card of an id, read out on the phone or pasted with the address of its page."""
    asked = request.GET.get("id", "").strip().rstrip("/").rpartition("/")[2].partition(".")[0].lower()
    one = Submission.objects.filter(pk=asked.replace("\x00", "")[:16]).first()
    if one is None:
        messages.error(request, _("没有这个编号。"))
        return redirect(f"/queue/?{desk_of(request).query}")
    return redirect("card", one.pk)


@door(Role.TRAINEE, "POST")
def following(request: HttpRequest) -> HttpResponse:
    """Claim the next one of this heap; what is `skipped` goes back and does not come again at once."""
    skipped = request.POST.get("skipped", "")
    if skipped:
        release(skipped, str(who(request)))
        request.session[_SKIPPED] = [*request.session.get(_SKIPPED, []), skipped[:16]][-_SKIPPED_TO:]
    return to_next(request, desk_of(request))


def to_next(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The next card of the heap, now claimed; the heap itself when nothing waits in it."""
    others = desk.condition() & ~Q(pk__in=request.session.get(_SKIPPED, []))
    one = claim(place.community(), str(who(request)), place.now(), others)
    if one is None:
        messages.info(request, _("这一堆里现在没有别的了。"))
        return redirect(f"/queue/?{desk.query}")
    return redirect(f"/card/{one.pk}/?{desk.query}")


@door(Role.TRAINEE, "GET")
def news(request: HttpRequest) -> HttpResponse:
    """How many came into this heap since the page was shown: said, not moved."""
    desk = desk_of(request)
    since = request.GET.get("since", "")
    new = 0
    if since.replace(".", "", 1).isdecimal() and since.isascii() and len(since) < 20:
        moment = place.moment(float(since))
        new = heap(desk.condition()).filter(first_seen_at__gt=moment).order_by()[:COUNTED_TO].count()
    return render(request, "console/news.html", {"new": new, "desk": desk})

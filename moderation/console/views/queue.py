"""The queue: heaps with counts, what lies in one, and getting the next."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from moderation.console import kept, place
from moderation.console.desk import Desk, choices_at, desk_of
from moderation.console.door import door, who
from moderation.console.models import Role
from moderation.console.rows import rows
from moderation.console.undoing import undoable
from moderation.queue.claim import claim, release
from moderation.queue.history import lately
from moderation.queue.models import Submission
from moderation.queue.tabs import COUNTED_TO, Tab, counts, heap

PAGE = 30
_SKIPPED, _SKIPPED_TO = "skipped", 50


@door(Role.TRAINEE, "GET")
def listing(request: HttpRequest) -> HttpResponse:
    """The heaps, and the first page of the chosen one."""
    desk = desk_of(request)
    request.session.pop(_SKIPPED, None)
    now, community = place.now(), place.community()
    language = place.language(request)
    first = list(heap(desk.condition())[: PAGE + 1])
    listed = rows(first[:PAGE], language, desk.by, desk.query, calls=desk.tab is Tab.CALL_BACK)
    looks_after = bool(who(request).areas)
    filters = choices_at(desk, language, kept.rules(), looks_after=looks_after)
    return render(
        request,
        "console/queue.html",
        {
            "desk": desk,
            "counts": counts(community, Tab, desk.by, now, replace(desk.filter, rule="")),  # as its links
            "counted_to": COUNTED_TO,
            "filters": filters,
            "rows": listed,
            "more": len(first) > PAGE,
            "since": now.timestamp(),
            "lately": lately(desk.by) if desk.tab is Tab.MINE else (),
            "undo": undoable(request),
        },
    )


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

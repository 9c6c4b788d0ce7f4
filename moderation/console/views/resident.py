"""The residents' side: one page behind one link, without an account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from moderation.console import place
from moderation.console.door import door
from moderation.console.limits import too_often
from moderation.core.community import Field
from moderation.queue.appeal import PLEA_LENGTH
from moderation.queue.correct import correctable
from moderation.queue.decide import Refused
from moderation.queue.links import Link, Purpose, opened
from moderation.queue.models import Submission
from moderation.queue.resident import use


@door(None, "GET", "POST")
def linked(request: HttpRequest, token: str) -> HttpResponse:
    """What the link is for. Whatever is no open link looks the same: invented, used, over or called in."""
    if (late := too_often(request, "resident")) is not None:
        return late
    link = opened(place.secret(), token, place.now())
    if link is None:
        return render(request, "console/resident.html", {"closed": True}, status=404)
    shown = _shown(link)
    page = _page(request, link, shown)
    if request.method == "GET":
        return render(request, "console/resident.html", page)
    try:
        done = use(
            place.community(),
            place.ruleset(),
            place.secret(),
            token,
            place.now(),
            holds="over" not in request.POST,
            plea=request.POST.get("plea", "")[:PLEA_LENGTH],
            changes=_changes(request, shown) if link.purpose is Purpose.CORRECT else None,
        )
    except Refused as refused:
        return render(request, "console/resident.html", {**page, "trouble": _(str(refused))}, status=422)
    if not done:
        return render(request, "console/resident.html", {"closed": True}, status=404)
    return render(request, "console/resident.html", {"done": True, "purpose": link.purpose})


def _shown(link: Link) -> list[tuple[Field, str]]:
    """The answers as the public may see them, after redaction; nothing where that was not safe."""
    one = Submission.objects.get(pk=link.submission)
    form = place.community().form_by_key.get(one.form)
    latest = one.versions.select_related("screening").get(number=one.version)
    screening = getattr(latest, "screening", None)
    texts = screening.texts if screening is not None and screening.safe else {}
    return [] if form is None else [(field, texts.get(field.key, "")) for field in correctable(form)]


def _page(request: HttpRequest, link: Link, shown: list[tuple[Field, str]]) -> dict[str, object]:
    one = Submission.objects.get(pk=link.submission)
    form = place.community().form_by_key.get(one.form)
    return {
        "purpose": link.purpose,
        "id": one.pk,
        "form_name": "" if form is None else form.name.to(place.language(request)),
        "answers": shown,
        "language": place.language(request),
        "longest": place.community().thresholds.cell_characters,
        "plea_longest": PLEA_LENGTH,
    }


def _changes(request: HttpRequest, shown: list[tuple[Field, str]]) -> dict[str, str]:
    """The answers that are not as they were shown: what was left alone keeps its stored words."""
    sent = ((field.key, before, request.POST.get(field.key)) for field, before in shown)
    return {
        key: after
        for key, before, after in sent
        if after is not None and after.replace("\r\n", "\n").strip() != before.strip()
    }

"""The record of acts: searchable, downloadable, and whether it is whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from moderation.console import place
from moderation.console.door import door
from moderation.console.models import Role
from moderation.console.views.decisions import number
from moderation.queue.models import Act
from moderation.queue.verify import verify
from moderation.queue.words import Kind

PAGE = 100
COLUMNS = ("number", "at", "by", "kind", "word", "submission", "version", "reason", "digest")


@door(Role.LEAD, "GET")
def acts(request: HttpRequest) -> HttpResponse:
    """A page of acts, newest first."""
    before = number(request.GET.get("before", ""))
    found = _found(request)
    if before > 0:
        found = found.filter(number__lt=before)
    page = list(found[: PAGE + 1])
    return render(
        request,
        "console/audit.html",
        {
            "acts": page[:PAGE],
            "language": place.language(request),
            "older": page[PAGE - 1].number if len(page) > PAGE else None,
            "kinds": tuple(Kind),
            "asked": {name: request.GET.get(name, "")[:80] for name in ("by", "kind", "submission", "text")},
            "problems": verify(place.secret()) if "verify" in request.GET else None,
            "verified": "verify" in request.GET,
        },
    )


@door(Role.LEAD, "GET")
def exported(request: HttpRequest) -> HttpResponse:
    """The found acts as CSV, oldest first; no cell is taken for a formula."""
    answer = StreamingHttpResponse(_lines(_found(request).reverse()), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="linli-acts.csv"'
    return answer  # type: ignore[return-value]  # Django's streaming answer is none of its plain ones


def _found(request: HttpRequest) -> QuerySet[Act]:
    found = Act.objects.order_by("-number")
    for name in ("by", "kind", "submission"):
        if asked := request.GET.get(name, "").strip()[:80].replace("\x00", ""):
            found = found.filter(**{name: asked})
    if text := request.GET.get("text", "").strip()[:80].replace("\x00", ""):
        found = found.filter(reason__icontains=text)
    return found


def _lines(found: QuerySet[Act]) -> Iterator[str]:
    yield "\ufeff" + ",".join(COLUMNS) + "\r\n"
    for act in found.iterator(chunk_size=1000):
        line = io.StringIO()
        csv.writer(line).writerow([_text(str(getattr(act, column))) for column in COLUMNS])
        yield line.getvalue()


def _text(cell: str) -> str:
    """A spreadsheet runs cells that begin like a formula; an apostrophe makes them text."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"} else cell

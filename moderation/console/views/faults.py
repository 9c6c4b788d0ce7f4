"""What is said when something can't be done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "console/fault.html", {"status": 403, "stale": True}, status=403)


def misdirected(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For another host's name, say: it comes before there is a session, so no page of ours can be made."""
    return HttpResponse("400\n", status=400, content_type="text/plain")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "console/fault.html", {"status": 403}, status=403)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "console/fault.html", {"status": 404}, status=404)

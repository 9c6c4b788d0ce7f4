"""What is said when something can't be done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "console/fault.html", {"status": 403, "stale": True}, status=403)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "console/fault.html", {"status": 403}, status=403)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "console/fault.html", {"status": 404}, status=404)

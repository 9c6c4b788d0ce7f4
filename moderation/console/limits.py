"""How often the same address may try what needs no account."""

from __future__ import annotations

from allauth.core.internal import ratelimit  # the public one never limits GET
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def too_often(request: HttpRequest, action: str) -> HttpResponse | None:
    """429 for an address that has used up `action`'s share (settings.OPEN_RATE_LIMITS); None to go on."""
    limits = settings.OPEN_RATE_LIMITS
    if ratelimit.consume(request, app="console", action=action, config=limits, limit_get=True) is not None:
        return None
    return render(request, "429.html", status=429)

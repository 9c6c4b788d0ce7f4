"""What may be published, for a build elsewhere: one signed file, for whoever has the token."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from moderation.console import place
from moderation.console.door import door
from moderation.console.limits import too_often
from moderation.core.interchange import exported
from moderation.queue.examine import ruleset_name
from moderation.queue.gather import entries
from moderation.queue.verify import Tampered, verified


@door(None, "GET")
def entries_file(request: HttpRequest) -> HttpResponse:
    """The redacted, publishable entries. Without the token, or where none is set, there is no such page."""
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if (late := too_often(request, "export")) is not None:
        return late
    if not settings.EXPORT_TOKEN or not hmac.compare_digest(sent.encode(), settings.EXPORT_TOKEN.encode()):
        raise Http404
    community, now = place.community(), place.now()
    try:
        with verified(place.secret()):
            publishable, _ = entries(community, now, place.secret(), ruleset_name(place.ruleset()))
    except Tampered as tampered:
        return HttpResponse(str(tampered), status=503, content_type="text/plain; charset=utf-8")
    body = exported(publishable, community.name.zh_hans, now, settings.EXPORT_KEY.encode())
    return HttpResponse(body, content_type="application/json")

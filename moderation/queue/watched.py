"""How pulls, publishing and the site fared the last time, so that whoever is on shift can see it."""

from __future__ import annotations

from datetime import datetime

from moderation.queue.models import Watched

PULL, SITE, DISPATCH = "pull", "site", "dispatch"


def went_well(name: str, now: datetime, *, good_at: datetime | None = None) -> None:
    """Note that it was good at `good_at`, or just now."""
    Watched.objects.update_or_create(
        name=name, defaults={"good_at": good_at or now, "tried_at": now, "trouble": ""}
    )


def went_wrong(name: str, now: datetime, trouble: str) -> None:
    """Note what kind of trouble there was: one word of ours, never a message, which may quote somebody."""
    Watched.objects.update_or_create(name=name, defaults={"tried_at": now, "trouble": trouble[:60]})

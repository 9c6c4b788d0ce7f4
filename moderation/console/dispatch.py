"""Publish now: ask GitHub to build the site, as docs/publish-on-approval.gs does for a spreadsheet."""

from __future__ import annotations

from datetime import datetime, timedelta

import requests
from django.conf import settings

from moderation.queue.models import Watched
from moderation.queue.watched import DISPATCH, went_well, went_wrong

AT_MOST_EVERY = timedelta(seconds=120)
_SECONDS = 10


class NotAsked(Exception):
    """GitHub was not asked, or did not take it. `kind` is one word: ``soon`` or ``refused``."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(kind)


def configured() -> bool:
    """Whether there is anybody to ask."""
    return bool(settings.PUBLISH_REPOSITORY and settings.PUBLISH_TOKEN)


def ask(now: datetime) -> None:
    """Send a repository dispatch: that something was approved, and nothing else. Raises `NotAsked`."""
    last = Watched.objects.filter(name=DISPATCH).first()
    if last is not None and not last.trouble and now - last.tried_at < AT_MOST_EVERY:
        raise NotAsked("soon")
    try:
        answer = requests.post(
            f"{settings.PUBLISH_API}/repos/{settings.PUBLISH_REPOSITORY}/dispatches",
            json={"event_type": "approved"},
            headers={
                "Authorization": f"Bearer {settings.PUBLISH_TOKEN}",
                "Accept": "application/vnd.github+json",
            },
            timeout=_SECONDS,
            allow_redirects=False,  # the token goes to nobody else
        )
    except requests.RequestException as error:
        went_wrong(DISPATCH, now, type(error).__name__)
        raise NotAsked("refused") from None
    if answer.status_code != requests.codes.no_content:
        went_wrong(DISPATCH, now, f"HTTP {answer.status_code}")
        raise NotAsked("refused")
    went_well(DISPATCH, now)

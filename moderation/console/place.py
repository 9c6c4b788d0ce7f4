"""Where the console works: one community, its rules and its secret, read once; and what time it is."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest

from moderation.core.community import Community, load_community
from moderation.queue.keys import queue_secret
from moderation.screening.ruleset import Ruleset, ruleset_on
from moderation.screening.watchwords import WATCH_WORDS


@cache
def community() -> Community:
    return load_community(settings.COMMUNITY_FILE)


def ruleset() -> Ruleset:
    """The rules in force, with the words that are watched today; the file of words may change meanwhile."""
    words = settings.COMMUNITY_FILE.with_name(WATCH_WORDS)
    changed = words.stat().st_mtime_ns if words.exists() else 0
    return _ruleset(now().astimezone(zone()).date(), words, changed)


@lru_cache(maxsize=1)
def _ruleset(today: date, words: Path, changed: int) -> Ruleset:
    return ruleset_on(today, community(), words)


@cache
def secret() -> bytes:
    """Made on first use beside a local database; a shared queue must be given its own."""
    local = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") and not os.environ.get("CI")
    return queue_secret(Path(settings.VAR), create=local)


def zone() -> ZoneInfo:
    return ZoneInfo(community().time_zone)


def now() -> datetime:
    """The one place of the console that asks the clock."""
    return datetime.now(UTC)


def moment(timestamp: float) -> datetime:
    """The moment of a timestamp in seconds; now for what is none."""
    try:
        return datetime.fromtimestamp(timestamp, UTC)
    except (OverflowError, ValueError, OSError):
        return now()


def language(request: HttpRequest) -> str:
    """The language of the request as community.toml names it."""
    return "en" if getattr(request, "LANGUAGE_CODE", "").startswith("en") else "zh-Hans"


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """What every template knows."""
    person = getattr(getattr(request, "user", None), "person", None)
    return {
        "place": community().name.to(language(request)),
        "person": person,
    }

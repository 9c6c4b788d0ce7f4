"""What each process keeps for a while, because it is the same for everybody and dear to make.

Nothing here depends on who asks, and nothing of it is older than its function says.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.translation import get_language

from moderation.console import place
from moderation.queue import alarms
from moderation.queue.models import Found

_ALARMS_FOR, _RULES_FOR, _PIECES_FOR = 10, 60, 60  # seconds


def everywhere(_request: HttpRequest) -> dict[str, Any]:
    """What every template knows of it."""
    return {"alarms": raised}


def raised() -> list[alarms.Raised]:
    """The alarms, as they were at most ten seconds ago."""
    return _raised(_turn(_ALARMS_FOR))


def rules() -> tuple[str, ...]:
    """The rules that found something, as it was at most a minute ago."""
    return _rules(_turn(_RULES_FOR))


def piece(template: str, shown: Hashable) -> str:
    """What a template makes of `shown` alone, its times as they read at most a minute ago."""
    kept, key = _pieces(_turn(_PIECES_FOR)), (template, shown, get_language())
    if key not in kept:
        kept[key] = get_template(template).render({"shown": shown})
    return kept[key]


def forget() -> None:
    """Keep nothing: another database is in use."""
    for kept in (_raised, _rules, _pieces):
        kept.cache_clear()


def _turn(seconds: int) -> int:
    """A number that changes every so many seconds."""
    return int(place.now().timestamp()) // seconds


@lru_cache(maxsize=1)
def _raised(_turn: int) -> list[alarms.Raised]:
    return alarms.raised(place.community(), place.now())


@lru_cache(maxsize=1)
def _rules(_turn: int) -> tuple[str, ...]:
    return tuple(Found.objects.order_by("rule").values_list("rule", flat=True).distinct())


@lru_cache(maxsize=1)
def _pieces(_turn: int) -> dict[Hashable, str]:
    """Those of one minute: the next one forgets them all, erased ones too."""
    return {}

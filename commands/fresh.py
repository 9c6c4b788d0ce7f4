"""`fresh`: is what residents see still young? The alarm for a publishing job that silently stopped."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

import re2
import requests

from commands import say
from commands.options import COMMUNITY, AsJson, CommunityFile, Workplace

_BUILT = re2.compile(r'data-built="([^"]{10,40})"')
_SECONDS = 30


class Stale(Exception):
    """The published site is older than it may be, or not there. Says what to look at."""


def fresh(community: CommunityFile = COMMUNITY, as_json: AsJson = False) -> None:
    """网站有没有按时更新。Fail when the published site is older than `thresholds.stale_after_hours`."""
    place = Workplace(community)
    age = place.now - built_at(place.community.site_address)
    hours = place.community.thresholds.stale_after_hours
    if age > timedelta(hours=hours):
        raise Stale(
            f"网站已有 {age.total_seconds() / 3600:.0f} 小时没有更新，超过 stale_after_hours = {hours}。"
            "请看最近一次失败的发布任务。 / The site has not been updated for longer than that: look at the"
            " latest run of the publish workflow that failed."
        )
    say.facts("网站 site", {"小时 hours old": round(age.total_seconds() / 3600, 1)}, as_json=as_json)


def built_at(address: str) -> datetime:
    """When the site at `address` says that it was built; raises `Stale` when it says nothing."""
    try:
        page = requests.get(address, timeout=_SECONDS)
        page.raise_for_status()
    except requests.RequestException as error:
        kind = type(error).__name__
        raise Stale(f"{address}：打不开（{kind}）。请看 Pages 是否已开启。 / Cannot be read.") from None
    built = _BUILT.search(page.text)
    moment = None
    with suppress(ValueError):
        moment = datetime.fromisoformat(built.group(1) if built else "")
    if moment is None or moment.tzinfo is None:
        raise Stale(
            f"{address}：页面上没有生成时间，请核对 site_address。 / No time of building on the page."
        )
    return moment

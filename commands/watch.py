"""`watch`: is anything urgent left lying, do pulls work, is the site young? Tells the moderators on duty."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from commands import say
from commands.fresh import Stale, built_at
from commands.messenger import Messenger
from commands.options import COMMUNITY, AsJson, CommunityFile, Workplace
from moderation.queue.alarms import Alarm, News, news, raised, were_told
from moderation.queue.shift import Backlog, backlog
from moderation.queue.watched import SITE, went_well, went_wrong

_SAID = {
    Alarm.URGENT: "有紧急投稿超过 30 分钟没人处理 / urgent submissions left for 30 minutes",
    Alarm.PULL: "拉取投稿失败 / pulling submissions fails",
    Alarm.SITE: "网站没有按时更新 / the site is stale",
}


def watch(
    community: CommunityFile = COMMUNITY,
    summary: Annotated[
        bool, typer.Option("--summary", help="没有警报也报一次积压 / tell the backlog even without an alarm")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """看一眼，有警报就通知审核员。Look once and tell moderators (LINLI_NOTIFY); run it every five minutes."""
    place = Workplace(community)
    messenger = Messenger(os.environ.get("LINLI_NOTIFY", ""))
    look_at_site(place)
    found, waiting = news(place.community, place.now), backlog(place.community, place.now)
    if summary or found != News((), ()):
        name = place.community.name
        messenger.tell(f"{name.zh_hans} {name.to('en')}".strip(), message(found, waiting, place))
        were_told(found, place.now)
    now = [one.alarm.value for one in raised(place.community, place.now)]
    said = {"waiting": waiting.waiting, "urgent": waiting.urgent, "alarms": ", ".join(now) or "none"}
    say.facts("值班 shift", said, as_json=as_json)


def look_at_site(place: Workplace) -> None:
    """Note how old the published site is."""
    try:
        went_well(SITE, place.now, good_at=built_at(place.community.site_address))
    except Stale:
        went_wrong(SITE, place.now, Stale.__name__)


def message(found: News, waiting: Backlog, place: Workplace) -> str:
    """What moderators read: alarms and figures, no answer of anybody."""
    lines = []
    for one in found.raised:
        count = f" ({one.count})" if one.count else ""
        lines.append(f"⚠ {_SAID[one.alarm]}{count}")
    lines += [f"✓ 已恢复 over: {_SAID[alarm]}" for alarm in found.over]
    oldest = "" if waiting.oldest is None else f"{waiting.oldest.astimezone(place.zone):%m-%d %H:%M}"
    lines.append(
        f"等待 waiting {waiting.waiting} · 紧急 urgent {waiting.urgent} · 待回访 to call {waiting.due}"
    )
    if oldest:
        lines.append(f"最早 oldest {oldest}")
    host = os.environ.get("LINLI_CONSOLE_HOST", "")
    return "\n".join([*lines, f"https://{host}/shift/"] if host else lines)

"""The rota as a page, as data for "on duty now", and as a calendar."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from moderation.core.community import Community
from publishing.calendar import Event, calendar
from publishing.edition import Edition, Page
from publishing.rota import Rota, Shift, Slot, shifts

_WEEK: Final = 7
_DAYS_AHEAD: Final = 28  # of the calendar


@dataclass(frozen=True, slots=True)
class Row:
    """One shift of today: absolute times, so that the script compares them with any clock."""

    start: str
    end: str
    clock: str
    groups: Sequence[tuple[str, str]]


def duty(edition: Edition, rota: Rota | None, now: datetime) -> Markup:
    """Who is on duty today, as a table; the small script marks the shift that is running. Empty: no rota."""
    if rota is None:
        return Markup()
    rows = [_row(edition, one) for one in shifts(rota, *_from(edition.community, now, 1))]
    return Markup(edition.render("duty", rows=rows))  # noqa: S704  from our own template


def rota_page(edition: Edition, rota: Rota, now: datetime) -> Page:
    """The whole week: slots against groups."""
    words = edition.words
    groups = [(duty.group, _names(edition)[duty.group]) for duty in rota.duties]
    lines = [
        (
            slot.name.to(edition.language),
            f"{_days(words, slot)} {_clock(slot)}",
            [words["comma"].join(one.slots.get(slot.key, ())) for one in rota.duties],
        )
        for slot in rota.slots
    ]
    body = edition.render(
        "rota",
        today=duty(edition, rota, now),
        groups=[name for _, name in groups],
        lines=lines,
        up="../" if edition.prefix else "",
    )
    about = escape(words["rota_about"]).encode()
    return edition.page("", "rota", escape(words["rota"]).encode(), about, body.encode())


def rota_files(community: Community, rota: Rota, now: datetime) -> list[tuple[str, bytes]]:
    """`rota.json`: the shifts of a week from today; `rota.ics`: of four weeks."""
    names = {group.key: group.name for group in community.groups}
    week = [
        {
            "slot": one.slot.key,
            "from": one.start.isoformat(),
            "to": one.end.isoformat(),
            "groups": [{"group": group, "people": people} for group, people in one.groups],
        }
        for one in shifts(rota, *_from(community, now, _WEEK))
    ]
    events = [
        Event(
            uid=f"{one.start:%Y%m%dT%H%M}-{group}@rota",
            start=one.start,
            end=one.end,
            stamp=one.start,
            summary=f"{names[group].zh_hans}：{'、'.join(people)}",
            description=one.slot.name.zh_hans,
        )
        for one in shifts(rota, *_from(community, now, _DAYS_AHEAD))
        for group, people in one.groups
    ]
    told = {"slots": [slot.key for slot in rota.slots], "shifts": week}
    return [
        ("rota.json", json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()),
        ("rota.ics", calendar(community.name.zh_hans, events)),
    ]


def _from(community: Community, now: datetime, days: int) -> tuple[date, int, ZoneInfo]:
    zone = ZoneInfo(community.time_zone)
    return now.astimezone(zone).date(), days, zone


def _row(edition: Edition, shift: Shift) -> Row:
    names, comma = _names(edition), edition.words["comma"]
    groups = [(names[group], comma.join(people)) for group, people in shift.groups]
    return Row(shift.start.isoformat(), shift.end.isoformat(), _clock(shift.slot), groups)


def _names(edition: Edition) -> Mapping[str, str]:
    return {group.key: group.name.to(edition.language) for group in edition.community.groups}


def _clock(slot: Slot) -> str:
    return f"{slot.start:%H:%M}–{slot.end:%H:%M}"


def _days(words: Mapping[str, str], slot: Slot) -> str:
    if len(slot.days) == _WEEK:
        return words["every_day"]
    days = sorted(slot.days)
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return words["from_to"].format(k=words[f"weekday_{days[0]}"], n=words[f"weekday_{days[-1]}"])
    return words["comma"].join(words[f"weekday_{day}"] for day in days)

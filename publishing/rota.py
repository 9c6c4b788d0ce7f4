"""content/rota.toml: which group is on duty when, and who. Call-signs only, each with its owner's consent.

A slot that fewer than `minimum` people keep stops the build: a phone that nobody answers is worse than none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

from pydantic import Field as Setting
from pydantic import StringConstraints, ValidationError

from moderation.core.community import Community
from moderation.core.community.form import Key, Table, Translated

LEAST: Final = 2  # whatever `minimum` says: nobody is on duty alone
# A call-sign is a word somebody chose: digits or @ would be a contact.
_Sign = Annotated[str, StringConstraints(pattern=r"^[^\d@＠:：\s]{1,12}$")]


class BadRota(Exception):
    """Everything that is wrong with content/rota.toml, each with its line and the way to mend it."""


class Slot(Table):
    """A stretch of some weekdays (1 Monday … 7 Sunday). One that ends before it starts ends the next day."""

    key: Key
    name: Translated
    days: tuple[Annotated[int, Setting(ge=1, le=7)], ...] = Setting(min_length=1, strict=False)
    start: time
    end: time


class Person(Table):
    """A call-sign, and until when its owner agrees to be shown."""

    sign: _Sign
    consent_until: date


class Duty(Table):
    """Who of one group keeps which slot."""

    group: Key
    slots: dict[Key, Annotated[tuple[_Sign, ...], Setting(strict=False)]]


class Rota(Table):
    """The whole file."""

    minimum: int = Setting(LEAST, ge=LEAST)
    slots: tuple[Slot, ...] = Setting(alias="slot", min_length=1, strict=False)
    people: tuple[Person, ...] = Setting(alias="person", min_length=1, strict=False)
    duties: tuple[Duty, ...] = Setting(alias="duty", min_length=1, strict=False)


@dataclass(frozen=True, slots=True)
class Shift:
    """One slot on one day: (group, its people) in the order of the file."""

    slot: Slot
    start: datetime
    end: datetime
    groups: tuple[tuple[str, tuple[str, ...]], ...]


def load_rota(path: Path, community: Community, today: date) -> Rota | None:
    """The rota of a community; None where it keeps none. Raises `BadRota` with all its mistakes."""
    if not path.is_file():
        return None
    text = path.read_text("utf-8")
    try:
        rota = Rota.model_validate(tomllib.loads(text), by_alias=True, by_name=False)
    except tomllib.TOMLDecodeError as error:
        raise BadRota(f"{path}: {error} — see https://toml.io for how TOML is written") from None
    except ValidationError as error:
        raise BadRota("\n".join(_refused(path, each) for each in error.errors(include_url=False))) from None
    mistakes = [
        f"{path}:{_line(text, group, slot)}: {what} — {mend}"
        for group, slot, what, mend in _mistakes(rota, community, today)
    ]
    if mistakes:
        raise BadRota("\n".join(mistakes))
    return rota


def shifts(rota: Rota, first: date, days: int, zone: ZoneInfo) -> Iterator[Shift]:
    """Every shift that begins on one of these days, in order of time."""
    for day in (first + timedelta(days=n) for n in range(days)):
        for slot in sorted(rota.slots, key=lambda one: one.start):
            if day.isoweekday() in slot.days:
                ends = day if slot.end > slot.start else day + timedelta(days=1)
                groups = tuple((d.group, d.slots[slot.key]) for d in rota.duties if slot.key in d.slots)
                start = datetime.combine(day, slot.start, zone)
                yield Shift(slot, start, datetime.combine(ends, slot.end, zone), groups)


def _mistakes(rota: Rota, community: Community, today: date) -> Iterator[tuple[str, str, str, str]]:
    """(group, slot, what, mend); names of groups and slots may be empty."""
    slots, consents = [one.key for one in rota.slots], {one.sign: one.consent_until for one in rota.people}
    groups = {group.key for group in community.groups}
    for duty in rota.duties:
        if duty.group not in groups:
            known = ", ".join(sorted(groups))
            yield duty.group, "", f'there is no group "{duty.group}"', f"use one of community.toml: {known}"
        for key in duty.slots.keys() - set(slots):
            yield duty.group, key, f'there is no slot "{key}"', f"use one of {', '.join(slots)}"
        for key in slots:
            people = duty.slots.get(key, ())
            where = f'group "{duty.group}", slot "{key}"'
            if len(set(people)) < rota.minimum:
                what = f"{where}: {len(set(people))} on duty, at least {rota.minimum} are needed"
                yield duty.group, key, what, f"add somebody to {key} = [ … ]"
            for sign in people:
                if sign not in consents:
                    yield duty.group, key, f"{where}: {sign} is no [[person]]", "add one, once they consent"
                elif consents[sign] < today:
                    what = f"{where}: the consent of {sign} ended on {consents[sign]}"
                    yield duty.group, key, what, "ask again, or give the slot to somebody else"
    yield from _doubled(rota)


def _doubled(rota: Rota) -> Iterator[tuple[str, str, str, str]]:
    for slot in rota.slots:
        where: dict[str, str] = {}
        for duty in rota.duties:
            for sign in dict.fromkeys(duty.slots.get(slot.key, ())):
                if sign in where:
                    what = f'slot "{slot.key}": {sign} is on duty in "{where[sign]}" and "{duty.group}"'
                    yield duty.group, slot.key, what, "keep one of the two"
                where[sign] = duty.group


def _line(text: str, group: str, slot: str) -> int:
    """The line of a group's slot, else of the group: tomllib keeps no places."""
    found = 1
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        key, _, value = (part.strip() for part in line.partition("="))
        if key == "group":
            inside = value.strip("\"'").split('"')[0] == group
            found = number if inside else found
        elif inside and slot and key.strip("\"'") == slot:
            return number
    return found


def _refused(path: Path, details: Any) -> str:
    place: Sequence[Any] = details["loc"]
    where = " > ".join(f"[{step + 1}]" if isinstance(step, int) else str(step) for step in place)
    if details["type"] == "extra_forbidden":
        return f"{path}: {where}: this key is unknown — take it out; docs/maintainers.md lists the keys"
    if place and place[0] in ("person", "duty") and details["type"] == "string_pattern_mismatch":
        return (
            f"{path}: {where}: a call-sign is one word without digits — choose another; never a phone or name"
        )
    return f"{path}: {where}: {details['msg']} — docs/maintainers.md lists the keys"

"""entries.json, its schema, the calendar of closing times, security.txt: for programs that people write.

docs/entries-json.md describes the first; tests hold it to its schema.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import orjson

from moderation.core.community import Community
from moderation.core.entry import Detail, Entry
from moderation.core.values import over_at
from publishing import sanitise
from publishing.calendar import Event, calendar
from publishing.edition import Edition
from publishing.placed import Placed
from publishing.public_entry import told_fields

VERSION: Final = 1
_TIME: Final = {"type": "string", "format": "date-time"}
_KEY: Final = {"type": "string", "pattern": "^[a-z][a-z0-9-]{0,39}$"}


def entries_json(community: Community) -> tuple[bytes, bytes, bytes]:
    """What stands before, between and after the lines of entries.json."""
    head = {"version": VERSION, "schema": f"{community.site_address}entries.schema.json"}
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "entries": [\n'.encode(), b",\n", b"\n]}\n"


class Lines:
    """Makes the lines of published entries; keys of community.toml for what has one."""

    def __init__(self, community: Community) -> None:
        self._pages = f"{community.site_address}e/"
        self._told = {form.key: {field.key for field in told_fields(form)} for form in community.forms}

    def of(self, placed: Placed) -> bytes:
        entry = placed.entry
        told = self._told[entry.form]
        line = {
            "id": entry.id,
            "url": f"{self._pages}{entry.id}.html",
            "form": entry.form,
            "category": entry.category,
            "area": placed.area,
            "title": sanitise.one_line(entry.title),
            "status": entry.status.value,
            "urgency": entry.urgency,
            "approved_at": entry.approved_at.astimezone(UTC),
            "verified_at": entry.verified_at and entry.verified_at.astimezone(UTC),
            "expires_at": entry.expires_at.astimezone(UTC),
            "details": [_detail(detail) for detail in entry.details if detail.field in told],
        }
        return orjson.dumps(line, option=orjson.OPT_OMIT_MICROSECONDS)


def schema(community: Community) -> tuple[str, bytes]:
    """JSON Schema (2020-12) of entries.json."""
    detail = _object(
        {
            "field": _KEY,
            "text": {"type": "string"},
            "choices": {"type": "array", "items": _KEY},
            "amount": {"type": "number"},
            "unit": {"type": "string"},
            "unlimited": {"const": True},
        },
        ("field", "text"),
    )
    entry = {
        "id": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,63}$"},
        "url": {"type": "string", "format": "uri"},
        "form": _KEY,
        "category": {"anyOf": [_KEY, {"type": "null"}]},
        "area": {"anyOf": [_KEY, {"type": "null"}]},
        "title": {"type": "string"},
        "status": {"enum": ["open", "fulfilled"]},
        "urgency": {"type": "integer", "minimum": 0, "maximum": 3},
        "approved_at": _TIME,
        "verified_at": {"anyOf": [_TIME, {"type": "null"}]},
        "expires_at": _TIME,
        "details": {"type": "array", "items": detail},
    }
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{community.site_address}entries.schema.json",
        "title": "Published entries",
        **_object(
            {
                "version": {"const": VERSION},
                "schema": {"type": "string", "format": "uri"},
                "entries": {"type": "array", "items": _object(entry, tuple(entry))},
            },
            ("version", "schema", "entries"),
        ),
    }
    return "entries.schema.json", (json.dumps(whole, indent=1) + "\n").encode()


def closing(community: Community, placed: Sequence[Placed]) -> list[Placed]:
    """Entries of forms with a closing time that residents act upon; the end of a notice is none."""
    forms = {form.key for form in community.forms if form.closes is not None and form.board is None}
    return [one for one in placed if one.entry.form in forms]


def closings(edition: Edition, placed: Sequence[Placed]) -> tuple[str, bytes]:
    """When entries close by their own words (group-buys), as a calendar; `placed` are those of `closing`."""
    community = edition.community
    events = [event for one in placed for event in _closing(edition, one.entry)]
    return f"{edition.prefix}closing.ics", calendar(community.name.to(edition.language), events)


def security_txt(community: Community, now: datetime) -> tuple[str, bytes] | None:
    """RFC 9116; None where the community names no contact. It is renewed with the first build of a month."""
    if community.security_contact is None:
        return None
    month = now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    ends = (month + timedelta(days=200)).isoformat(timespec="seconds").replace("+00:00", "Z")
    lines = [
        f"Contact: {community.security_contact}",
        f"Expires: {ends}",
        "Preferred-Languages: zh, en",
        f"Canonical: {community.site_address}.well-known/security.txt",
    ]
    return ".well-known/security.txt", ("\n".join(lines) + "\n").encode()


def _closing(edition: Edition, entry: Entry) -> Iterator[Event]:
    community = edition.community
    closes = community.form_by_key[entry.form].closes
    said = next((detail.text for detail in entry.details if detail.field == closes), "")
    at = over_at(community, said) if said else None
    if at is not None:
        title = sanitise.one_line(entry.title)
        yield Event(
            uid=f"{entry.id}@closing",
            start=at - timedelta(minutes=30),
            end=at,
            stamp=entry.approved_at,
            summary=edition.words["closes"].format(title=title),
            url=f"{community.site_address}{edition.prefix}e/{entry.id}.html",
        )


def _detail(detail: Detail) -> dict[str, Any]:
    said: dict[str, Any] = {"field": detail.field, "text": sanitise.plain(detail.text).strip()}
    if detail.choices:
        said["choices"] = detail.choices
    if (quantity := detail.quantity) is not None:
        if quantity.amount is not None:
            said["amount"] = float(quantity.amount)
        if quantity.unit is not None:
            said["unit"] = quantity.unit
        if quantity.unlimited:
            said["unlimited"] = True
    return said


def _object(properties: dict[str, Any], required: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }

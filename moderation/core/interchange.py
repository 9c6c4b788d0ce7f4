"""Publishable entries as one signed file: what a console hands to a build that has no queue.

The file is JSON, UTF-8: ``{"schema": 1, "community": …, "made_at": …, "entries": […], "signature": …}``.
The signature is HMAC-SHA256 (RFC 2104), hex, over the object without it, keys sorted, no white space.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from moderation.core.entry import Entry

SCHEMA = 1
_ENTRIES = TypeAdapter(list[Entry])


class BadExport(Exception):
    """The file is not an export that this community signed. Says which, and never quotes it."""


def exported(entries: Sequence[Entry], community: str, made_at: datetime, key: bytes) -> bytes:
    """The entries of `community` (its name) as of `made_at`, signed with `key`."""
    said: dict[str, Any] = {
        "schema": SCHEMA,
        "community": community,
        "made_at": made_at.isoformat(),
        "entries": _ENTRIES.dump_python(list(entries), mode="json"),
    }
    said["signature"] = _signature(said, key)
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def entries_in(data: bytes, community: str, key: bytes) -> list[Entry]:
    """The entries of an export. Raises `BadExport` for anything but a whole, signed export of `community`."""
    try:
        said = json.loads(data)
    except ValueError:
        raise BadExport("the export is not JSON, or was cut: export again") from None
    if not isinstance(said, dict) or not isinstance(signature := said.pop("signature", None), str):
        raise BadExport("the export is not signed: make it with `build.py export`")
    if not hmac.compare_digest(signature.encode(), _signature(said, key).encode()):
        raise BadExport(
            "the export's signature does not fit: another LINLI_EXPORT_KEY made it, or it was changed"
        )
    if said.get("schema") != SCHEMA or said.get("community") != community:
        raise BadExport("the export is of another community or another version of this program")
    try:
        return _ENTRIES.validate_python(said.get("entries"))
    except ValidationError:
        raise BadExport(
            "the export's entries are not of the shape this version reads: export again"
        ) from None


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an export; docs/export.schema.json is this."""
    entries = _ENTRIES.json_schema(mode="serialization")
    text = {"type": "string"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Publishable entries, signed",
        "type": "object",
        "additionalProperties": False,
        "required": ["schema", "community", "made_at", "entries", "signature"],
        "properties": {
            "schema": {"const": SCHEMA},
            "community": text,
            "made_at": {"type": "string", "format": "date-time"},
            "entries": {"type": "array", "items": entries["items"]},
            "signature": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        },
        "$defs": entries["$defs"],
    }


def _signature(said: dict[str, Any], key: bytes) -> str:
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, canonical.encode(), "sha256").hexdigest()

"""An export comes back as it was, or not at all."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from moderation.core.entry import Detail, Entry, Status
from moderation.core.interchange import BadExport, entries_in, exported, schema
from moderation.core.quantity import Quantity

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
KEY = b"a key that nobody else has"
ENTRY = Entry(
    id="abc2345678",
    form="need",
    title="口罩 两盒",
    category="masks",
    area=None,
    urgency=2,
    details=(
        Detail("amount", "两盒", quantity=Quantity("两盒", Decimal(2), "盒")),
        Detail("kind", "口罩", choices=("masks",)),
    ),
    status=Status.FULFILLED,
    received_at=NOON,
    approved_at=NOON,
    verified_at=None,
    expires_at=NOON,
)


def test_there_and_back() -> None:
    data = exported([ENTRY], "锦里", NOON, KEY)
    assert entries_in(data, "锦里", KEY) == [ENTRY]


def test_the_schema_is_the_one_in_docs_and_fits() -> None:
    stored = json.loads((Path(__file__).parents[3] / "docs/export.schema.json").read_text("utf-8"))
    assert stored == schema()
    jsonschema.validate(json.loads(exported([ENTRY], "锦里", NOON, KEY)), stored)
    more = json.loads(exported([ENTRY], "锦里", NOON, KEY)) | {"contact": "x"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(more, stored)


@pytest.mark.parametrize(
    ("data", "community", "key"),
    [
        (exported([ENTRY], "锦里", NOON, b"another key"), "锦里", KEY),
        (exported([ENTRY], "锦里", NOON, KEY), "别处", KEY),
        (exported([ENTRY], "锦里", NOON, KEY).replace("两盒".encode(), "三盒".encode()), "锦里", KEY),
        (exported([ENTRY], "锦里", NOON, KEY)[:-20], "锦里", KEY),
        (b"[]", "锦里", KEY),
        (json.dumps({"entries": []}).encode(), "锦里", KEY),
        (b"\xff\xfe", "锦里", KEY),
    ],
)
def test_anything_else_is_refused(data: bytes, community: str, key: bytes) -> None:
    with pytest.raises(BadExport):
        entries_in(data, community, key)

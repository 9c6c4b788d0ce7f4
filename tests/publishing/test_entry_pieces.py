"""An entry more or less makes one batch again; what is said of an entry decides what is made again."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from moderation.core.entry import Detail, Status
from moderation.core.quantity import Quantity
from publishing.entry_batches import EntryBatch, entry_batches
from publishing.entry_pieces import Pieces
from publishing.placed import Placed, place
from tests.publishing.sample import COMMUNITY, NOW, entry

MANY = [place(entry(number), "east") for number in range(1500)]


def batches(placed: list[Placed]) -> list[EntryBatch]:
    return list(entry_batches(b"", COMMUNITY, [], placed))


def digests(placed: list[Placed]) -> dict[str, str]:
    return {batch.name: batch.digest() for batch in batches(placed)}


def test_every_entry_is_in_one_batch() -> None:
    found = [one for batch in batches(MANY) for one in batch.entries]
    assert sorted(found, key=lambda one: one.entry.id) == MANY
    assert batches([]) == []


@pytest.mark.parametrize("at", [0, 300, 1499])
def test_an_entry_that_goes_changes_one_batch(at: int) -> None:
    before, after = digests(MANY), digests([*MANY[:at], *MANY[at + 1 :]])
    assert len({name for name, _ in before.items() ^ after.items()}) == 1


def test_lines_and_rows_find_their_entries_again() -> None:
    """Whatever batch they were kept by, in every language."""
    edition = SimpleNamespace(language="en")
    some = list(entry_batches(b"", COMMUNITY, [(edition, None)], MANY[:40]))  # type: ignore[list-item]
    kept = {
        batch.name: [f"{kind} {one.entry.id}".encode() for kind in ("line", "row") for one in batch.entries]
        for batch in some
    }
    pieces = Pieces(some, kept.__getitem__)
    assert pieces.lines == {one.entry.id: f"line {one.entry.id}".encode() for one in MANY[:40]}
    assert pieces.rows("en") == {one.entry.id: f"row {one.entry.id}".encode() for one in MANY[:40]}
    assert pieces.rows("zh-Hans") == {}


_OTHER: dict[str, Any] = {
    "id": "other",
    "form": "offer",
    "title": "other",
    "category": None,
    "urgency": 3,
    "details": (),
    "status": Status.FULFILLED,
    "approved_at": NOW,
    "verified_at": None,
    "expires_at": NOW + timedelta(days=9),
}
_NOT_SHOWN = {"received_at", "area"}  # the area that is shown is that of `Placed`


def test_whatever_of_an_entry_is_shown_counts() -> None:
    assert _OTHER.keys() | _NOT_SHOWN == {field.name for field in fields(entry(1))}
    said = place(entry(1), "east").said
    for field, other in _OTHER.items():
        assert place(replace(entry(1), **{field: other}), "east").said != said, field
    assert place(entry(1), "city").said != said


@pytest.mark.parametrize(
    "detail",
    [
        Detail("remark", "a"),
        Detail("item", "b"),
        Detail("item", "a", ("home",)),
        Detail("item", "a", (), Quantity("a", Decimal(1), "只")),
        Detail("item", "a", (), Quantity("a", Decimal(2), "只")),
        Detail("item", "a", (), Quantity("a", Decimal(1), "盒")),
        Detail("item", "a", (), Quantity("a", None, None, unlimited=True)),
    ],
)
def test_whatever_of_an_answer_is_shown_counts(detail: Detail) -> None:
    plain, other = (place(entry(1, details=(each,)), "east") for each in (Detail("item", "a"), detail))
    assert plain.said != other.said


def test_the_order_of_answers_counts() -> None:
    """And which of two answers the amount belongs to."""
    one, two = Detail("item", "a"), Detail("quantity", "b", (), Quantity("b", Decimal(1), "只"))
    other = replace(two, quantity=None), replace(one, quantity=two.quantity)
    said = [place(entry(1, details=given), "east").said for given in ((one, two), (two, one), other)]
    assert len(set(said)) == 3

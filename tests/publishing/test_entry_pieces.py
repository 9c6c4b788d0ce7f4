"""An entry more or less makes one run again; what is said of an entry decides what is made again."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from moderation.core.entry import Detail, Status
from moderation.core.quantity import Quantity
from publishing.batches import Said
from publishing.entry_pieces import EntryPieces, piece_batches
from publishing.listing import Placed
from tests.publishing.sample import COMMUNITY, NOW, entry

MANY = [Placed(entry(number), "east") for number in range(1500)]


def batches(placed: list[Placed]) -> list[EntryPieces]:
    return list(piece_batches(b"", COMMUNITY, [], placed, Said(placed)))


def runs(placed: list[Placed]) -> dict[str, str]:
    return {run.name: run.digest() for run in batches(placed)}


def test_every_entry_is_in_one_run_in_its_order() -> None:
    found = batches(MANY)
    assert len(found) > 5
    assert [one for run in found for one in run.entries] == MANY
    assert batches([]) == []


@pytest.mark.parametrize("at", [0, 1, 300, 777, 1024, 1499])
def test_an_entry_that_goes_changes_two_runs_at_most(at: int) -> None:
    before, after = runs(MANY), runs([*MANY[:at], *MANY[at + 1 :]])
    assert len(before.items() ^ after.items()) in (1, 2, 3)


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
    said = Said([Placed(entry(1), "east")]).by([Placed(entry(1), None)])
    for field, other in _OTHER.items():
        changed = Placed(replace(entry(1), **{field: other}), "east")
        assert Said([changed]).by([changed]) != said, field
    elsewhere = Placed(entry(1), "city")
    assert Said([elsewhere]).by([elsewhere]) != said


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
    plain, other = (Placed(entry(1, details=(each,)), "east") for each in (Detail("item", "a"), detail))
    assert Said([plain]).by([plain]) != Said([other]).by([other])

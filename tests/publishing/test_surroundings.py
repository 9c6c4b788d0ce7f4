"""The page of an area is made again when anything changes that it shows, and only then."""

from __future__ import annotations

from collections.abc import Sequence

from moderation.core.entry import Status
from publishing.listing import lists
from publishing.placed import Placed, place
from publishing.standings import standings
from publishing.surroundings import surroundings
from tests.publishing.sample import COMMUNITY, entry


def facts(*entries: Placed) -> dict[str, object]:
    counts = {key: len(some) for key, some in lists(COMMUNITY, entries).items()}
    around = surroundings(COMMUNITY, standings(COMMUNITY, entries, None), counts)
    return {one.here.area.key: one.facts for one in around}


def changed(before: Sequence[Placed], after: Sequence[Placed]) -> set[str]:
    one, other = facts(*before), facts(*after)
    return {key for key in one if one[key] != other[key]}


def test_a_new_entry_changes_its_own_area_and_those_around() -> None:
    assert changed([], [place(entry(1), "east")]) >= {"east", "city"}
    settled = place(entry(1, status=Status.FULFILLED), "city")
    assert changed([], [settled]) == {"city"}


def test_what_stands_right_within_counts() -> None:
    """The city lists its districts with what is open in each; of buildings within these it says nothing."""
    placed = [place(entry(1), "east-1"), place(entry(2), "east")]
    moved = [place(entry(1), "east"), place(entry(2), "east-1")]
    assert facts(*placed)["city"] != facts(place(entry(1), "city"), place(entry(2), "east"))["city"]
    assert "city" in changed(placed, moved)  # the most urgent in the city are named with their places


def test_the_nearest_place_where_something_is_wanted_counts() -> None:
    """A house in which nothing is wanted shows what is wanted around it."""
    assert "east-1" in changed([place(entry(1), "east")], [place(entry(1, title="其他"), "east")])

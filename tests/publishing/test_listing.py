from __future__ import annotations

from datetime import timedelta

import pytest

from publishing.listing import Chunk, ListKey, chunks, fresh, lists, narrowed
from publishing.placed import place, placed
from tests.publishing.sample import COMMUNITY, NOW, entry


def areas(count: int, area: str, others: int = 0) -> list[str | None]:
    entries = [entry(n, area=area) for n in range(count)] + [
        entry(n + 50, area="east") for n in range(others)
    ]
    return [one.area for one in placed(COMMUNITY, entries)][:count]


def test_few_of_a_kind_are_shown_in_the_larger_area() -> None:
    assert set(areas(5, "east-1")) == {"east-1"}
    assert set(areas(4, "east-1", others=1)) == {"east"}
    assert set(areas(4, "east-1")) == {"city"}


def test_only_the_same_form_and_category_count() -> None:
    mixed = [*(entry(n) for n in range(4)), *(entry(n + 9, category="food") for n in range(4))]
    assert {one.area for one in placed(COMMUNITY, mixed)} == {"city"}


def test_an_entry_without_an_area_stays_so() -> None:
    assert placed(COMMUNITY, [entry(1, area=None)])[0].area is None


def test_a_list_of_an_area_holds_what_lies_within() -> None:
    found = lists(COMMUNITY, [place(entry(1), "east-1"), place(entry(2, category=None), "east")])
    sizes = {key.name: len(entries) for key, entries in found.items()}
    assert sizes == {
        "need": 2,
        "need__city": 2,
        "need__east": 2,
        "need__east-1": 1,
        "need_masks": 1,
        "need_masks_city": 1,
        "need_masks_east": 1,
        "need_masks_east-1": 1,
    }


def test_a_list_leads_on_to_the_next_narrower_ones_and_the_city_narrows_nothing() -> None:
    found = lists(COMMUNITY, [place(entry(1), "east-1"), place(entry(2, category=None), "east")])
    narrower = narrowed(COMMUNITY, {key: len(entries) for key, entries in found.items()})
    assert {
        key.name: tuple([(to.name, count) for to, count in some] for some in leads)
        for key, leads in narrower.items()
    } == {
        "need": ([("need_masks", 1)], [("need__east", 2)]),
        "need__city": ([("need_masks_city", 1)], [("need__east", 2)]),
        "need__east": ([("need_masks_east", 1)], [("need__east-1", 1)]),
        "need__east-1": ([("need_masks_east-1", 1)], []),
        "need_masks": ([], [("need_masks_east", 1)]),
        "need_masks_city": ([], [("need_masks_east", 1)]),
        "need_masks_east": ([], [("need_masks_east-1", 1)]),
    }


def test_expired_entries_are_left_out_and_the_rest_is_in_order_of_approval() -> None:
    given = [entry(3), entry(1), entry(2, expires_at=NOW), entry(4, expires_at=NOW + timedelta(seconds=1))]
    assert [one.id for one in fresh(given, NOW)] == ["entry-0001", "entry-0003", "entry-0004"]


def shown(chunk: Chunk) -> list[int]:
    return [int(one.entry.id[-4:]) for one in chunk.rows]


@pytest.mark.parametrize("count", range(23))
def test_every_entry_is_on_a_page_and_every_page_is_reachable(count: int) -> None:
    pages = list(chunks([place(entry(n), None) for n in range(count)], 5))
    by_number = {page.number: page for page in pages}
    assert {n for page in pages for n in shown(page)} == set(range(count))
    at, seen = pages[0], 1
    while at.older is not None:
        at, seen = by_number[at.older], seen + 1
        assert by_number[at.newer].older == at.number
    assert seen == len(pages)


def test_the_newest_page_is_full_and_archive_pages_never_change() -> None:
    before = {page.number: shown(page) for page in chunks([place(entry(n), None) for n in range(11)], 5)}
    after = {page.number: shown(page) for page in chunks([place(entry(n), None) for n in range(12)], 5)}
    assert before == {None: [10, 9, 8, 7, 6], 1: [4, 3, 2, 1, 0], 2: [9, 8, 7, 6, 5]}
    assert after == {**before, None: [11, 10, 9, 8, 7]}


def test_names_of_lists_cannot_collide() -> None:
    keys = [ListKey("a"), ListKey("a", "b"), ListKey("a", "", "b"), ListKey("a", "b", "c"), ListKey("a-b")]
    names = [key.name for key in keys] + [key.page_name(n) for key in keys for n in (1, 11)]
    assert len(set(names)) == len(names)

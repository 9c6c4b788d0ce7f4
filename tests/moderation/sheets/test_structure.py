from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from moderation.sheets.columns import BOT, DECISIONS, HUMAN, TITLE, Column, positions
from moderation.sheets.structure import OURS, find_tab, repairs
from tests.moderation.sheets.conftest import Town
from tests.shared_data import shared

EMPTY: Mapping[str, Any] = {"sheets": [{"properties": {"sheetId": 0, "title": "Sheet1"}}]}


def test_bot_columns_and_human_columns_share_nothing() -> None:
    assert set(BOT) & set(HUMAN) == set()
    assert set(BOT) | set(HUMAN) == set(Column)


def test_a_tab_in_shape_needs_nothing(town: Town) -> None:
    assert town.open_tab().repair(town.community) == 0


def test_the_header_is_frozen_bold_and_in_order(town: Town) -> None:
    assert town.tab.grid["frozenRowCount"] == 1
    assert list(positions([str(title) for title in town.tab.rows[0].values])) == list(Column)
    assert town.tab.rows[0].extras[0]["userEnteredFormat"]["textFormat"] == {"bold": True}


def test_the_drop_down_offers_the_words_that_count(town: Town) -> None:
    place = town.places()[Column.DECISION]
    rule = town.tab.rows[1].extras[place]["dataValidation"]
    assert [value["userEnteredValue"] for value in rule["condition"]["values"]] == [
        words[0] for words in DECISIONS.values()
    ]
    assert rule["strict"] is True


def test_new_rows_have_the_drop_down_too(town: Town) -> None:
    town.thank("三栋的邻居")
    town.run()
    assert "dataValidation" in town.rows()[0].extras[town.places()[Column.CALL]]


def test_every_bot_column_and_the_header_is_protected(town: Town) -> None:
    protected: set[int] = set()
    for one in town.tab.protected.values():
        span = one["range"]
        if "startRowIndex" not in span and "endRowIndex" not in span:
            protected.update(range(span.get("startColumnIndex", 0), span["endColumnIndex"]))
        else:
            assert span.get("endRowIndex") == 1
    places = town.places()
    assert protected == {places[column] for column in BOT}


def test_a_filter_view_for_every_group_and_for_what_waits(town: Town) -> None:
    titles = {view["title"].removeprefix(OURS) for view in town.tab.filter_views.values()}
    groups = {group.name.zh_hans for group in town.community.groups}
    assert titles == groups | {"待处理 waiting", "其他 others"}


def test_colours_for_verdicts_and_for_age(town: Town) -> None:
    formulas = [
        rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"]
        for rule in town.tab.conditional_formats
    ]
    assert len(formulas) == 4
    assert sum("DATEVALUE" in formula for formula in formulas) == 1


def test_what_people_took_away_is_put_back(town: Town) -> None:
    town.tab.grid.clear()
    town.tab.conditional_formats.pop()
    town.tab.filter_views.popitem()
    town.tab.protected.popitem()
    assert town.open_tab().repair(town.community) > 0
    assert town.open_tab().repair(town.community) == 0


def test_moved_columns_move_their_protection_and_filters(town: Town) -> None:
    header = town.tab.rows[0].values
    header.insert(0, header.pop())
    assert town.open_tab().repair(town.community) > 0
    assert town.open_tab().repair(town.community) == 0
    test_every_bot_column_and_the_header_is_protected(town)


def test_peoples_own_views_colours_and_protections_stay(town: Town) -> None:
    town.tab.filter_views[1] = {"filterViewId": 1, "title": "小王的筛选", "range": {}}
    town.tab.protected[2] = {"protectedRangeId": 2, "range": {"endRowIndex": 3}, "description": "小王"}
    town.tab.rows[0].put(0, "改了名字")
    town.open_tab().repair(town.community)
    assert 1 in town.tab.filter_views
    assert 2 in town.tab.protected


def test_google_knows_every_request(town: Town) -> None:
    schemas = json.loads(shared("sheets/discovery/sheets.v4.json").read_text("utf-8"))["schemas"]
    requests = repairs(EMPTY, [], town.community)
    town.thank("三栋的邻居")
    assert requests
    for request in requests:
        _fits(request, schemas["Request"], schemas, "request")


def _fits(value: Any, schema: Mapping[str, Any], schemas: Mapping[str, Any], where: str) -> None:
    """Every key is one of Google's, every value of its type; enumerations hold the word."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"]]
    if "enum" in schema:
        assert value in schema["enum"], where
    if isinstance(value, Mapping):
        assert set(value) <= set(schema["properties"]), where
        for name, inner in value.items():
            _fits(inner, schema["properties"][name], schemas, f"{where}.{name}")
    elif isinstance(value, list):
        for item in value:
            _fits(item, schema["items"], schemas, f"{where}[]")
    else:
        kinds = {"string": str, "boolean": bool, "integer": int, "number": int | float}
        assert isinstance(value, kinds[schema["type"]]), where


def test_the_tab_is_found_by_its_name() -> None:
    assert find_tab(EMPTY) is None
    assert find_tab({"sheets": [{"properties": {"title": TITLE}}]}) is not None

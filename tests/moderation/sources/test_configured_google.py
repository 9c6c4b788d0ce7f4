from __future__ import annotations

from pathlib import Path

import pytest

from moderation.core.community import Community
from moderation.core.community.model import Source as Setting
from moderation.sources.configured import configured
from moderation.sources.google_credentials import READ_FORMS, READ_SHEETS
from moderation.sources.source import NotConfigured
from tests.standin.fixture import Google
from tests.standin.form import StoredForm
from tests.standin.spreadsheet import Row, Spreadsheet, Tab

ITEM = "具体需要什么？"


def need_from(community: Community, *settings: Setting) -> Community:
    return community.model_copy(update={"sources": settings})


def sheet(tab: str) -> Setting:
    return Setting(form="need", type="google-sheet", spreadsheet="LINLI_NEED_SHEET", tab=tab)


def test_several_tabs_and_a_form_are_one_source(google: Google, community: Community) -> None:
    rows = [Row(["时间戳记", ITEM]), Row([None, "口罩"])]
    tabs = [Tab(number, name, rows=list(rows)) for number, name in enumerate("一二")]
    google.world.add(Spreadsheet("sheet-1", tabs=tabs))
    google.world.forms["form-1"] = StoredForm("form-1", [("q1", ITEM)])
    google.world.forms["form-1"].submit("r-1", "2026-03-01T08:00:00Z", {"q1": ["纱布"]})
    settings = (
        sheet("一"),
        sheet("二"),
        Setting(form="need", type="google-form", spreadsheet="LINLI_NEED_FORM"),
    )
    environment = google.environment | {"LINLI_NEED_SHEET": "sheet-1", "LINLI_NEED_FORM": " form-1 "}
    (source,) = configured(need_from(community, *settings), Path(), environment)
    assert [list(response.answers.values()) for response in source.responses()] == [
        ["口罩"],
        ["口罩"],
        ["纱布"],
    ]


def test_an_id_that_is_not_set_names_its_variable(google: Google, community: Community) -> None:
    with pytest.raises(NotConfigured, match="LINLI_NEED_SHEET is not set"):
        configured(need_from(community, sheet("一")), Path(), google.environment)


def test_reading_asks_for_scopes_that_only_read() -> None:
    assert all(scope.endswith(".readonly") for scope in (READ_SHEETS, *READ_FORMS))

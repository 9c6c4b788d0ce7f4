"""The data page: a picture and a table of the same numbers, and files that open safely."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from moderation.core.figures import Day, Figures, Funnel, Goods, Stage, Waiting
from publishing import chart
from publishing.data_page import data_files
from publishing.tables import csv_file
from tests.publishing.conftest import Publish
from tests.publishing.sample import COMMUNITY, NOW, entry

FIGURES = Figures(
    as_of=NOW,
    funnels=(Funnel("need", tuple(zip(Stage, (120, 85, 60, 23, None), strict=True))),),
    first_contact=Waiting(85, Decimal("1.9"), Decimal("12.0")),
    goods=(Goods("need", "masks", "只", Decimal(340), 12, 0), Goods("need", "food", None, Decimal(), 2, 2)),
    urgency=(4, 3, 2, 1),
    days=(Day(date(2026, 11, 19), 9, 4, 1), Day(date(2026, 11, 20), 12, 5, 0)),
    volunteers=(("east", 9),),
    covered=("city", "east"),
    hours=Decimal("45.5"),
)


def test_the_page_is_there_in_every_language(publish_here: Publish, out: object) -> None:
    publish_here([entry(1)], figures=FIGURES)
    for prefix in ("", "zh-Hant/", "en/"):
        page = (out / prefix / "data.html").read_text("utf-8")  # type: ignore[operator]
        assert "style=" not in page
        assert page.count('<svg class="chart"') == 4
        assert page.count("<table") == 5
        assert "340 只" in page


def test_a_picture_says_what_it_shows() -> None:
    drawn = chart.columns(
        "days", "每天 <b>", "说明", ["11/19", "11/20"], [("收到", [9, 12]), ("解决", [1, 0])]
    )
    root = ET.fromstring(drawn)  # noqa: S314  we drew it
    named = root.get("aria-labelledby", "").split()
    assert [each.text for each in root if each.get("id") in named] == ["每天 <b>", "说明"]
    heights = [float(each.get("height", 0)) for each in root if each.get("class") == "c1"][:2]
    assert heights[1] > heights[0] > 0


def test_what_is_too_small_is_named_not_drawn() -> None:
    drawn = chart.rows("f", "t", "d", [("a", 10), ("b", None)], "few")
    widths = [each.get("width") for each in ET.fromstring(drawn) if each.tag == "rect"]  # noqa: S314  we drew it
    assert widths == ["220.0", "0.0"]
    assert Markup("few") in drawn


def test_files_say_the_same_in_keys() -> None:
    files = dict(data_files(COMMUNITY, FIGURES))
    told = json.loads(files["data/figures.json"])
    assert told["funnels"]["need"] == dict(zip(Stage, (120, 85, 60, 23, None), strict=True))
    lines = list(csv.DictReader(io.StringIO(files["data/goods.csv"].decode("utf-8-sig"))))
    assert [(line["unit"], line["amount"]) for line in lines] == [("只", "340"), ("", "0")]


@given(st.text())
def test_no_cell_begins_a_formula(text: str) -> None:
    told = csv_file(("a",), [(text,)]).decode("utf-8-sig")
    cell = told.partition("\n")[2].strip().removeprefix('"')
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))

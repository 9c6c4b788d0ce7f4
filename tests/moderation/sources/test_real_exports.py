"""Two exports as they really were, each through a community file of its own (tests/real/*.toml)."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.core.community import Form, load_community
from moderation.core.response import Record
from moderation.core.values import approved_at_source
from moderation.sources.csv_export import CsvExport
from moderation.sources.forms import fit, record
from tests.shared_data import shared

COMMUNITIES = Path(__file__).parents[2] / "real"


def read(name: str, export: Path) -> tuple[Form, list[Record]]:
    community = load_community(COMMUNITIES / f"{name}.toml")
    [source] = community.sources
    form = community.form_by_key[source.form]
    rows = CsvExport(export, form, community, source.label_row, source.day_first)
    fit(form, rows.questions())
    return form, [record(form, raw) for raw in rows.responses()]


@pytest.mark.parametrize(
    ("name", "file", "rows", "approved"),
    [("findthemasks", "findthemasks_us.csv", 570, 570), ("wuhan2020", "wuhan2020_hospitals.csv", 235, 227)],
)
def test_every_row_is_read_and_the_strict_word_approves(
    name: str, file: str, rows: int, approved: int
) -> None:
    form, records = read(name, shared(f"real/{file}"))
    assert len(records) == rows
    assert sum(approved_at_source(form, one.values) for one in records) == approved
    required = [field.key for field in form.fields if field.required]
    assert all(key in one.values for one in records for key in required)


def test_american_times_are_read() -> None:
    _, records = read("findthemasks", shared("real/findthemasks_us.csv"))
    received = [one.received_at for one in records if one.received_at]
    assert len(received) == 570
    assert {(at.year, at.month) for at in received} == {(2020, 3)}


def test_cells_of_several_lines_are_whole() -> None:
    _, records = read("findthemasks", shared("real/findthemasks_us.csv"))
    assert sum("\n" in one.values["address"] for one in records) > 500


INVENTED = """区县,医院名称,审核状态,医院地址,官方链接,联系人/联系方式,联系方式,备注,{items}
甲县,甲医院,已审核,,,,,
乙县,乙医院,已\u200b审核\ufeff,,,,,
丙县,丙医院,未审核,,,,,
丁县,丁医院,已审核？,,,,,
戊县,戊医院,,,,,,
己县,己医院,x,,,,,
"""


def test_only_the_strict_word_approves(tmp_path: Path) -> None:
    form = load_community(COMMUNITIES / "wuhan2020.toml").forms[0]
    asked = {"hospital", "county", "status", "address", "link", "contact", "more-contact", "remark"}
    items = ",".join(field.titles[0] for field in form.fields if field.key not in asked)
    export = tmp_path / "hospitals.csv"
    export.write_text(INVENTED.format(items=items), "utf-8")
    form, records = read("wuhan2020", export)
    approved = [one.values["hospital"] for one in records if approved_at_source(form, one.values)]
    assert approved == ["甲医院", "乙医院"]


def test_no_contact_is_public() -> None:
    for name in ("findthemasks", "wuhan2020"):
        form = load_community(COMMUNITIES / f"{name}.toml").forms[0]
        public = {field.key for field in form.fields if field.public}
        assert public.isdisjoint(
            {"email", "contact", "more-contact", "remark", "instructions", "approved", "status"}
        )

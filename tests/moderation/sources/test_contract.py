"""One suite for every source: the same questions and answers, wherever they come from."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from moderation.core.community import Community, Form
from moderation.core.response import Question
from moderation.sources.csv_export import CsvExport
from moderation.sources.forms import fit, record
from moderation.sources.forms_api import GoogleForm
from moderation.sources.google_credentials import READ_FORMS
from moderation.sources.google_sheet import GoogleSheet
from moderation.sources.source import Source, SourceUnreadable
from tests.fakes.source import FakeSource
from tests.standin.fixture import Google
from tests.standin.form import StoredForm
from tests.standin.spreadsheet import Moment, Row, Spreadsheet, Tab

Rows = list[tuple[str, list[str]]]
Opened = Callable[[list[str], Rows], Source]
TITLES = ["想感谢谁？（写“三栋的邻居”“某某志愿队”就好）", "想说的话", "同意公开哪些内容，到什么时候？"]
AT = "2026-03-01 08:00:00"
ROWS: Rows = [
    (AT, ["三栋的邻居", "谢谢,\n真的谢谢", "不公开，只给志愿者看"]),
    (AT, ["保安", "=1+1", "不公开，只给志愿者看"]),
    (AT, ["居委会", "", "不公开，只给志愿者看"]),
]


@pytest.fixture(params=["fake", "csv", "sheet", "form"])
def opened(
    request: pytest.FixtureRequest, google: Google, community: Community, thanks: Form, tmp_path: Path
) -> Opened:
    def fake(titles: list[str], rows: Rows) -> Source:
        return FakeSource(thanks.key, titles, [(datetime.fromisoformat(at), cells) for at, cells in rows])

    def export(titles: list[str], rows: Rows) -> Source:
        path = tmp_path / "export.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["时间戳记", *titles], *([at, *cells] for at, cells in rows)])
        return CsvExport(path, thanks, community)

    def sheet(titles: list[str], rows: Rows) -> Source:
        cells = [Row([Moment(_serial(at), at), *cells]) for at, cells in rows]
        tab = Tab(1, "回复", rows=[Row(["时间戳记", *titles]), *cells])
        google.world.add(Spreadsheet("sheet-1", time_zone="Asia/Shanghai", tabs=[tab]))
        return GoogleSheet(google.client(), thanks, community, "sheet-1", "LINLI_THANKS_SHEET")

    def form(titles: list[str], rows: Rows) -> Source:
        stored = StoredForm("form-1", [(f"q{index}", title) for index, title in enumerate(titles)])
        for number, (at, cells) in enumerate(rows):
            utc = datetime.fromisoformat(f"{at}+08:00").astimezone(UTC)
            answers = {f"q{index}": [cell] for index, cell in enumerate(cells) if cell}
            stored.submit(f"r-{number}", f"{utc:%Y-%m-%dT%H:%M:%S}Z", answers)
        google.world.forms["form-1"] = stored
        return GoogleForm(google.client(*READ_FORMS), thanks, community, "form-1", "LINLI_THANKS_FORM")

    ways: dict[str, Opened] = {"fake": fake, "csv": export, "sheet": sheet, "form": form}
    return ways[request.param]


def _serial(at: str) -> float:
    return (datetime.fromisoformat(at) - datetime(1899, 12, 30)).total_seconds() / 86_400  # noqa: DTZ001


def test_questions(opened: Opened) -> None:
    source = opened(TITLES, [])
    assert source.form == "thanks"
    assert [q for q in source.questions() if q.title != "时间戳记"] == [Question(title) for title in TITLES]


def test_questions_fit_the_form(opened: Opened, thanks: Form) -> None:
    columns = fit(thanks, opened(TITLES, ROWS).questions())
    assert [field.key for _, field in columns.fields] == ["to", "text", "consent"]


def test_answers_are_the_writers_words(opened: Opened) -> None:
    read = [
        [response.answers[Question(title)] for title in TITLES]
        for response in opened(TITLES, ROWS).responses()
    ]
    assert read == [cells for _, cells in ROWS]


def test_times_are_aware(opened: Opened) -> None:
    times = {response.received_at for response in opened(TITLES, ROWS).responses()}
    assert times == {datetime(2026, 3, 1, 0, 0, tzinfo=UTC)}


def test_records_leave_blanks_out(opened: Opened, thanks: Form) -> None:
    *_, last = opened(TITLES, ROWS).responses()
    assert list(record(thanks, last).values) == ["to", "consent"]


def test_a_doubled_title_is_a_second_occurrence(opened: Opened) -> None:
    asked = opened([TITLES[0], TITLES[0]], [(AT, ["甲", "乙"])])
    (response,) = asked.responses()
    assert response.answers[Question(TITLES[0], 2)] == "乙"


def test_nothing_yet(opened: Opened) -> None:
    assert list(opened(TITLES, []).responses()) == []


def test_a_place_that_is_not_there(
    google: Google, community: Community, thanks: Form, tmp_path: Path
) -> None:
    places: list[Source] = [
        CsvExport(tmp_path / "none.csv", thanks, community),
        GoogleSheet(google.client(), thanks, community, "none", "LINLI_THANKS_SHEET"),
        GoogleForm(google.client(*READ_FORMS), thanks, community, "none", "LINLI_THANKS_FORM"),
    ]
    for place in places:
        with pytest.raises(SourceUnreadable):
            place.questions()

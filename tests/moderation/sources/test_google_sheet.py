from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from moderation.core.community import Community
from moderation.core.response import RawResponse
from moderation.sources.cells import UNREAD_TIME
from moderation.sources.google_client import NotShared
from moderation.sources.google_sheet import MORE_CELLS, GoogleSheet, SheetMoved, serial_moment
from moderation.sources.patience import Unanswered
from moderation.sources.source import SourceUnreadable
from tests.standin.accounts import ADDRESS
from tests.standin.fixture import Google
from tests.standin.spreadsheet import Moment, Row, Spreadsheet, Tab

ITEM, WHEN, CONTACT = "具体需要什么？", "最晚什么时候需要？", "联系电话或微信（不会公开）"
TITLES = ["时间戳记", ITEM, WHEN, CONTACT]
AT = Moment(43858.84378472222, "2020/1/28 下午 8:15:03")
SHANGHAI = ZoneInfo("Asia/Shanghai")
LOST_DIGITS = "「联系方式」在表格中是数字单元格，开头的 0 或 + 可能已丢失，请对照原表"


@dataclass
class Sheets:
    """Puts tabs behind the stand-in and opens the source on them."""

    google: Google
    community: Community

    def hold(self, *tabs: Tab, time_zone: str = "Asia/Shanghai") -> Spreadsheet:
        return self.google.world.add(Spreadsheet("sheet-1", time_zone=time_zone, tabs=list(tabs)))

    def source(self, tab: str | None = None) -> GoogleSheet:
        need = self.community.form_by_key["need"]
        return GoogleSheet(self.google.client(), need, self.community, "sheet-1", "LINLI_NEED_SHEET", tab)

    def read(self, *rows: Sequence[Any]) -> list[RawResponse]:
        self.hold(tab([TITLES, *rows]))
        return list(self.source().responses())


@pytest.fixture
def sheets(google: Google, community: Community) -> Sheets:
    return Sheets(google, community)


def tab(rows: Sequence[Sequence[Any]], title: str = "Form Responses 1", row_count: int | None = None) -> Tab:
    return Tab(1, title, row_count or max(1000, len(rows)), 26, [Row(list(row)) for row in rows])


def answers(response: RawResponse) -> list[str]:
    return list(response.answers.values())


def test_a_row_becomes_a_response(sheets: Sheets) -> None:
    (response,) = sheets.read([AT, "两盒口罩", "今晚", "wx-abc"])
    assert response.form == "need"
    assert response.received_at == datetime(2020, 1, 28, 20, 15, 3, tzinfo=SHANGHAI)
    assert [question.title for question in response.answers] == TITLES[1:]
    assert answers(response) == ["两盒口罩", "今晚", "wx-abc"]
    assert response.row_key is None
    assert response.notes == ()


def test_the_time_is_in_the_zone_of_the_spreadsheet(sheets: Sheets) -> None:
    sheets.hold(tab([TITLES, [Moment(44000.5, "")]]), time_zone="America/New_York")
    (response,) = sheets.source().responses()
    assert response.received_at == datetime(2020, 6, 18, 16, 0, tzinfo=UTC)


def test_short_rows_blank_rows_and_gaps(sheets: Sheets) -> None:
    first, second = sheets.read([AT, "口罩"], [], [None, "", None], [AT, None, None, "wx-abc"])
    assert answers(first) == ["口罩", "", ""]
    assert answers(second) == ["", "", "wx-abc"]


def test_rows_typed_by_hand(sheets: Sheets) -> None:
    words, day, nothing, nonsense = sheets.read(
        ["2020/1/28 下午 8:15:03", "a"], ["2020-01-28", "b"], [None, "c"], ["昨天", "d"]
    )
    assert words.received_at == datetime(2020, 1, 28, 20, 15, 3, tzinfo=SHANGHAI)
    assert day.received_at == datetime(2020, 1, 28, tzinfo=SHANGHAI)
    assert (nothing.received_at, nothing.notes) == (None, (UNREAD_TIME,))
    assert (nonsense.received_at, nonsense.notes) == (None, (UNREAD_TIME,))


@pytest.mark.parametrize(
    ("cell", "text"),
    [(13800138000, "13800138000"), (1.38e10, "13800000000"), (2164121234, "2164121234"), (110, "110")],
)
def test_a_phone_that_became_a_number_is_flagged_and_not_guessed(
    sheets: Sheets, cell: float, text: str
) -> None:
    (response,) = sheets.read([AT, "口罩", "", cell])
    assert answers(response)[2] == text
    assert response.notes == (LOST_DIGITS,)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(20, "20"), (2.5, "2.5"), (True, "TRUE"), (False, "FALSE"), ("0042", "0042"), ("1e5", "1e5")],
)
def test_other_cells_keep_their_words(sheets: Sheets, cell: Any, text: str) -> None:
    (response,) = sheets.read([AT, cell])
    assert answers(response)[0] == text
    assert response.notes == ()


def test_formulas_that_residents_write_stay_text(sheets: Sheets) -> None:
    words = '=IMPORTXML("http://example.org","//a")'
    (response,) = sheets.read([AT, words])
    assert answers(response)[0] == words


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Moment(43859, "2020/1/29"), "2020-01-29"),
        (Moment(43859.75, "2020/1/29 18:00"), "2020-01-29 18:00"),
        (Moment(0.75, "下午 6:00"), "18:00"),
        ("周五之前", "周五之前"),
        (-1, "-1"),
    ],
)
def test_only_a_question_about_time_makes_a_number_a_time(sheets: Sheets, cell: Any, text: str) -> None:
    (response,) = sheets.read([AT, "", cell])
    assert answers(response)[1] == text


def test_a_very_long_answer_is_cut_with_a_note(sheets: Sheets) -> None:
    (response,) = sheets.read([AT, "口" * 50_000])
    assert answers(response)[0] == "口" * 2000
    assert response.notes == ("「需要什么」的回答超过 2000 字，只保留了前 2000 字",)


def test_what_people_write_beside_the_answers_is_noted(sheets: Sheets) -> None:
    (response,) = sheets.read([AT, "口罩", "", "", None, "已电话联系"])
    assert response.notes == (MORE_CELLS,)


def test_an_empty_tab_has_no_questions_and_no_responses(sheets: Sheets) -> None:
    sheets.hold(tab([]))
    assert sheets.source().questions() == ()
    assert list(sheets.source().responses()) == []


def test_the_same_title_again_is_another_question(sheets: Sheets) -> None:
    sheets.hold(tab([["时间戳记", ITEM, ITEM]]))
    assert [question.occurrence for question in sheets.source().questions()] == [1, 1, 2]


def test_an_address_that_google_collects_is_not_kept(sheets: Sheets) -> None:
    sheets.hold(tab([["时间戳记", "电子邮件地址", ITEM], [AT, "invented@example.org", "口罩"]]))
    (response,) = sheets.source().responses()
    assert answers(response) == ["口罩"]


def test_the_tab_is_chosen_by_name(sheets: Sheets) -> None:
    sheets.hold(tab([TITLES, [AT, "不读"]], "笔记"), tab([TITLES, [AT, "读"]], "it's 回复!A1"))
    (response,) = sheets.source("it's 回复!A1").responses()
    assert answers(response)[0] == "读"


@pytest.mark.parametrize("name", [None, "不存在"])
def test_a_tab_that_is_not_clear_must_be_named(sheets: Sheets, name: str | None) -> None:
    sheets.hold(tab([], "一"), tab([], "二"))
    with pytest.raises(SourceUnreadable, match="LINLI_NEED_SHEET"):
        sheets.source(name).questions()


def test_an_unknown_zone_is_an_error(sheets: Sheets) -> None:
    sheets.hold(tab([TITLES]), time_zone="Nowhere/Nothing")
    with pytest.raises(SourceUnreadable, match="time zone"):
        sheets.source().questions()


def test_no_access_says_which_sheet_and_whom_to_share_it_with(sheets: Sheets) -> None:
    sheets.hold(tab([TITLES]))
    sheets.google.world.unshared.add("sheet-1")
    with pytest.raises(NotShared, match=f"LINLI_NEED_SHEET.*{ADDRESS}") as refused:
        sheets.source().questions()
    assert "sheet-1" not in str(refused.value)


@pytest.mark.parametrize("count", [0, 1, 999, 1000, 1001, 2000, 2001, 3500])
@pytest.mark.parametrize("spare", [0, 1, 1000, 5000])
def test_pages_of_a_thousand_rows(sheets: Sheets, count: int, spare: int) -> None:
    rows = [[AT, f"口罩 {number}"] for number in range(count)]
    sheets.hold(tab([TITLES, *rows], row_count=count + 1 + spare))
    source = sheets.source()
    source.questions()
    assert [answers(r)[0] for r in source.responses()] == [row[1] for row in rows]
    assert sheets.google.world.calls["GET"] <= -(-count // 1000) + 3


def test_a_row_typed_far_below_is_found(sheets: Sheets) -> None:
    rows: list[list[Any]] = [[AT, "上面"], *[[]] * 4000, [None, "下面"]]
    assert [answers(response)[0] for response in sheets.read(*rows)] == ["上面", "下面"]


def test_rows_that_move_while_they_are_read_void_the_pull(sheets: Sheets) -> None:
    sheet = sheets.hold(tab([TITLES, *[[AT, f"口罩 {number}"] for number in range(2500)]]))
    source = sheets.source()
    source.questions()
    sheet.tabs[0].rows[1:] = reversed(sheet.tabs[0].rows[1:])
    with pytest.raises(SheetMoved):
        list(source.responses())


def test_rows_that_are_deleted_while_they_are_read_void_the_pull(sheets: Sheets) -> None:
    sheet = sheets.hold(tab([TITLES, *[[AT, f"口罩 {number}"] for number in range(2500)]]))
    source = sheets.source()
    source.questions()
    sheet.tabs[0].row_count = 900
    with pytest.raises(SheetMoved):
        list(source.responses())


@pytest.mark.parametrize("seed", range(5))
def test_with_30_percent_of_calls_failing_a_pull_converges(sheets: Sheets, seed: int) -> None:
    rows = [[AT, f"口罩 {number}"] for number in range(3500)]
    sheets.hold(tab([TITLES, *rows]))
    sheets.google.world.faults.at_rate(0.3, seed)
    for _ in range(5):  # a pull may run out of patience; the next one starts anew
        try:
            read = [answers(response)[0] for response in sheets.source().responses()]
        except Unanswered:
            continue
        assert read == [row[1] for row in rows]
        return
    raise AssertionError("no pull came through")


@pytest.mark.parametrize("serial", [-1, 2_958_466, float("nan"), float("inf")])
def test_a_number_that_is_no_day(serial: float) -> None:
    assert serial_moment(serial) is None

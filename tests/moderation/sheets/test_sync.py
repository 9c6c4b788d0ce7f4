from __future__ import annotations

from pathlib import Path

import pytest

from moderation.core.community import load_community
from moderation.core.entry import Status
from moderation.sheets.columns import HUMAN, TITLE, Column, TabBroken
from moderation.sheets.deck import PUBLISHED
from moderation.sheets.plan import GONE, GONE_HINT
from moderation.sheets.ruling import CHANGED, NOBODY, SAME_PERSON, TWICE, UNKNOWN_WORD
from moderation.sheets.sync import SECOND_PERSON, TooManyGone
from tests.moderation.sheets.conftest import Town
from tests.standin.faults import PASSING, Fault
from tests.standin.spreadsheet import Row, Spreadsheet


def test_new_submissions_come_in_at_the_top(town: Town) -> None:
    town.thank("早来的邻居")
    town.thank("晚来的邻居")
    report = town.run()
    assert (report.inserted, report.unsettled) == (2, 0)
    late, early = town.column(Column.TEXT)
    assert "晚来的邻居" in late
    assert "早来的邻居" in early
    assert town.column(Column.STATUS) == ["待审核 pending"] * 2
    assert town.titles() == []


def test_a_second_run_changes_nothing(town: Town) -> None:
    town.thank("三栋的邻居")
    town.run()
    report = town.run()
    assert (report.inserted, report.written, report.unsettled) == (0, 0, 0)


def test_an_approval_is_published_within_one_run(town: Town) -> None:
    town.thank("三栋的邻居")
    town.run()
    town.decide("三栋的邻居", "通过 approve")
    assert town.run().decided == 1
    assert town.titles() == ["三栋的邻居"]
    assert town.column(Column.STATUS) == [PUBLISHED]
    assert town.column(Column.HINT) == [""]


def test_an_approval_lasts_through_runs_that_start_anew(town: Town) -> None:
    town.thank("三栋的邻居")
    town.run()
    town.decide("三栋的邻居", "通过 approve")
    town.run()
    first = town.published
    town.run()
    assert town.published == first


def test_changing_the_cell_takes_an_approval_back(town: Town) -> None:
    town.thank("三栋的邻居")
    town.run()
    town.decide("三栋的邻居", "通过")
    town.run()
    town.decide("三栋的邻居", "不通过")
    town.run()
    assert town.titles() == []
    assert town.column(Column.STATUS) == ["不通过 rejected"]


@pytest.mark.parametrize(
    "word", ["通过\u200b", " 通过 ", "ＡＰＰＲＯＶＥ", "Approve", "通過", "通过 approve"]
)
def test_words_that_look_right_count(town: Town, word: str) -> None:
    town.thank("三栋的邻居")
    town.run()
    town.decide("三栋的邻居", word)
    town.run()
    assert town.titles() == ["三栋的邻居"]


@pytest.mark.parametrize(
    "word", ["通过了", "不通过吧", "ok", "✓", "TRUE", "=TRUE", "approve approve", "通过?"]
)
def test_words_that_are_not_ours_do_not(town: Town, word: str) -> None:
    town.thank("三栋的邻居")
    town.run()
    town.decide("三栋的邻居", word)
    assert town.run().refused == 1
    assert town.titles() == []
    assert town.column(Column.HINT) == [UNKNOWN_WORD]


@pytest.mark.parametrize("name", ["", " ", "\u200b", "…", "——"])
def test_nobodys_decision_does_not_count(town: Town, name: str) -> None:
    town.thank("三栋的邻居")
    town.run()
    town.decide("三栋的邻居", "通过", by=name)
    town.run()
    assert town.titles() == []
    assert town.column(Column.HINT) == [NOBODY]


def test_solved_is_said_of_what_was_approved(town: Town) -> None:
    town.thank("三栋的邻居")
    town.run()
    town.decide("三栋的邻居", "已解决")
    town.run()
    assert "没有被接受" in town.column(Column.HINT)[0]
    town.decide("三栋的邻居", "通过")
    town.run()
    town.decide("三栋的邻居", "已解决", by="小李")
    for _ in range(2):
        town.run()
        assert [entry.status for entry in town.published] == [Status.FULFILLED]
        assert town.column(Column.HINT) == [""]


def test_what_was_withdrawn_must_be_reopened_also_by_a_queue_made_anew(town: Town) -> None:
    town.thank("三栋的邻居")
    town.run()
    town.decide("三栋的邻居", "撤下")
    town.run()
    town.decide("三栋的邻居", "通过")
    for _ in range(2):
        town.run()
        assert town.titles() == []
        assert "没有被接受" in town.column(Column.HINT)[0]
    town.decide("三栋的邻居", "重新打开", reason="本人又同意了")
    town.run()
    town.decide("三栋的邻居", "通过", reason="本人又同意了")
    town.run()
    assert town.titles() == ["三栋的邻居"]


def test_overruling_a_colleague_takes_two_also_in_a_queue_made_anew(town: Town) -> None:
    town.thank("三栋的邻居")
    town.run()
    town.decide("三栋的邻居", "不通过", by="小王")
    town.run()
    town.decide("三栋的邻居", "通过", by="小李")
    town.run()
    assert (town.titles(), town.column(Column.HINT)) == ([], [SECOND_PERSON])
    town.decide("三栋的邻居", "通过", by="小李", second="小赵")
    town.run()
    assert town.titles() == ["三栋的邻居"]


def test_clearing_the_cells_takes_an_approval_back(town: Town) -> None:
    town.thank("三栋的邻居")
    town.run()
    town.decide("三栋的邻居", "通过")
    town.run()
    town.decide("三栋的邻居", "", by="")
    town.run()
    assert town.titles() == []
    town.decide("三栋的邻居", "通过")
    town.run()
    assert town.titles() == ["三栋的邻居"]


def test_an_edit_returns_to_pending(town: Town) -> None:
    town.thank("三栋的邻居", "谢谢你们")
    town.run()
    town.decide("三栋的邻居", "通过")
    town.run()
    town.responses[0][1][1] = "加微信领口罩"
    town.run()
    assert town.titles() == []
    new, old = town.rows()
    assert town.cell(new, Column.STATUS) == "待审核 pending"
    assert (town.cell(old, Column.STATUS), town.cell(old, Column.HINT)) == (GONE, GONE_HINT)
    assert town.cell(old, Column.TEXT) == ""


def test_an_edit_on_a_queue_that_stays_voids_the_decision_until_somebody_decides_again(town: Town) -> None:
    town.thank("三栋的邻居", "谢谢你们送来的药和菜")
    town.step()
    town.decide("三栋的邻居", "通过")
    town.step()
    town.responses[0][1][1] = "谢谢你们送来的药和菜，还有水"
    for _ in range(3):
        town.step()
        assert town.titles() == []
        assert town.column(Column.HINT) == [CHANGED]
    town.decide("三栋的邻居", "通过", reason="看过新的内容")
    town.step()
    assert town.titles() == ["三栋的邻居"]
    assert town.column(Column.HINT) == [""]


def test_what_vanishes_is_unpublished_and_loses_its_text(town: Town) -> None:
    town.thank("三栋的邻居")
    town.run()
    town.decide("三栋的邻居", "通过")
    town.run()
    town.responses.clear()
    town.run()
    assert town.titles() == []
    assert town.column(Column.TEXT) == [""]
    assert town.column(Column.STATUS) == [GONE]


def test_a_sheet_that_lost_many_rows_stops_the_run(town: Town) -> None:
    for number in range(10):
        town.thank(f"{number} 栋的邻居")
    town.run()
    town.responses[5:] = []
    before = [list(row.values) for row in town.tab.rows]
    with pytest.raises(TooManyGone, match="5 of 10"):
        town.run(accept_loss=False)
    assert [list(row.values) for row in town.tab.rows] == before


def test_two_people_where_two_are_needed(town: Town, tmp_path: Path) -> None:
    careful = tmp_path / "community.toml"
    here = Path(__file__).parents[3] / "community.toml"
    thanks = 'key = "thanks"\n'
    careful.write_text(here.read_text("utf-8").replace(thanks, f'{thanks}two_people_if = ["to"]\n'), "utf-8")
    town.community = load_community(careful)
    town.thank("三栋的邻居")
    town.run()
    (row,) = town.rows()
    for second, status, hint in (
        ("", "待复核 second person", SECOND_PERSON),
        ("小 王", "待复核 second person", SAME_PERSON + SECOND_PERSON),
        ("小李", PUBLISHED, ""),
    ):
        town.write(row, Column.DECISION, "通过 approve")
        town.write(row, Column.BY, "小王")
        town.write(row, Column.SECOND, second)
        town.run()
        assert (town.cell(row, Column.STATUS), town.cell(row, Column.HINT)) == (status, hint)


def test_only_redacted_text_is_in_the_tab(town: Town) -> None:
    town.thank("三栋的邻居", "请打一三九零零零零一一一一，或 139-0000-1111")
    town.run()
    everything = str([row.values for row in town.tab.rows])
    for private in ("1390000", "139-0000", "一三九"):
        assert private not in everything
    assert "[已隐去]" in everything


def test_formulas_stay_text(town: Town) -> None:
    words = '=IMPORTXML("http://example.org/","//a")'
    town.thank("=1+1", words)
    town.run()
    town.decide("=1+1", "通过", by="=HYPERLINK(1)", reason="+1")
    town.run()
    assert words in town.column(Column.TEXT)[0]
    assert town.titles() == ["=1+1"]


def test_people_sort_and_insert_rows_between_runs(town: Town) -> None:
    for number in range(5):
        town.thank(f"{number} 栋的邻居")
    town.run()
    town.decide("3 栋", "通过")
    town.tab.rows[1:6] = reversed(town.tab.rows[1:6])
    town.insert(1, Row())
    town.insert(4, Row([None, "备注：周末前看完"]))
    report = town.run()
    assert report.inserted == 0
    assert town.titles() == ["3 栋的邻居"]
    assert "备注：周末前看完" in [row.at(1) for row in town.tab.rows]


def test_people_move_columns_and_add_their_own(town: Town) -> None:
    town.thank("三栋的邻居")
    town.run()
    for row, own in zip(town.tab.rows[:2], ("自己的备注", "x"), strict=True):
        row.values.insert(3, own)
        row.values.insert(0, row.values.pop(10) if len(row.values) > 10 else None)
    town.tab.column_count += 1
    town.decide("三栋的邻居", "通过")
    town.thank("四栋的邻居")
    town.run()
    assert town.titles() == ["三栋的邻居"]
    assert len(town.rows()) == 2
    assert "x" in town.row("三栋").values


def test_the_same_key_twice_decides_nothing(town: Town) -> None:
    town.thank("三栋的邻居")
    town.run()
    town.insert(2, town.rows()[0].copy())
    town.write(town.rows()[0], Column.DECISION, "通过")
    town.write(town.rows()[0], Column.BY, "小王")
    town.run()
    assert town.titles() == []
    assert town.column(Column.HINT) == [TWICE, TWICE]
    del town.tab.rows[2]
    town.tab.row_count -= 1
    town.run()
    assert town.titles() == ["三栋的邻居"]


def test_a_row_that_is_there_twice_to_the_last_cell_is_dropped(town: Town) -> None:
    town.thank("三栋的邻居")
    town.run()
    town.insert(2, town.rows()[0].copy())
    town.run()
    assert len(town.rows()) == 1


def test_a_key_that_somebody_typed_is_nobodys(town: Town) -> None:
    town.thank("三栋的邻居")
    town.run()
    (row,) = town.rows()
    town.decide("三栋的邻居", "通过")
    town.write(row, Column.KEY, "aaaaaaaaaa")
    town.run()
    assert town.titles() == []
    assert len(town.rows()) == 2


def test_what_people_overwrite_in_the_bots_columns_is_put_right(town: Town) -> None:
    town.thank("三栋的邻居")
    town.run()
    (row,) = town.rows()
    text = town.cell(row, Column.TEXT)
    town.write(row, Column.TEXT, "改掉了")
    town.write(row, Column.STATUS, PUBLISHED)
    town.run()
    assert town.cell(row, Column.TEXT) == text
    assert town.titles() == []


def test_a_forged_version_is_no_approval(town: Town) -> None:
    town.thank("三栋的邻居")
    town.run()
    town.decide("三栋的邻居", "通过")
    town.write(town.rows()[0], Column.CODE, "00000000")
    town.run()
    assert town.titles() == []
    assert town.column(Column.HINT) == [CHANGED]


def test_people_sort_between_reading_and_writing(town: Town) -> None:
    for number in range(6):
        town.thank(f"{number} 栋的邻居")
    town.run()
    town.decide("2 栋", "通过", by="小王")
    town.decide("4 栋", "不通过", by="小李")
    town.google.world.faults.script(None, None, Fault.PEOPLE_IN_BETWEEN)  # metadata, read, write
    report = town.run()
    assert report.unsettled == 0
    assert town.titles() == ["2 栋的邻居"]
    assert town.cell(town.row("2 栋"), Column.STATUS) == PUBLISHED
    assert town.cell(town.row("4 栋"), Column.STATUS) == "不通过 rejected"
    assert town.cell(town.row("4 栋"), Column.BY) == "小李"


def test_without_end_of_sorting_the_next_run_mends_it(town: Town) -> None:
    for number in range(5):
        town.thank(f"{number} 栋的邻居")
    town.run()
    town.decide("1 栋", "通过")
    town.google.world.faults.at_rate(1.0, 1, [Fault.PEOPLE_IN_BETWEEN])
    town.run()
    town.google.world.faults.at_rate(0.0, 1)
    assert town.run().unsettled == 0
    assert town.titles() == ["1 栋的邻居"]
    assert sorted(town.column(Column.BY)) == ["", "", "", "", "小王"]


def test_a_read_that_lags_behind_inserts_nothing_twice(town: Town) -> None:
    town.thank("三栋的邻居")
    town.run()
    town.thank("四栋的邻居")
    town.google.world.faults.script(None, None, None, Fault.STALE)  # metadata, read, insert, look again
    town.run()
    town.run()
    assert len(town.rows()) == 2


@pytest.mark.parametrize("fault", PASSING)
def test_an_insert_that_failed_half_way_is_there_once(town: Town, fault: Fault) -> None:
    town.thank("三栋的邻居")
    town.google.world.faults.script(None, None, fault)  # metadata, read, insert
    town.run()
    assert len(town.rows()) == 1


def test_a_missing_header_stops_the_run_and_init_mends_it(town: Town) -> None:
    town.thank("三栋的邻居")
    town.run()
    town.tab.rows[0].put(town.places()[Column.STATUS], "状况")
    with pytest.raises(TabBroken, match="状态 status"):
        town.run()
    town.open_tab().repair(town.community)
    assert town.run().unsettled == 0
    assert town.column(Column.STATUS) == ["待审核 pending"]


def test_a_doubled_header_must_be_deleted_by_a_person(town: Town) -> None:
    town.tab.column_count += 1
    town.tab.rows[0].put(17, Column.DECISION)
    with pytest.raises(TabBroken, match="决定 decision"):
        town.open_tab().repair(town.community)


def test_no_tab_yet_says_how_to_make_it(town: Town) -> None:
    town.google.world.add(Spreadsheet("moderation-1"))
    with pytest.raises(TabBroken, match="sync --init"):
        town.run()


def test_how_many_calls_a_run_makes(town: Town) -> None:
    for number in range(501):
        town.thank(f"{number} 栋的邻居")
    world = town.google.world
    world.calls.clear()
    town.run()
    assert world.calls.total() <= 6 + 501 / 500
    for row in town.rows():
        town.write(row, Column.DECISION, "不通过")
        town.write(row, Column.BY, "小王")
    world.calls.clear()
    report = town.run()
    assert report.written == 501
    assert world.calls.total() <= 6 + 501 / 500


def test_human_columns_are_never_written(town: Town) -> None:
    for number in range(3):
        town.thank(f"{number} 栋的邻居")
    town.run()
    for row in town.rows():
        for column in HUMAN:
            town.write(row, column, f"{column.name} ?")
    town.thank("新来的邻居")
    town.run()
    town.responses.clear()
    town.run()
    for row in town.rows():
        written = [town.cell(row, column) for column in HUMAN]
        assert written in ([f"{column.name} ?" for column in HUMAN], [""] * len(HUMAN))
    assert town.tab.title == TITLE

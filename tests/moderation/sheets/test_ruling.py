from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.core.decision import Action
from moderation.queue.words import Kind
from moderation.sheets.card import Card
from moderation.sheets.columns import Column, TabRow, action_in, outcome_in
from moderation.sheets.ruling import (
    CHANGED,
    NO_REASON,
    NOBODY,
    SAME_PERSON,
    TWICE,
    UNKNOWN_WORD,
    Ruling,
    Said,
    ruling,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 12, tzinfo=UTC)
CARD = Card("abc", 1, "c0de0001", {})


def row(**cells: str) -> TabRow:
    blank = dict.fromkeys(Column, "") | {Column.KEY: "abc", Column.CODE: CARD.code}
    return TabRow(2, blank | {Column[name]: text for name, text in cells.items()})


def rule(*, once: bool = True, now: datetime = NOW, **cells: str) -> Ruling:
    return ruling(row(**cells), CARD, once=once, now=now)


def words(one: Ruling) -> list[tuple[str, str]]:
    return [(said.word, said.by) for said in one.said]


def test_nothing_written_says_nothing() -> None:
    assert rule() == Ruling()


def test_a_name_alone_decides_nothing() -> None:
    assert rule(BY="小王") == Ruling()


def test_a_decision_counts_from_when_it_is_first_read() -> None:
    first = rule(DECISION="通过", BY="小王")
    assert (first.said, first.new) == ((Said(NOW, Kind.DECISION, Action.APPROVE, "小王"),), 1)
    again = rule(DECISION="通过", BY="小王", RECORD=first.record, now=LATER)
    assert (again.said, again.new, again.record) == (first.said, 0, first.record)


def test_the_history_stays_when_the_cells_say_something_else() -> None:
    first = rule(DECISION="不通过", BY="小王")
    second = rule(DECISION="通过", BY="小李", RECORD=first.record, now=LATER)
    assert words(second) == [("reject", "小王"), ("approve", "小李")]
    assert second.new == 1


def test_a_second_person_is_added_to_the_first() -> None:
    first = rule(DECISION="通过", BY="小王")
    second = rule(DECISION="通过", BY="小王", SECOND="小李", RECORD=first.record, now=LATER)
    assert words(second) == [("approve", "小王"), ("approve", "小李")]
    assert second.new == 1


def test_the_second_person_is_another_one() -> None:
    one = rule(DECISION="通过", BY="小王", SECOND=" 小 王")
    assert (words(one), one.hint) == ([("approve", "小王")], SAME_PERSON)


@pytest.mark.parametrize("cells", [{}, {"BY": "小王"}, {"DECISION": "通过"}, {"DECISION": "好", "BY": "王"}])
def test_a_cleared_or_spoilt_cell_takes_the_approval_back(cells: dict[str, str]) -> None:
    first = rule(DECISION="通过", BY="小王")
    cleared = ruling(row(RECORD=first.record, **cells), CARD, once=True, now=LATER)
    assert words(cleared) == [("approve", "小王"), ("hold", "小王")]
    again = ruling(row(RECORD=cleared.record, **cells), CARD, once=True, now=LATER)
    assert again.new == 0


def test_a_decision_on_other_words_is_void_until_a_cell_changes() -> None:
    stale = rule(DECISION="通过", BY="小王", CODE="0ther000")
    assert (stale.said, stale.hint) == ((), CHANGED)
    still = rule(DECISION="通过", BY="小王", RECORD=stale.record)
    assert (still.said, still.hint) == ((), CHANGED)
    assert rule(DECISION="通过", BY="小王", REASON="看过", RECORD=stale.record).new == 1


def test_an_acceptance_of_other_words_is_void() -> None:
    other = Card("abc", 1, "0ther000", {})
    accepted = ruling(row(DECISION="通过", BY="小王", CODE=other.code), other, once=True, now=NOW)
    assert rule(DECISION="通过", BY="小王", RECORD=accepted.record).hint == CHANGED


def test_a_key_on_two_rows_decides_nothing() -> None:
    one = rule(once=False, DECISION="通过", BY="小王")
    assert (one.said, one.hint) == ((), TWICE)


@pytest.mark.parametrize(
    ("cells", "hint"),
    [
        ({"DECISION": "好", "BY": "小王"}, UNKNOWN_WORD),
        ({"DECISION": "通过", "CALL": "好", "BY": "小王"}, UNKNOWN_WORD),
        ({"DECISION": "通过"}, NOBODY),
        ({"CALL": "已确认"}, NOBODY),
        ({"DECISION": "重新打开", "BY": "小王"}, NO_REASON),
    ],
)
def test_why_a_decision_does_not_count(cells: dict[str, str], hint: str) -> None:
    one = ruling(row(**cells), CARD, once=True, now=NOW)
    assert (one.said, one.hint) == ((), hint)


def test_a_call_back_counts_without_a_decision_and_once() -> None:
    first = rule(CALL="已确认 confirmed", BY="小王")
    assert words(first) == [("confirmed", "小王")]
    assert rule(CALL="已确认", BY="小王", DECISION="通过", RECORD=first.record).new == 1


@pytest.mark.parametrize(
    "record",
    [
        "{}",
        "[]",
        "null",
        "nonsense",
        '{"code": "c0de0001"}',
        '{"code": "c0de0001", "said": [["2026-03-01T12:00:00", "decision", "approve", "小王"]]}',
        '{"code": "c0de0001", "said": [["2026-03-01T12:00:00+00:00", "decision", "publish", "小王"]]}',
        '{"code": "c0de0001", "said": [["2026-03-01T12:00:00+00:00", "reading", "read", "小王"]]}',
        '{"code": "c0de0001", "said": [["2026-03-01T12:00:00+00:00", "decision", "approve", ""]]}',
        '{"code": "c0de0001", "said": [["2026-03-01T12:00:00+00:00", "decision", "approve"]]}',
    ],
)
def test_a_record_the_bot_did_not_write_is_no_history(record: str) -> None:
    assert rule(RECORD=record).said == ()
    assert rule(DECISION="通过", BY="小王", RECORD=record).new == 1


@given(st.text(max_size=12))
def test_only_allowed_words_count(word: str) -> None:
    assert bool(rule(DECISION=word, BY="小王").said) == (action_in(word) is not None)


@given(st.text(max_size=30))
def test_no_text_is_two_words(word: str) -> None:
    assert action_in(word) is None or outcome_in(word) is None


@given(st.dictionaries(st.sampled_from([column.name for column in Column]), st.text(max_size=20)))
def test_a_ruling_never_raises_and_never_speaks_of_other_words(cells: dict[str, str]) -> None:
    one = ruling(row(**cells), CARD, once=True, now=NOW)
    assert not one.said or row(**cells).cells[Column.CODE].strip() == CARD.code

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.core.decision import Action
from moderation.queue.words import Outcome
from moderation.sheets.card import Card
from moderation.sheets.columns import Column, TabRow, action_in, outcome_in
from moderation.sheets.ruling import CHANGED, NO_REASON, NOBODY, TWICE, UNKNOWN_WORD, Ruling, ruling

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 12, tzinfo=UTC)
CARD = Card("abc", 1, "c0de0001", {})


def row(**cells: str) -> TabRow:
    blank = dict.fromkeys(Column, "") | {Column.KEY: "abc", Column.CODE: CARD.code}
    return TabRow(2, blank | {Column[name]: text for name, text in cells.items()})


def rule(*, once: bool = True, now: datetime = NOW, **cells: str) -> Ruling:
    return ruling(row(**cells), CARD, once=once, now=now)


def test_nothing_written_says_nothing() -> None:
    assert rule() == Ruling()


def test_a_name_alone_decides_nothing() -> None:
    assert rule(BY="小王") == Ruling()


def test_a_decision_counts_from_when_it_is_first_read() -> None:
    first = rule(DECISION="通过", BY="小王")
    assert first.choice is not None
    assert (first.choice.action, first.choice.at, first.choice.new) == (Action.APPROVE, NOW, True)
    again = rule(DECISION="通过", BY="小王", RECORD=first.record, now=LATER)
    assert again.choice is not None
    assert (again.choice.at, again.choice.new, again.record) == (NOW, False, first.record)


def test_a_changed_cell_is_a_new_decision() -> None:
    first = rule(DECISION="通过", BY="小王")
    changed = rule(DECISION="通过", BY="小王", REASON="看过", RECORD=first.record, now=LATER)
    assert changed.choice is not None
    assert (changed.choice.at, changed.choice.new) == (LATER, True)


def test_a_decision_on_other_words_is_void_until_a_cell_changes() -> None:
    stale = rule(DECISION="通过", BY="小王", CODE="0ther000")
    assert (stale.choice, stale.hint) == (None, CHANGED)
    still = rule(DECISION="通过", BY="小王", RECORD=stale.record)
    assert (still.choice, still.hint) == (None, CHANGED)
    assert rule(DECISION="通过", BY="小王", REASON="看过", RECORD=stale.record).choice is not None


def test_an_acceptance_of_other_words_is_void() -> None:
    other = Card("abc", 1, "0ther000", {})
    accepted = ruling(row(DECISION="通过", BY="小王", CODE=other.code), other, once=True, now=NOW)
    assert rule(DECISION="通过", BY="小王", RECORD=accepted.record).hint == CHANGED


def test_a_key_on_two_rows_decides_nothing() -> None:
    assert rule(once=False, DECISION="通过", BY="小王").hint == TWICE


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
    assert ruling(row(**cells), CARD, once=True, now=NOW) == Ruling(hint=hint)


def test_a_call_back_counts_without_a_decision() -> None:
    one = rule(CALL="已确认 confirmed", BY="小王").choice
    assert one is not None
    assert (one.action, one.outcome) == (None, Outcome.CONFIRMED)


def test_the_second_person_is_another_one() -> None:
    one = rule(DECISION="通过", BY="小王", SECOND=" 小 王").choice
    other = rule(DECISION="通过", BY="小王", SECOND="小李").choice
    assert one is not None
    assert other is not None
    assert (one.second, other.second) == ("", "小李")


@pytest.mark.parametrize("record", ["", "作废", "2026", "2026-03-01T12:00:00 x y", "nonsense x y", "1 2 3 4"])
def test_a_record_the_bot_did_not_write_is_no_record(record: str) -> None:
    one = rule(DECISION="通过", BY="小王", RECORD=record).choice
    assert one is not None
    assert one.new is True


@given(st.text(max_size=12))
def test_only_allowed_words_count(word: str) -> None:
    one = rule(DECISION=word, BY="小王")
    assert (one.choice is not None) == (action_in(word) is not None)


@given(st.text(max_size=30))
def test_no_text_is_two_words(word: str) -> None:
    assert action_in(word) is None or outcome_in(word) is None


@given(st.dictionaries(st.sampled_from([column.name for column in Column]), st.text(max_size=20)))
def test_a_ruling_never_raises_and_never_approves_other_words(cells: dict[str, str]) -> None:
    one = ruling(row(**cells), CARD, once=True, now=NOW)
    if one.choice is not None:
        assert row(**cells).cells[Column.CODE].strip() != ""

"""Tables that people read in a narrow window, and the same as JSON."""

from __future__ import annotations

import json

import pytest

from commands import say


def test_names_and_values_have_no_words_above_them(capsys: pytest.CaptureFixture[str]) -> None:
    say.facts("网站 site", {"published": 3, "files": 12}, as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines[2:4]] == [
        ["│", "published", "│", "3", "│"],
        ["│", "files", "│", "12", "│"],
    ]


def test_no_word_of_a_wide_table_is_cut_short(capsys: pytest.CaptureFixture[str]) -> None:
    columns = ["form", *(f"column-{number:02}" for number in range(9))]
    say.rows("", columns, [["channel", *range(9)]], as_json=False)
    told = capsys.readouterr().out
    assert "channel" in told
    assert "…" not in told


def test_brackets_and_colons_are_words_like_others(capsys: pytest.CaptureFixture[str]) -> None:
    say.rows("", ["mend"], [["add a [[source]] [/b] :smile:"]], as_json=False)
    assert "add a [[source]] [/b] :smile:" in capsys.readouterr().out


def test_json_is_one_object_or_a_list_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    say.facts("", {"published": 3}, as_json=True)
    say.rows("", ["form", "read"], [["need", 2]], as_json=True)
    assert list(map(json.loads, capsys.readouterr().out.splitlines())) == [
        {"published": 3},
        [{"form": "need", "read": 2}],
    ]

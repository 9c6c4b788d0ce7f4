"""Any line gives a line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.redaction.jsonl import screen_lines
from moderation.screening.ruleset import load_ruleset

RULES = load_ruleset()


def one(line: str | bytes) -> dict[str, Any]:
    (written,) = screen_lines([line], RULES)
    assert "\n" not in written
    result: dict[str, Any] = json.loads(written.encode())
    return result


def test_says_what_was_found_at_raw_offsets() -> None:
    line = json.dumps({"id": "n1", "form": "need", "text": "打１３８\u200b００１３８０００吧"})
    assert one(line) == {
        "id": "n1",
        "verdict": "note",
        "findings": [
            {
                "rule": "mobile_number",
                "kind": "PHONE",
                "start": 1,
                "end": 13,
                "severity": "note",
                "message": "疑似手机号码,建议隐去",
            }
        ],
        "redacted": "打[已隐去]吧",
        "scores": one(line)["scores"],
    }


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "not JSON"),
        (b"\xff\xfe", "not UTF-8 at byte 0"),
        ("[1]", "not an object"),
        ('{"id": 1}', '"text" is missing'),
        ('{"text": 1}', '"text" is missing or not a string'),
        ('{"text": "", "form": 1}', '"form" is not a string'),
        ('{"text": "", "id": {}}', '"id" is neither'),
        ('{"text": "", "id": NaN}', "a number too long"),
        ("[" * 100_000, "nested too deeply"),
        ('{"text": "", "id": ' + "1" * 5000 + "}", "a number too long"),
    ],
)
def test_a_bad_line_is_named_and_others_go_on(line: str | bytes, reason: str) -> None:
    bad, good = (json.loads(written) for written in screen_lines([line, '{"id": 2, "text": "好"}'], RULES))
    assert bad["line"] == 1
    assert reason in bad["error"]
    assert good["id"] == 2


def test_a_lone_surrogate_comes_back_as_it_came() -> None:
    assert one('{"id": "\\ud800", "text": "x\\udfff"}')["redacted"] == "x\udfff"


def test_a_byte_order_mark_before_the_first_line_is_no_fault() -> None:
    assert one('\ufeff{"id": 1, "text": "x"}')["id"] == 1


@given(st.text(st.characters()) | st.binary())
def test_any_line_at_all_gives_a_line(line: str | bytes) -> None:
    assert one(line).keys() & {"error", "verdict"}


@given(st.text(st.characters(), max_size=300))
def test_any_text_at_all_gives_a_verdict(text: str) -> None:
    assert one(json.dumps({"id": None, "text": text}))["verdict"] in {"clear", "note", "hold", "block"}

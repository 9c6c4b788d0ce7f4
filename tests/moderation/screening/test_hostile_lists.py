"""Public lists of hostile text: every one gives a result, and hides no planted number."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from moderation.core.finding import Kind
from moderation.redaction.jsonl import screen_lines
from moderation.redaction.redact import private_spans, redact
from moderation.screening.ruleset import load_ruleset
from moderation.screening.screen import screen
from tests.shared_data import shared

RULES = load_ruleset()
PLANTED = "13502648790"  # every digit there is


def listed(name: str) -> list[Any]:
    items: list[Any] = json.loads(shared(f"security/{name}.json").read_text("utf-8"))
    return items


def hidden(text: str) -> str:
    return redact(text, private_spans(text, screen({"text": text}, RULES).findings, "text"))


def faults(text: str) -> list[str]:
    return [found.rule for found in screen({"text": text}, RULES).findings if found.kind is Kind.FAULT]


@pytest.mark.parametrize("name", ["blns", "trojan_source"])
def test_naughty_strings_crash_no_rule(name: str) -> None:
    texts = [item if isinstance(item, str) else item["input"] for item in listed(name)]
    assert [rule for text in texts for rule in faults(text)] == []


def test_a_number_planted_among_naughty_strings_is_hidden() -> None:
    around = [f"{text}\n电话{PLANTED},谢谢" for text in listed("blns")]
    assert [text for text in around if PLANTED in hidden(text)] == []


def test_any_bytes_as_a_line_give_a_line() -> None:
    lines = [base64.b64decode(item["base64"]) for item in listed("encodings")]
    assert len(list(screen_lines(lines, RULES))) == len(lines)


def test_long_evil_strings_crash_no_rule() -> None:
    for item in listed("evil_strings"):
        text = item["prefix"] + item["repeat"] * (10_000 // len(item["repeat"])) + item["suffix"]
        assert (item["name"], faults(text)) == (item["name"], [])


def test_an_invisible_character_between_digits_does_not_help() -> None:
    invisible = [
        chr(int(item["cp"][2:], 16)) for item in listed("unicode_evasion") if item["kind"] == "invisible"
    ]
    disguised = [f"打{PLANTED[:5]}{c}{PLANTED[5:]}吧" for c in invisible]
    assert [text for text in disguised if hidden(text) != "打[已隐去]吧"] == []


def test_a_digit_of_any_script_does_not_help() -> None:
    evading = []
    for item in listed("unicode_evasion"):
        if item["kind"] != "invisible":
            disguised = PLANTED.replace(str(item["value"]), chr(int(item["cp"][2:], 16)))
            if hidden(f"打{disguised}吧") != "打[已隐去]吧":
                evading.append(item["cp"])
    assert evading == []

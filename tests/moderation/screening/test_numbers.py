"""Numbers in many wordings: what is marked is hidden exactly, a line without marks stays as it is."""

from __future__ import annotations

import pytest

from moderation.core.finding import Kind
from moderation.redaction.redact import merged, private_spans
from moderation.screening.ruleset import load_ruleset
from moderation.screening.screen import screen
from tests.moderation.screening.marks import unmarked
from tests.moderation.screening.test_doors_and_names import marked_lines

RULES = load_ruleset()
OTHERS = {Kind.NAME, Kind.ADDRESS}


@pytest.mark.parametrize("line", marked_lines("numbers.txt"))
def test_hides_numbers_and_nothing_else(line: str) -> None:
    text, marked = unmarked(line)
    found = [said for said in screen({"text": text}, RULES).findings if said.kind not in OTHERS]
    spans = merged(text, private_spans(text, found, "text"))
    assert [(span.start, span.end) for span in spans] == [(span.start, span.end) for span in marked]

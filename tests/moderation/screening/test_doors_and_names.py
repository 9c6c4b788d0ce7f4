"""Doors and names in many wordings: what is marked is hidden exactly, a line without marks stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.core.text import fold
from moderation.screening.rule import Context
from moderation.screening.rules import door_address, private_name
from tests.moderation.screening.marks import unmarked


def marked_lines(name: str) -> list[str]:
    """The lines of a file beside this one; a zero-width space and a line end are written as escapes."""
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("# ")]
    return [line.replace("\\u200b", "\u200b").replace("\\n", "\n") for line in kept]


def hidden_by_doors(text: str) -> list[tuple[int, int]]:
    return [(hit.span.start, hit.span.end) for hit in door_address.find(fold(text), Context())]


def hidden_by_names(text: str) -> list[tuple[int, int]]:
    return [(hit.span.start, hit.span.end) for hit in private_name.find(fold(text), Context())]


@pytest.mark.parametrize("line", marked_lines("doors.txt"))
def test_hides_doors_and_nothing_else(line: str) -> None:
    text, marked = unmarked(line)
    assert hidden_by_doors(text) == [(span.start, span.end) for span in marked]


@pytest.mark.parametrize("line", marked_lines("names.txt"))
def test_hides_names_and_nothing_else(line: str) -> None:
    text, marked = unmarked(line)
    assert hidden_by_names(text) == [(span.start, span.end) for span in marked]


PIECES = st.sampled_from(
    [
        *"栋单元号楼室弄路街住家的-—#·附之甲乙东bf 5012一三十百\0",
        "flat ",
        "bldg.",
        "联系人",
        "团长",
        "王",
        "欧阳",
        "扎西",
        "Mary ",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_pile_of_pieces_gives_spans_within_the_text(text: str) -> None:
    spans = hidden_by_doors(text) + hidden_by_names(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@given(st.text(max_size=60))
def test_any_text_gives_spans_within_it(text: str) -> None:
    spans = hidden_by_doors(text) + hidden_by_names(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)

"""What coded answers say."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.core.community import Community
from moderation.core.community.load import load_community
from moderation.queue.answers import chosen


@pytest.fixture(scope="module")
def community() -> Community:
    return load_community(Path(__file__).parents[3] / "community.toml")


@pytest.mark.parametrize(
    ("answer", "keys"),
    [
        ("", ()),
        ("别的", ()),
        ("备用", ("spare",)),
        ("备用, 备用", ("spare",)),
        ("家有一岁以下婴儿, 备用", ("infant", "spare")),
        ("家有一岁以下婴儿┋备用", ("infant", "spare")),
        ("自己写的, 带逗号, 备用", ("spare",)),
        (
            "Meets many people at work (driver, courier, medical staff …), To have some in reserve",
            ("many-contacts", "spare"),
        ),
        ("Meets many people at work (driver, courier", ()),
    ],
)
def test_several_answers_in_one_cell(community: Community, answer: str, keys: tuple[str, ...]) -> None:
    field = community.form_by_key["need"].by_key["reasons"]
    assert tuple(option.key for option in chosen(community, field, answer)) == keys

"""docs/deploy-without-server.md says what the code and the workflows say."""

from __future__ import annotations

import re
from pathlib import Path

from moderation.sheets.columns import HUMAN

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs/deploy-without-server.md").read_text("utf-8")


def test_every_variable_of_the_workflow_is_explained() -> None:
    workflow = (ROOT / ".github/workflows/publish.yml").read_text("utf-8")
    wanted = set(re.findall(r"(?:vars|secrets)\.(\w+)", workflow))
    assert {name for name in wanted if f"`{name}`" not in DOC} == set()


def test_the_columns_of_people_are_named() -> None:
    names = "、".join(column.split()[0] for column in HUMAN)
    assert f"**{names}**" in DOC


def test_every_file_it_links_to_is_there() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", DOC)
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []

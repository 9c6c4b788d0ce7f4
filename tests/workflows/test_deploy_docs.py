"""docs/deploy-without-server.md says what the code and the workflows say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from moderation.core.community import Form, load_community
from moderation.core.response import Question
from moderation.sheets.columns import HUMAN
from moderation.sources.forms import fit

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs/deploy-without-server.md").read_text("utf-8")


def table(form: Form) -> list[tuple[str, bool]]:
    """The (title, required) rows of the form's table."""
    part = DOC.split(f"**{form.name.zh_hans} {form.key}**")[1].split("\n\n")[1]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in part.splitlines()[2:]]
    return [(row[0], row[2] == "✓") for row in rows]


@pytest.mark.parametrize("key", ["need", "offer"])
def test_the_questions_to_create_fit_the_form(key: str) -> None:
    form = load_community(ROOT / "community.toml").form_by_key[key]
    rows = table(form)
    columns = fit(form, [Question("时间戳记"), *(Question(title) for title, _ in rows)])
    assert [(field.titles[0], field.required) for _, field in columns.fields] == rows
    assert len(columns.fields) == len(form.fields)


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

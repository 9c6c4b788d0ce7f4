from __future__ import annotations

from pathlib import Path

import pytest

from commands.form_pages import form_page
from commands.generated_docs import documents, main, stale, write
from moderation.core.community import load_community
from moderation.core.response import Question
from moderation.sources.forms import fit

COMMUNITY = load_community(Path(__file__).parents[2] / "community.toml")
PAGE = form_page(COMMUNITY)


def rows(key: str) -> list[list[str]]:
    """The rows of a form's table of questions."""
    part = PAGE.split(f" {key}\n")[1].split("\n\n")[1]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in part.splitlines()[2:]]


@pytest.mark.parametrize("key", COMMUNITY.form_by_key)
def test_a_form_made_after_the_page_fits(key: str) -> None:
    form = COMMUNITY.form_by_key[key]
    columns = fit(form, [Question("时间戳记"), *(Question(row[0]) for row in rows(key))])
    assert [field.key for _, field in columns.fields] == [field.key for field in form.fields]


@pytest.mark.parametrize("key", COMMUNITY.form_by_key)
def test_it_says_what_is_required_and_what_is_public(key: str) -> None:
    fields = COMMUNITY.form_by_key[key].fields
    assert [(bool(row[2]), bool(row[3])) for row in rows(key)] == [
        (field.required, field.public) for field in fields
    ]


def test_every_answer_is_listed() -> None:
    options = [option for form in COMMUNITY.forms for field in form.fields for option in field.options]
    assert options
    assert [option.key for option in options if f"- {option.label.zh_hans}\n" not in PAGE] == []


def test_missing_changed_and_left_over_documents_are_stale_until_written(tmp_path: Path) -> None:
    wanted = {"forms.md": "a", "rules/b.md": "b"}
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/b.md").write_text("old")
    (tmp_path / "rules/gone.md").write_text("old")
    (tmp_path / "by-hand.md").write_text("left alone")
    assert stale(tmp_path, wanted) == ["forms.md", "rules/b.md", "rules/gone.md"]
    write(tmp_path, wanted)
    assert stale(tmp_path, wanted) == []
    assert (tmp_path / "by-hand.md").read_text() == "left alone"


def test_a_check_fails_for_what_is_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("commands.generated_docs.DOCS", tmp_path)
    monkeypatch.chdir(Path(__file__).parents[2])
    assert main(["--check"]) == 5
    assert "make docs" in capsys.readouterr().err
    write(tmp_path, documents())
    assert main(["--check"]) == 0

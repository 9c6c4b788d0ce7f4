"""Guides say where their facts come from, exist in Chinese and English, and hold nothing but Markdown."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import re2
import yaml

CONTENT = Path(__file__).parents[2] / "content"
TEXTS = sorted(CONTENT.glob("*.md"))
ORIGINALS = [text for text in TEXTS if "." not in text.stem]
FRONT_MATTER = {"title", "description", "reviewed_by", "reviewed_on", "sources"}

LINK = re2.compile(r"(!?)\[[^\]]*\]\(([^)]*)\)")
TAG = re2.compile(r"<[a-zA-Z/!]")


def front_matter(text: Path) -> dict[str, Any]:
    _, head, _ = text.read_text("utf-8").split("---\n", 2)
    told = yaml.safe_load(head)
    assert isinstance(told, dict)
    return told


def test_every_guide_is_there_in_english() -> None:
    assert len(ORIGINALS) >= 13
    assert [one.name for one in ORIGINALS if not one.with_suffix(".en.md").is_file()] == []


def test_a_translation_belongs_to_a_guide() -> None:
    originals = {one.stem for one in ORIGINALS}
    assert [one.name for one in TEXTS if one.name.partition(".")[0] not in originals] == []


@pytest.mark.parametrize("guide", TEXTS, ids=lambda guide: guide.name)
def test_reviewed_and_sourced(guide: Path) -> None:
    told = front_matter(guide)
    assert set(told) == FRONT_MATTER
    assert isinstance(told["reviewed_on"], date)
    assert told["sources"]
    for source in told["sources"]:
        assert set(source) == {"title", "url"}
        assert source["url"].startswith("https://")


@pytest.mark.parametrize("guide", TEXTS, ids=lambda guide: guide.name)
def test_plain_markdown_with_links_that_lead_somewhere(guide: Path) -> None:
    text = guide.read_text("utf-8")
    assert TAG.search(text) is None
    links = [(mark, target) for mark, target in LINK.findall(text)]
    assert [target for mark, target in links if mark] == []
    assert [target for _, target in links if not (CONTENT / target).is_file()] == []


@pytest.mark.parametrize("guide", TEXTS, ids=lambda guide: guide.name)
def test_a_translation_has_the_sections_of_its_original(guide: Path) -> None:
    def sections(text: Path) -> int:
        return sum(line.startswith("## ") for line in text.read_text("utf-8").splitlines())

    original = CONTENT / f"{guide.name.partition('.')[0]}.md"
    own_for_readers = {
        "foreign-residents.en.md"
    }  # written for the residents, its original for who helps them
    if guide.name not in own_for_readers:
        assert sections(guide) == sections(original)

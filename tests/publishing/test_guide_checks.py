"""Every mistake in a guide is said with its file, its line and the mend, all of them together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from publishing.guide_checks import check_guides
from publishing.guides import GuidesNotBuilt
from tests.publishing.sample import COMMUNITY, REPOSITORY

TODAY = date(2026, 11, 20)
GOOD = """---
title: 指南
reviewed_by: 物资组
reviewed_on: 2026-11-01
areas: [east]
sources:
  - title: 药监局
    url: https://www.nmpa.gov.cn/
---
# 指南
见[另一份](b.md#x)，![盒子](box.png)，[外面](https://example.org/)。
"""


def said(folder: Path, text: str) -> list[str]:
    (folder / "a.md").write_text(text, "utf-8")
    (folder / "b.md").write_text(GOOD.replace("见[另一份](b.md#x)", "见[a](a.md)"), "utf-8")
    (folder / "box.png").touch()
    with pytest.raises(GuidesNotBuilt) as error:
        check_guides(folder, COMMUNITY, TODAY)
    return str(error.value).replace(f"{folder}/", "").splitlines()


def test_a_good_guide_and_ours_pass(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(GOOD, "utf-8")
    (tmp_path / "box.png").touch()
    check_guides(tmp_path, COMMUNITY, TODAY)
    check_guides(REPOSITORY / "content", COMMUNITY, TODAY)


@pytest.mark.parametrize(
    ("old", "new", "begins"),
    [
        ("b.md#x", "c.md", "a.md:11: the link to c.md leads nowhere"),
        ("![盒子]", "![]", "a.md:11: a picture without words"),
        ("[east]", "[moon]", 'a.md:5: there is no area "moon"'),
        ("2026-11-01", "2025-01-01", "a.md:4: last reviewed on 2025-01-01"),
        ("2026-11-01", "gestern", "a.md:4: reviewed_on is no date"),
        ("    url: https://www.nmpa.gov.cn/\n", "", "a.md:6: a source needs a title and a url"),
        ("title: 指南\n", "", "a.md:1: title is missing"),
        ("title: 指南", "title: a: b", "a.md:2: its front matter is no YAML"),
    ],
)
def test_a_mistake_is_said_with_its_line(tmp_path: Path, old: str, new: str, begins: str) -> None:
    (line,) = said(tmp_path, GOOD.replace(old, new, 1))
    assert line.startswith(begins)
    assert " — " in line


def test_all_mistakes_come_together(tmp_path: Path) -> None:
    assert len(said(tmp_path, "# 没有开头\n[x](y.md)\n")) == 5

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publishing.files import Tree, UnsafeName, point
from tests.shared_data import SHARED


def test_a_file_is_written_once(tmp_path: Path) -> None:
    with Tree(tmp_path / "site") as tree:
        assert tree.write("e/a.html", [b"one", b" two"])
        assert not tree.write("e/a.html", [b"one two"])
        assert tree.write("e/a.html", [b"three"])
    assert (tmp_path / "site/e/a.html").read_bytes() == b"three"


def test_copies_share_files_and_never_change_each_others(tmp_path: Path) -> None:
    with Tree(tmp_path / "a") as first, Tree(tmp_path / "b") as second:
        first.write("x.html", [b"old"])
        second.link("x.html", first)
        first.write("x.html", [b"new"])
    assert (tmp_path / "b/x.html").read_bytes() == b"old"


BAD = ["../x", "/etc/x", "a/../x", "a//x", ".x", "a/.x", "-x", "a\\x", "x\0", "é.html", "", "a/"]


@pytest.mark.parametrize("path", BAD)
def test_no_path_leads_out(tmp_path: Path, path: str) -> None:
    with Tree(tmp_path / "site") as tree, pytest.raises(UnsafeName):
        tree.write(path, [b"x"])
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_hostile_paths_stay_inside(tmp_path: Path) -> None:
    listed = SHARED / "data" / "security" / "path_traversal.json"
    paths = [item["input"] for item in json.loads(listed.read_text("utf-8"))] if listed.exists() else BAD
    with Tree(tmp_path / "site") as tree:
        for path in paths:
            try:
                tree.write(path, [b"x"])
            except (UnsafeName, OSError):
                continue
    written = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert all(p.is_relative_to(tmp_path / "site") for p in written)


def test_a_symlink_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/e").symlink_to(tmp_path / "elsewhere")
    with Tree(tmp_path / "site") as tree, pytest.raises(OSError, match=r"directory|symbolic"):
        tree.write("e/a.html", [b"x"])
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_link_is_turned_in_one_step(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    point(tmp_path / "public", tmp_path / "a")
    point(tmp_path / "public", tmp_path / "b")
    assert (tmp_path / "public").resolve() == tmp_path / "b"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "public"]

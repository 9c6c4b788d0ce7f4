from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from publishing.engine import Built, build_guides
from publishing.guides import GuidesNotBuilt
from publishing.kept_codes import kept_codes
from tests.publishing.sample import COMMUNITY, HOUSE


def files(built: Built) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(built.folder.rglob("*")) if path.is_file()}


def test_cached_and_uncached_output_are_the_same_bytes(built: Built, tmp_path: Path) -> None:
    fresh = build_guides(HOUSE, COMMUNITY, tmp_path)
    assert files(build_guides(HOUSE, COMMUNITY, tmp_path)) == files(fresh) == files(built)
    assert fresh.digest == built.digest


def test_a_changed_word_is_built_again_and_the_old_one_forgotten(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "asking.md").write_text("# 怎样求助\n\n旧的话", "utf-8")
    house = replace(HOUSE, content=content)
    before = build_guides(house, COMMUNITY, tmp_path / "cache")
    (content / "asking.md").write_text("# 怎样求助\n\n新的话", "utf-8")
    after = build_guides(house, COMMUNITY, tmp_path / "cache")
    assert "新的话" in (after.folder / "asking.html").read_text("utf-8")
    assert before.digest != after.digest
    assert not before.folder.exists()
    assert after.codes.file == before.codes.file  # they follow from the community's file alone


def test_codes_are_made_again_for_another_address(built: Built, tmp_path: Path) -> None:
    kept = kept_codes(COMMUNITY, tmp_path)
    assert kept.of_entries == built.codes.of_entries
    kept.file.write_text('{"entries": {}, "posters": {"as": "kept"}}', "utf-8")
    assert kept_codes(COMMUNITY, tmp_path).of_posters == {"as": "kept"}
    moved = kept_codes(COMMUNITY.model_copy(update={"site_address": "https://else.example.org/"}), tmp_path)
    assert moved.file != kept.file
    assert all("else.example.org" in address for address in moved.of_posters)


def test_languages_are_shown_in_the_best_text_there_is(built: Built) -> None:
    def page(name: str) -> str:
        return (built.folder / name).read_text("utf-8")

    assert "Look at the registration number" in page("en/fake-masks.html")
    assert "先看註冊證號" in page("zh-Hant/fake-masks.html")
    assert "尚未經人校對" in page("zh-Hant/fake-masks.html")
    assert "not been translated" in page("en/asking.html")
    assert '<div lang="zh-Hans">' in page("en/asking.html")


def test_the_one_page_for_what_is_not_there_answers_in_every_language(built: Built) -> None:
    page = (built.folder / "404.html").read_text("utf-8")
    assert [page.count(f">{word}</h") for word in ("找不到这一页", "找不到這一頁", "Page not found")] == [
        1,
        1,
        1,
    ]
    assert [page.count(f'class="button" href="/{home}index.html"') for home in ("", "zh-Hant/", "en/")] == [
        1,
        1,
        1,
    ]


def test_sentinels_and_the_engines_own_extras_are_not_served(built: Built) -> None:
    assert [
        name for name in built.files if "linli-slot" in name or "sitemap" in name or name.endswith(".js.map")
    ] == []
    assert all(b"linli-slot" not in (built.folder / name).read_bytes() for name in built.files)


def test_a_dead_link_is_reported_with_the_file_the_maintainer_knows(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "asking.md").write_text("# 求助\n\n[看](nowhere.md)", "utf-8")
    with pytest.raises(GuidesNotBuilt, match=r"asking\.md.*nowhere\.md"):
        build_guides(replace(HOUSE, content=content), COMMUNITY, tmp_path / "cache")


def test_a_dead_anchor_is_reported_with_its_line(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "asking.md").write_text("# 求助\n\n[看](#nowhere)", "utf-8")
    with pytest.raises(GuidesNotBuilt, match=r"asking\.md:3: .*#nowhere.* — name"):
        build_guides(replace(HOUSE, content=content), COMMUNITY, tmp_path / "cache")


@pytest.mark.parametrize("name", ["index.md", "e/one.md", "en.md"])
def test_a_guide_cannot_take_a_page_of_the_site(tmp_path: Path, name: str) -> None:
    guide = tmp_path / "content" / name
    guide.parent.mkdir(parents=True)
    guide.write_text("# x", "utf-8")
    with pytest.raises(GuidesNotBuilt, match="rename the guide"):
        build_guides(replace(HOUSE, content=tmp_path / "content"), COMMUNITY, tmp_path / "cache")

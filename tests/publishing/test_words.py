from __future__ import annotations

from pathlib import Path

import pytest

from publishing.words import PREFIXES, WordMissing, load_words
from tests.publishing.sample import HOUSE


def test_every_word_is_there_in_every_language() -> None:
    said = [load_words(HOUSE.looks / "words.toml", language) for language in PREFIXES]
    assert said[0].keys() == said[1].keys() == said[2].keys()
    assert all(all(words.values()) for words in said)


def test_traditional_characters_are_converted_unless_written(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text(
        '[a]\nzh-Hans = "门"\nen = "x"\n[b]\nzh-Hans = "程序"\nzh-Hant = "程式"\nen = "y"', "utf-8"
    )
    assert load_words(path, "zh-Hant") == {"a": "門", "b": "程式"}


def test_a_missing_translation_is_named(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text('[home]\nzh-Hans = "首页"', "utf-8")
    with pytest.raises(WordMissing, match=r"\[home\] has no en"):
        load_words(path, "en")

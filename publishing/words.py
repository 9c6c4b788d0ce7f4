"""What the site itself says, in the community's languages (site/words.toml)."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from opencc import OpenCC

# Language -> folder of its pages. Simplified Chinese is the site's own root.
PREFIXES: Final = {"zh-Hans": "", "zh-Hant": "zh-Hant/", "en": "en/"}
NAMES: Final = {"zh-Hans": "简体", "zh-Hant": "繁體", "en": "English"}


class WordMissing(Exception):
    """site/words.toml lacks a word, or a word lacks its Simplified Chinese or English."""


@cache
def _converter() -> OpenCC:
    return OpenCC("s2tw")


def to_traditional(text: str) -> str:
    """A draft in traditional characters, the same words; a reviewed translation wins over it."""
    return str(_converter().convert(text))


def load_words(path: Path, language: str) -> dict[str, str]:
    """Every word of the site in `language`; raises `WordMissing`."""
    return {key: _word(path, key, given, language) for key, given in _told(path.read_text("utf-8")).items()}


@lru_cache(1)
def _told(text: str) -> dict[str, dict[str, Any]]:
    """It is read for every language, several times."""
    return tomllib.loads(text)


def _word(path: Path, key: str, given: dict[str, Any], language: str) -> str:
    missing = [needed for needed in ("zh-Hans", "en") if not given.get(needed)]
    if missing:
        raise WordMissing(f"{path}: [{key}] has no {' and no '.join(missing)}; add it under that heading")
    if language == "zh-Hant":
        return str(given.get(language) or to_traditional(given["zh-Hans"]))
    return str(given[language])

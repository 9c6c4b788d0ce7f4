"""Canned reasons: what is recorded is a key, what the resident reads is in three languages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from moderation.console.guidance import TONGUES
from moderation.core.community import Translated
from moderation.queue.duplicates import DUPLICATE_OF

_FILE = Path(__file__).with_name("reasons.toml")
_DUPLICATE = Translated.model_validate(
    {
        "zh-Hans": "和您（或别人）的另一条投稿重复，我们处理那一条。",
        "zh-Hant": "和您（或別人）的另一條投稿重複，我們處理那一條。",
        "en": "It repeats another submission; we work on that one.",
    }
)


@cache
def canned() -> dict[str, Translated]:
    """Every canned reason by its key, in the file's order."""
    table = tomllib.loads(_FILE.read_text("utf-8"))
    return {key: Translated.model_validate(words) for key, words in table.items()}


@dataclass(frozen=True, slots=True)
class Choice:
    """One canned reason to choose: its wording for the resident, here first and in the other languages."""

    key: str
    words: str
    others: tuple[tuple[str, str], ...]


def choices(language: str) -> list[Choice]:
    """Every canned reason; the same wording twice is shown once."""
    listed = []
    for key, said in canned().items():
        words = said.to(language)
        others = {other: said.to(other) for other in TONGUES if said.to(other) != words}
        listed.append(Choice(key, words, tuple(others.items())))
    return listed


def recorded(key: str, note: str) -> str:
    """What the record says: the key, and what the moderator added for colleagues."""
    return ": ".join(filter(None, (key if key in canned() else "", note.strip())))


def for_resident(reason: str, language: str) -> str:
    """What the resident reads: the canned wording. Notes are for colleagues; without a key, nothing."""
    if reason.startswith(DUPLICATE_OF):
        return _DUPLICATE.to(language)
    wording = canned().get(reason.partition(": ")[0])
    return "" if wording is None else wording.to(language)

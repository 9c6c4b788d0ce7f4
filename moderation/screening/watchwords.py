"""Moderators' watch words: a data file, each word with its reason and its last day."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from moderation.core.text import fold
from moderation.screening.wording import wording

WATCH_WORDS = "watchwords.toml"  # beside the community file
_KEYS = {"word", "until", "reason"}
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class WatchWord:
    """A word that moderators want to see for a while. `until` is its last day; `reason` is theirs."""

    word: str
    until: date
    reason: str


class BadWatchWords(Exception):
    """Everything that is wrong with a file of watch words, together."""

    def __init__(self, path: Path, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(f"{path}: {mistake}" for mistake in self.mistakes))


def read_watch_words(path: Path) -> tuple[WatchWord, ...]:
    """The words of a file of `[[word]]` tables with word, until and reason; none where there is no file.

    Raises `BadWatchWords` with every mistake and how to mend it.
    """
    if not path.exists():
        return ()
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadWatchWords(path, [f"{error} — mend this line, in UTF-8"]) from None
    mistakes = [f"{key}: unknown — there are only [[word]] tables" for key in document.keys() - {"word"}]
    tables = document.get("word", [])
    if not isinstance(tables, list):
        raise BadWatchWords(path, [*mistakes, "word: one table — write [[word]], not [word]"])
    mistakes += [mistake for number, table in enumerate(tables, 1) for mistake in _mistakes(number, table)]
    mistakes += _doubled(tables)
    if mistakes:
        raise BadWatchWords(path, mistakes)
    return tuple(WatchWord(**table) for table in tables)


def in_force(words: Iterable[WatchWord], today: date) -> tuple[WatchWord, ...]:
    """The words whose last day is not over."""
    return tuple(word for word in words if word.until >= today)


def _mistakes(number: int, table: Any) -> Iterator[str]:
    where = f"word {number}"
    if not isinstance(table, dict):
        yield f"{where}: not a table — write [[word]]"
        return
    for key in sorted(table.keys() - _KEYS):
        yield f"{where}: {key}: unknown — the keys are {', '.join(sorted(_KEYS))}"
    word = table.get("word")
    if not isinstance(word, str) or len(wording(fold(word)).letters) < _SHORTEST:
        yield f"{where}: word: needs at least {_SHORTEST} letters — shorter ones are in every post"
    until = table.get("until")
    if not isinstance(until, date) or isinstance(until, datetime):
        yield f"{where}: until: needs its last day — a date without quotes, such as 2020-06-30"
    reason = table.get("reason")
    if not isinstance(reason, str) or not reason.strip():
        yield f"{where}: reason: empty — say in a few words why this is watched"


def _doubled(tables: list[Any]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for number, table in enumerate(tables, 1):
        word = table.get("word") if isinstance(table, dict) else None
        letters = wording(fold(word)).letters if isinstance(word, str) else ""
        if letters and (first := seen.setdefault(letters, number)) != number:
            yield f"word {number}: the same as word {first} — keep one of them"

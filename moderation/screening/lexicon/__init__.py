"""Words as data: one TOML file per subject, a table of word lists. Wordings are added there, not in code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources


class Words:
    """A set of words that can be looked for at one place of a text; the text's length doesn't matter."""

    def __init__(self, members: Iterable[str]) -> None:
        self.all = frozenset(members)
        self._lengths = sorted({len(word) for word in self.all}, reverse=True)
        self._firsts = frozenset(word[0] for word in self.all)
        self._lasts = frozenset(word[-1] for word in self.all)

    def __contains__(self, word: str) -> bool:
        return word in self.all

    def ahead(self, text: str, at: int) -> int:
        """The length of the longest word that begins at `at`; 0 for none."""
        if text[at : at + 1] not in self._firsts:
            return 0
        for length in self._lengths:
            word = text[at : at + length]
            if word in self.all:
                return len(word)
        return 0

    def behind(self, text: str, at: int) -> int:
        """The length of the longest word that ends at `at`; 0 for none."""
        if at < 1 or text[at - 1 : at] not in self._lasts:
            return 0
        for length in self._lengths:
            if at >= length and text[at - length : at] in self.all:
                return length
        return 0


@cache
def words(subject: str) -> dict[str, Words]:
    """The word lists of `lexicon/<subject>.toml`, each written as one string of words with spaces between."""
    table = tomllib.loads(resources.files(__name__).joinpath(f"{subject}.toml").read_text("utf-8"))
    return {name: Words(value.split()) for name, value in table.items()}

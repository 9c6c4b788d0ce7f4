"""Patterns that first look whether a text can match at all.

Most texts hold none of the words that a pattern asks for. To look for a word takes a hundredth of the time of
a search, so every pattern knows the words of which each of its matches holds one. They are read from the
pattern itself: nobody has to keep a second list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import re2
from ahocorasick_rs import AhoCorasick, Implementation

_MANY = 12
"""From so many words on, looking for all of them at once takes less time than one after another."""
_LARGEST_CLASS = 10
_POSIX_CLASS = re.compile(r"\[:\^?[a-z]+:\]")  # Python would take [[:alpha:]] for something else


class Pattern:
    """An re2 pattern. `words`: every match holds one of them; none when nothing can be told."""

    def __init__(self, pattern: str) -> None:
        self.pattern = re2.compile(pattern)
        self.words = required(pattern)
        # The type stub says that an enumeration's members are classes.
        table: Any = Implementation.DFA
        self._all = AhoCorasick(self.words, implementation=table) if len(self.words) > _MANY else None
        self._alone = re2.Set.SearchSet()
        self._alone.Add(pattern)
        self._alone.Compile()

    def can_match(self, text: str) -> bool:
        """False when `text` certainly holds no match."""
        if self._all is not None:
            return bool(self._all.find_matches_as_indexes(text))
        for word in self.words:
            if word in text:
                return True
        return not self.words

    def found_in(self, text: str) -> bool:
        """Whether there is a match, in half the time of `search`, which also says where."""
        few = self._all is None
        return (not few or self.can_match(text)) and self._alone.Match(text) is not None

    def search(self, text: str) -> Any:
        """The first match in `text`, or None."""
        return self.pattern.search(text) if self.can_match(text) else None

    def match(self, text: str) -> Any:
        """The match at the beginning of `text`, or None."""
        return self.pattern.match(text) if self.can_match(text) else None

    def fullmatch(self, text: str) -> Any:
        """The match that is all of `text`, or None."""
        return self.pattern.fullmatch(text) if self.can_match(text) else None

    def finditer(self, text: str) -> Iterator[Any]:
        """Every match in `text`, from the left."""
        return self.pattern.finditer(text) if self.can_match(text) else iter(())


def required(pattern: str) -> tuple[str, ...]:
    """Words of which every match of `pattern` holds at least one; none when nothing can be told.

    What Python's parser does not know of re2's syntax (`\\p{Han}`) tells nothing, nor does what ignores case.
    """
    if _POSIX_CLASS.search(pattern):
        return ()
    try:
        parsed = _parser.parse(pattern)
    except (re.error, OverflowError):
        return ()
    if parsed.state.flags & re.IGNORECASE:
        return ()
    words = _of_sequence(list(parsed))
    return tuple(sorted(word for word in words if not any(o in word for o in words - {word})))


_Words = frozenset[str]
_NOTHING: _Words = frozenset()


def _of_sequence(items: list[tuple[Any, Any]]) -> _Words:
    """All of a sequence must be there: the part that is seldom met by chance tells most."""
    found: list[_Words] = []
    row = ""
    for kind, value in items:
        if kind is kinds.LITERAL:
            row += chr(value)
        else:
            found += [frozenset({row}), _of_item(kind, value)] if row else [_of_item(kind, value)]
            row = ""
    found += [frozenset({row})] if row else []
    return min((words for words in found if words), key=_commonness, default=_NOTHING)


def _of_item(kind: Any, value: Any) -> _Words:
    if kind is kinds.SUBPATTERN:
        _, flags, _, inside = value
        return _NOTHING if flags else _of_sequence(list(inside))
    if kind is kinds.BRANCH:
        branches = [_of_sequence(list(branch)) for branch in value[1]]
        return _NOTHING.union(*branches) if all(branches) else _NOTHING
    if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT} and value[0] > 0:
        return _of_sequence(list(value[2]))
    if kind is kinds.IN and len(value) <= _LARGEST_CLASS and all(one is kinds.LITERAL for one, _ in value):
        return frozenset(chr(code) for _, code in value)
    return _NOTHING


def _commonness(words: _Words) -> float:
    """How often such words are met by chance: short ones often, one of many too, Latin letters above all."""
    return sum((4 if word.isascii() else 1) / len(word) ** 2 for word in words)

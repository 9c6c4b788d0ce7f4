"""What stands around a door: the clause before and behind, and whether it speaks of a home."""

from __future__ import annotations

import ahocorasick_rs

from moderation.screening.lexicon import words

PLACES = words("places")
NEAR = 16
ENDS = frozenset(",。;!?\n:()[]…~、")
_HOME = ahocorasick_rs.AhoCorasick(sorted(PLACES["home"].all))


def is_home(clause: str) -> bool:
    """Whether the words say that somebody lives there, or that something is brought there."""
    return bool(_HOME.find_matches_as_indexes(clause))


def clause_before(folded: str, at: int) -> str:
    """The end of the clause that stands before `at`, at most `NEAR` characters of it."""
    start = at
    while start > max(at - NEAR, 0) and folded[start - 1] not in ENDS:
        start -= 1
    return folded[start:at]


def clause(after: str) -> str:
    """`after` up to the first mark that ends a clause."""
    stop = next((i for i, character in enumerate(after) if character in ENDS), len(after))
    return after[:stop]

"""Strict states: a word counts only when it is exactly one of the allowed ones.

wuhan2020 published eight unapproved rows because "not approved" was tested as a substring and 23 cells held
an invisible U+200B. So: NFKC, strip what cannot be seen, compare in full; everything else is None.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

# Format and control characters cannot be seen in a cell. Private-use and unassigned ones may well be seen,
# as a box or as a newer emoji: they stay, and the word is not allowed.
_UNSEEN = frozenset({"Cf", "Cc"})


def seen(cell: str) -> str:
    """`cell` as it looks: NFKC, each run of white space as one space, none at the ends, nothing invisible."""
    visible = cell
    if not cell.isprintable():  # most are, and hold nothing that cannot be seen
        visible = "".join(c for c in cell if c.isspace() or unicodedata.category(c) not in _UNSEEN)
    return " ".join(unicodedata.normalize("NFKC", visible).split())


def allowed_word(cell: str, allowed: Collection[str]) -> str | None:
    """The allowed word that `cell` spells, or None. Letter case and what cannot be seen do not matter."""
    word = seen(cell).casefold()
    return next((a for a in allowed if word and seen(a).casefold() == word), None)

"""Strict states: a word counts only when it is exactly one of the allowed ones.

wuhan2020 published eight unapproved rows because "not approved" was tested as a substring and 23 cells held
an invisible U+200B. So: NFKC, strip what cannot be seen, compare in full; everything else is None.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

# Format and control characters, surrogates, unassigned and private-use code points cannot be seen in a cell.
_UNSEEN = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})


def allowed_word(cell: str, allowed: Collection[str]) -> str | None:
    """The allowed word that `cell` spells, or None. Letter case and what cannot be seen do not matter."""
    folded = unicodedata.normalize("NFKC", cell)
    seen = "".join(c for c in folded if unicodedata.category(c) not in _UNSEEN)
    word = " ".join(seen.split()).casefold()
    return next((a for a in allowed if a.casefold() == word), None)

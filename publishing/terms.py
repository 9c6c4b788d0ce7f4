"""Text -> terms of the search index: every pair of characters, and whole Latin words and numbers.

site/assets/search.js reads a query by the same rules; tests/publishing/test_terms.py holds both to them.
Chinese is written without spaces, so words are not cut: a pair finds every word of two characters, and a run
of pairs every longer one, wherever it stands.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from moderation.core.fold import fold_character
from moderation.core.text import fold

# Over text that is folded already: a letter or digit is either Latin or taken one by one. (Nothing to
# backtrack into, so Python's own engine stays linear; it knows every script's letters.)
_RUNS: Final = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")
_WORDS: Final = re.compile(r"[a-z0-9]+")
_PAIRS: Final = re.compile(r"(?=([^\W_a-z0-9]{2}))")  # each begins where the last one ends
_WORD: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_LONGEST_WORD: Final = 40


def atoms(text: str) -> list[str]:
    """What a query or the name of a facet consists of: single characters, and Latin words in the singular."""
    return _atoms(fold(text).folded)


def _atoms(folded: str) -> list[str]:
    found: list[str] = []
    for run in _RUNS.findall(folded):
        if run[0] in _WORD:
            found.append(singular(run))
        else:
            found.extend(run)
    return found


def terms(text: str) -> set[str]:
    """Everything by which `text` can be found."""
    return _terms(fold(text).folded)


def _terms(folded: str) -> set[str]:
    found = set(_PAIRS.findall(folded))
    found.update(map(singular, _WORDS.findall(folded)))
    return found


def document_terms(title: str, text: str) -> set[str]:
    """Everything by which a document can be found, single characters of its title too: 药 finds what is
    called so. `title` is one line."""
    folded = fold(f"{title}\n{text}").folded
    return _terms(folded).union(_atoms(folded.partition("\n")[0]))


def singular(word: str) -> str:
    """masks -> mask, gloves -> glove; glass, kn95 and bus stay. A number stays as it is."""
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:_LONGEST_WORD]


def plainly(character: str) -> str:
    """What a browser makes of a character by itself: NFKD, without marks, in lower case."""
    decomposed = unicodedata.normalize("NFKD", character)
    return "".join(c for c in decomposed if unicodedata.category(c)[0] != "M").lower()


def folded_otherwise() -> Iterator[tuple[str, str]]:
    """Han characters that we fold to another one than a browser would: traditional ones, mostly.

    From OpenCC's t2s dictionary (Apache-2.0) by way of `moderation.core.fold`; site/assets/simplified.json.
    """
    for first, last in ((0x3400, 0x9FFF), (0xF900, 0xFAFF)):
        for code in range(first, last + 1):
            folded = fold_character(chr(code))
            if len(folded) == 1 and folded != plainly(chr(code)):
                yield chr(code), folded


def main() -> None:
    """Write the table again: `python -m publishing.terms`, after an update of OpenCC or of `fold`."""
    pairs = list(folded_otherwise())
    told = {
        "source": "OpenCC t2s (Apache-2.0), by publishing/terms.py",
        "from": "".join(character for character, _ in pairs),
        "to": "".join(folded for _, folded in pairs),
    }
    table = Path(__file__).parents[1] / "site" / "assets" / "simplified.json"
    table.write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()

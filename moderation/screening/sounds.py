"""How text sounds: every Han character as one symbol for its toneless syllable.

Pinyin is read back into syllables: 扣罩, 口兆 and "kou zhao" sound like 口罩. Han text
keeps its offsets.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from string import ascii_lowercase

from moderation.core.rows import Rows

TABLE = Path(__file__).with_name("pinyin.tsv")
_FIRST = 0xE000  # private use: folding drops these, so no text brings its own
_LONGEST_SYLLABLE = 6
_LONGEST_WORD = 40
_SHORTEST_WORD = 2
_LATIN = Rows(ascii_lowercase)


@cache
def _symbols() -> dict[str, str]:
    """Syllable -> symbol, in the order of the table."""
    return {row.split("\t")[0]: chr(_FIRST + at) for at, row in enumerate(_rows())}


@cache
def _syllable_of() -> dict[str, str]:
    return {symbol: syllable for syllable, symbol in _symbols().items()}


@cache
def _of_han() -> dict[int, int]:
    symbols = _symbols()
    return {ord(han): ord(symbols[row.split("\t")[0]]) for row in _rows() for han in row.split("\t")[1]}


@cache
def _rows() -> tuple[str, ...]:
    return tuple(TABLE.read_text("utf-8").splitlines())


def sounds_of(letters: str) -> str:
    """`letters` with every known Han character as its syllable's symbol; the same length."""
    return letters.translate(_of_han())


def is_sound(symbols: str) -> bool:
    """True when `symbols` are syllables and nothing else."""
    return all("\ue000" <= symbol <= "\uf8ff" for symbol in symbols)


def spelled(sounds: str) -> str:
    """Symbols as readable pinyin: "kou zhao"."""
    names = _syllable_of()
    return " ".join(names.get(symbol, symbol) for symbol in sounds)


def symbols_of(pinyin: str) -> str:
    """The inverse of `spelled`."""
    symbols = _symbols()
    return "".join(symbols.get(syllable, syllable) for syllable in pinyin.split(" "))


def latin_words(folded: str) -> Sequence[tuple[int, int]]:
    """Where Latin words of at least two letters stand."""
    return [row for row in _LATIN.of(folded) if row[1] - row[0] >= _SHORTEST_WORD]


@lru_cache(maxsize=4096)
def syllables(word: str) -> str:
    """A Latin word as the fewest symbols that spell it; empty when it isn't pinyin."""
    if len(word) > _LONGEST_WORD:
        return ""
    symbols = _symbols()
    best: list[str | None] = ["", *[None] * len(word)]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            before, symbol = best[start], symbols.get(word[start:end])
            shorter = best[end] is None or (before is not None and len(before) + 1 < len(best[end] or ""))
            if before is not None and symbol and shorter:
                best[end] = before + symbol
    return best[-1] or ""

"""Pairs of claims that one thing can't carry at once, as a table: registers/exclusive.toml."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation

from moderation.core.pattern import Pattern
from moderation.screening.claims.facts import MOST, NOT, Facts
from moderation.screening.claims.registers import register
from moderation.screening.claims.state import Judgement, State

_FAR = 50
_OTHER = Pattern(r"[。;!?\n]|和|与|或|还有|另有|另外|以及|、|比|换|不如|而")
"""What stands between two things, not between two claims about one."""
_AFTERWARDS = Pattern(r"^[^,。;]{0,3}(?:不行|不可以|吗|么|是假|骗|不能|会失效)")


def judgements(facts: Facts) -> Iterator[Judgement]:
    folded = facts.text.folded
    found: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    automaton, meanings = _words()
    for word, start, end in automaton.find_matches_as_indexes(folded, overlapping=True)[: 2 * MOST]:
        for meaning in meanings[word]:
            found[meaning].append((start, end))
    for (name, side), places in found.items():
        for start, end in places if side == "b" else ():
            others = found.get((name, "a"), [])
            if not _denied(folded, start, end) and any(_of_one(folded, one, (start, end)) for one in others):
                yield Judgement(State.CONTRADICTORY, start, end, register("exclusive")[name]["reason"])
                break


def _denied(folded: str, start: int, end: int) -> bool:
    return folded[max(0, start - 4) : start].endswith(
        (*NOT, "不可", "不能", "请勿", "禁止", "不要", "莫", "别拿", "别")
    ) or bool(_AFTERWARDS.match(folded[end : end + 10]))


def _of_one(folded: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Both are said of one thing: near, in one sentence, with nothing between that begins another."""
    first, second = sorted((one, other))
    if first[1] > second[0] or second[0] - first[1] > _FAR or _denied(folded, *one):
        return False
    return not _OTHER.search(folded[first[1] : second[0]])


@cache
def _words() -> tuple[AhoCorasick, tuple[list[tuple[str, str]], ...]]:
    meanings: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, row in register("exclusive").items():
        for side in ("a", "b"):
            for word in row[side]:
                meanings[word].append((name, side))
    table: Any = Implementation.DFA  # every text is searched: three times as fast
    return AhoCorasick(list(meanings), implementation=table), tuple(meanings.values())

"""Kinds of permit against kinds of goods: medicine, disinfectant, cosmetic, health food, food, device.

Each kind of goods has one authority and one kind of number. Sources of the forms: 药品注册管理办法;
消毒产品生产企业卫生许可规定(X卫消证字); 保健食品注册与备案管理办法(国食健字 may not claim to treat);
CFDA order 4 (2014) for devices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from moderation.core.pattern import Pattern
from moderation.screening.claims.facts import MOST, Facts
from moderation.screening.claims.registers import register
from moderation.screening.claims.state import Judgement, State

_DENIALS = ("不是", "并非", "非", "没有", "别信", "无", "不", "不要")
_TREATS = Pattern(r"治疗|治愈|根治|疗程|药到病除|退烧|止咳|包治|能治|可治|治好|抗病毒|杀灭体内|预防新冠|cure")
_NO_CURE = (*_DENIALS, "不能", "不得", "不能宣传", "不得宣传", "不能宣称", "不得宣称")
_NEVER_TREATS = {"健", "消", "妆", "食"}
_ENDS = "。;!?\n"
_FAR = 1_000_000


def judgements(facts: Facts) -> Iterator[Judgement]:
    table = register("permits")
    found = _places(facts.text.folded)
    goods = [place for place in found if place[0] == "goods"]
    for _, permit, start, end in (place for place in found if place[0] == "permits"):
        folded = facts.text.folded
        if folded[max(0, start - 4) : start].endswith(_DENIALS):
            continue
        own = min(goods, key=lambda place: _distance(folded, place, start, end), default=None)
        if own and _distance(folded, own, start, end) < _FAR and permit in table["never"].get(own[1], ()):
            reason = f"{table['says'][own[1]]}不会有{table['says'][permit]}的批号"
            yield Judgement(State.CONTRADICTORY, start, end, reason)
        elif permit in _NEVER_TREATS and (cure := _cure(folded)):
            reason = f"{table['says'][permit]}不得宣称治病"
            yield Judgement(State.CONTRADICTORY, *cure, reason)


def _cure(folded: str) -> tuple[int, int] | None:
    """Where something is said to cure."""
    match = _TREATS.search(folded)
    denied = match and folded[max(0, match.start() - 6) : match.start()].endswith(_NO_CURE)
    return (match.start(), match.end()) if match and not denied else None


def _distance(folded: str, goods: tuple[str, str, int, int], start: int, end: int) -> int:
    """How far goods stand from the permit; what is named before it and in its sentence comes first."""
    between = folded[goods[3] : start] if goods[3] <= start else folded[end : goods[2]]
    return _FAR if any(mark in between for mark in _ENDS) else len(between) + (goods[2] > start) * 20


def _places(folded: str) -> list[tuple[str, str, int, int]]:
    automaton, names = _words()
    return [
        (*names[word], start, end)
        for word, start, end in automaton.find_matches_as_indexes(folded)[: 2 * MOST]
    ]


@cache
def _words() -> tuple[AhoCorasick, tuple[tuple[str, str], ...]]:
    table: Mapping[str, Mapping[str, list[str]]] = register("permits")
    rows = [
        (word, (side, name))
        for side in ("goods", "permits")
        for name, words in table[side].items()
        for word in words
    ]
    kind: Any = MatchKind.LeftmostLongest
    return AhoCorasick([word for word, _ in rows], matchkind=kind), tuple(name for _, name in rows)

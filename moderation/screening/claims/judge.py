"""All claims of a text, judged together."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.claims import exclusive, faces, goods, makes, marks, permits, registration, standard
from moderation.screening.claims.facts import Facts
from moderation.screening.claims.speech import explained
from moderation.screening.claims.state import Judgement, State

_KINDS = (registration, standard, marks, makes, permits, goods, faces, exclusive)
_ANY = Pattern(
    "口 ?罩|面罩|面屏|隔离|械注|械备|械生产|药监械|生产备案|gb|yy|en ?1|niosh|nlosh|noish|nisoh|tc-?[0-9]|"
    "ffp|k?n9|n1|kf|kp|astm|type|酒精|乙醇|手套|准字|消字|消证|妆字|健字|食健|额温|测温|体温|血氧|制氧|呼吸机|"
    "医用|外科|防护服|抗原|试剂|mask|la-?[0-9]|3m|湿巾|洗手液|消毒|中药|西药|保健|护目镜|固体饮料|压片|布洛芬|连花|国食注|cfda|准字|条码|条形码"
)
"""Without one of these a text claims nothing but what excludes each other by mere words."""
_SPACED = Pattern(r"(?:\p{Han} +){3}\p{Han}|(?:[a-z0-9/] ){4}")
"""Characters set apart one by one."""


def judge(text: Text) -> tuple[Judgement, ...]:
    """Every claim found, in the order of the text. Empty when nothing checkable is claimed.

    A doubt is dropped where something is known to be consistent or contradictory; what explains claims in
    general claims nothing itself.
    """
    checkable = _ANY.found_in(text.folded)
    found = set(_found(text, _KINDS if checkable else (exclusive,)))
    if checkable and " " in text.folded and _SPACED.found_in(text.folded):
        found |= _found_closed_up(text)
    known = [one for one in found if one.state is not State.UNVERIFIABLE]
    return tuple(sorted(known or found, key=lambda one: (one.start, one.end, one.reason)))


def _found(text: Text, kinds: Iterable[ModuleType] = _KINDS) -> list[Judgement]:
    facts = Facts(text)
    found = [one for kind in kinds for one in kind.judgements(facts)]
    return [
        one for one in found if not (text.in_link(one.start) or explained(text.folded, one.start, one.end))
    ]


def _found_closed_up(text: Text) -> set[Judgement]:
    """What is claimed when the spaces are left out, at the offsets of `text`."""
    kept = [at for at, character in enumerate(text.folded) if character != " "]
    places = [*kept, len(text.folded)]
    closed = Text(text.raw, text.folded.replace(" ", ""), [text.origin[at] for at in places])
    return {
        one._replace(start=places[one.start], end=places[one.end - 1] + 1 if one.end else 0)
        for one in _found(closed)
        if one.state is State.CONTRADICTORY
    }

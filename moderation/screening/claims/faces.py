"""What is said in one place of the goods and what in another: box and mask, advertisement and label.

Fakes are often described so: "外盒写KN95,口罩上印的是KN90". Whatever a text puts on two different faces of
one thing is compared within its kind; kinds that can stand together are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from moderation.core.pattern import Pattern
from moderation.screening.claims.facts import MOST, Facts
from moderation.screening.claims.registers import register
from moderation.screening.claims.state import Judgement, State

_WRITES = Pattern(r"写|印|标|是|为|says|printed|reads|states|labell?ed")
_REACH = 40
_CLASHES = {
    "外科口罩": {"一次性医用口罩", "防颗粒物口罩", "日常口罩", "非医用"},
    "医用口罩": {"防颗粒物口罩", "日常口罩", "非医用"},
    "一次性医用口罩": {"防颗粒物口罩", "日常口罩", "非医用", "外科口罩"},
    "医用防护口罩": {"一次性医用口罩", "日常口罩", "非医用", "外科口罩"},
    "医用级": {"非医用", "日常口罩"},
    "日常口罩": {"外科口罩", "医用口罩", "一次性医用口罩", "医用防护口罩"},
    "非医用": {"外科口罩", "医用口罩", "一次性医用口罩", "医用防护口罩"},
    "无菌": {"非无菌"},
    "非无菌": {"无菌"},
}
_COMPARED = {*_CLASHES, "防颗粒物口罩"}


def judgements(facts: Facts) -> Iterator[Judgement]:
    faces = _faces(facts.text.folded)
    if not faces:
        return
    claims = sorted(_claims(facts), key=lambda claim: claim[2])
    placed = [(kind, value, at, end, _face(facts, faces, at)) for kind, value, at, end in claims]
    for index, (kind, value, at, end, face) in enumerate(placed):
        for kind_, other, _, _, elsewhere in placed[:index] if face else ():
            if kind == kind_ and elsewhere != face and _clash(kind, value, other):
                yield Judgement(State.CONTRADICTORY, at, end, "同一件货两处写的不一样")
                return


def _claims(facts: Facts) -> Iterator[tuple[str, str, int, int]]:
    for grade in facts.grades:
        yield f"grade {grade.head}", grade.number, grade.start, grade.end
    for thing in facts.things:
        if thing.name in _COMPARED and (not thing.denied or thing.name == "非医用"):
            yield "thing", thing.name, thing.start, thing.end
    for _, number in facts.registrations:
        yield "number", number.number, number.start, number.end
    for day in facts.days:
        if day.role == "made" and day.day:
            yield "made", day.day.isoformat(), day.start, day.end


def _clash(kind: str, value: str, other: str) -> bool:
    return (
        other in _CLASHES.get(value, ()) or value in _CLASHES.get(other, ())
        if kind == "thing"
        else value != other
    )


def _face(facts: Facts, faces: list[tuple[str, int]], at: int) -> str:
    """The face that a claim stands on: the last one named shortly before it, with a word of writing."""
    folded = facts.text.folded
    name, start = next((face for face in reversed(faces) if face[1] <= at), ("", 0))
    near = name and at - start <= _REACH
    return name if near and (name == "宣传" or _WRITES.search(folded[start:at]) or at - start < 3) else ""


def _faces(folded: str) -> list[tuple[str, int]]:
    automaton, names = _words()
    return [(names[word], end) for word, _, end in automaton.find_matches_as_indexes(folded)[:MOST]]


@cache
def _words() -> tuple[AhoCorasick, tuple[str, ...]]:
    rows = [(word, face) for face, words in register("faces")["faces"].items() for word in words]
    kind: Any = MatchKind.LeftmostLongest
    return AhoCorasick([word for word, _ in rows], matchkind=kind), tuple(face for _, face in rows)

"""Standards against the product they are said to be met by, and against the dates of the goods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from moderation.core.pattern import Pattern
from moderation.screening.claims.facts import Facts, Number, Standard, Thing
from moderation.screening.claims.registers import register
from moderation.screening.claims.state import Judgement, State

_EXPLAINING = 3
"""A text that names this many standards explains them; it doesn't claim them all."""
_CLAUSE_ENDS = ",。;!?\n、"
_DUAL = {"FFP口罩", "防颗粒物口罩"}
"""Grades that one mask can carry side by side."""
_DISJOINT = (
    {"yy0469", "yyt0969"}, {"yy0469", "gb2626"}, {"yy0469", "gbt32610"}, {"yyt0969", "gb2626"},
    {"yyt0969", "gb19083"}, {"yyt0969", "gbt32610"}, {"gb19083", "gbt32610"}, {"gb19083", "gbt38880"},
)  # fmt: skip
"""Pairs whose scopes exclude each other: one mask can't meet both."""
_BOTH = Pattern(r"同时|双标|双重|双认证|都符合|均符合|兼|两个标准都|三合一")
_MASKS = {"外科口罩", "医用口罩", "一次性医用口罩", "医用防护口罩", "防颗粒物口罩", "日常口罩"}


def judgements(facts: Facts) -> Iterator[Judgement]:
    keys = {standard.key for standard in facts.standards}
    one_mask = len({thing.name for thing in facts.things if thing.name in _MASKS}) == 1
    both = keys in _DISJOINT and one_mask and _BOTH.search(facts.text.folded)
    for standard in facts.standards:
        entry = register("standards")[standard.key]
        reason = _wrong_dates(standard, entry, facts)
        if not reason and len(keys) < _EXPLAINING:
            reason = _wrong_product(standard, entry, facts, keys)
        if not reason and both:
            reason = "两个标准的适用范围互相排除,一种口罩不会都符合"
        if reason:
            yield Judgement(State.CONTRADICTORY, standard.start, standard.end, reason)
        else:
            yield Judgement(State.CONSISTENT, standard.start, standard.end, entry["name"])


def _wrong_product(standard: Standard, entry: dict[str, Any], facts: Facts, keys: set[str]) -> str | None:
    fitting = {name for key in keys - {standard.key} for name in _fitting(key)}
    for thing in facts.things:
        if thing.denied or thing.name in fitting or (len(keys) > 1 and not _near(facts, standard, thing)):
            continue
        if thing.name in entry.get("not_with", ()):
            return f"{entry['name']}的产品不带{thing.name}"
        if thing.name in entry["not_for"] and not _fits_another(thing, standard, facts):
            return f"{entry['name']}不适用于{thing.name}"
    for grade in facts.grades:
        if grade.head in entry.get("not_grades", ()) and (
            len(keys) == 1 or _near_grade(facts, standard, grade)
        ):
            return f"{entry['name']}没有{grade.head.upper()}{grade.number}这个等级"
    return None


def _near_grade(facts: Facts, standard: Standard, grade: Number) -> bool:
    return _near(facts, standard, Thing("", grade.start, grade.end, False))


def _fits_another(thing: Thing, standard: Standard, facts: Facts) -> bool:
    """A product that the standard is for is named nearer to it: the text speaks of several goods."""
    own = _fitting(standard.key)
    if thing.name in _DUAL and facts.has(*own & _DUAL):
        return True
    return any(
        other.name in own
        and not other.denied
        and abs(other.start - standard.start) < abs(thing.start - standard.start)
        for other in facts.things
    )


def _fitting(key: str) -> frozenset[str]:
    """The products that a standard is for."""
    return {
        "gb2626": frozenset({"防颗粒物口罩"}),
        "gb19083": frozenset({"医用防护口罩", "防颗粒物口罩"}),
        "yy0469": frozenset({"外科口罩"}),
        "yyt0969": frozenset({"医用口罩", "一次性医用口罩"}),
        "gb19082": frozenset({"防护服"}),
        "en14683": frozenset({"外科口罩"}),
        "en149": frozenset({"FFP口罩"}),
        "gbt32610": frozenset({"日常口罩"}),
        "gbt38880": frozenset({"儿童"}),
    }.get(key, frozenset())


def _near(facts: Facts, standard: Standard, thing: Thing) -> bool:
    """In one clause."""
    between = facts.text.folded[min(standard.end, thing.end) : max(standard.start, thing.start)]
    return not any(mark in between for mark in _CLAUSE_ENDS)


def _wrong_dates(standard: Standard, entry: dict[str, Any], facts: Facts) -> str | None:
    made = facts.made()
    edition = entry["editions"].get(standard.edition)
    if not made or not made.day or not edition:
        return None
    published, withdrawn = (date.fromisoformat(day) if day else None for day in edition)
    if published and made.day < published:
        return f"{standard.edition}版标准{published}才发布,生产日期更早"
    if withdrawn and made.day > withdrawn:
        return f"{standard.edition}版标准{withdrawn}后不再有效,生产日期更晚"
    return None

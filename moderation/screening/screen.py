"""Every rule on every field. The order of rules and fields changes nothing but the order of findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import NamedTuple

from moderation.core.finding import Finding, Kind, Severity, Span, Verdict, verdict_of
from moderation.core.text import Text, fold
from moderation.screening.rule import Context, Hit, Score
from moderation.screening.ruleset import Active, Ruleset

SHORT = 24
"""Fields of up to so many characters are remembered for a while."""


@dataclass(frozen=True, slots=True)
class Screening:
    """What all rules said about one submission.

    `shadow` holds what rules in shadow mode found: kept to be looked at, without weight. `scores` are the
    highest values of rules that weigh, by name.
    """

    verdict: Verdict
    findings: tuple[Finding, ...]
    shadow: tuple[Finding, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)


class _Said(NamedTuple):
    """What all rules said about one field."""

    findings: tuple[Finding, ...]
    shadow: tuple[Finding, ...]
    scores: tuple[Score, ...]


def screen(fields: Mapping[str, str], ruleset: Ruleset, form: str = "") -> Screening:
    """Run every rule on every field (key -> raw text) of one submission. Never raises for any text."""
    findings: list[Finding] = []
    shadow: list[Finding] = []
    scores: dict[str, float] = {}
    for key, raw in fields.items():
        said = (_short_field if len(raw) <= SHORT else _field)(raw, ruleset, form, key)
        findings += said.findings
        shadow += said.shadow
        for score in said.scores:
            scores[score.name] = max(score.value, scores.get(score.name, score.value))
    return Screening(verdict_of(findings), _in_order(findings), _in_order(shadow), scores)


def _field(raw: str, ruleset: Ruleset, form: str, key: str) -> _Said:
    text = fold(raw)
    context = _context(ruleset, form, key)
    findings: list[Finding] = []
    shadow: list[Finding] = []
    scores: list[Score] = []
    for active in ruleset.rules:
        kept = shadow if active.shadow else findings
        for said in _said(active, text, context):
            if isinstance(said, Score):
                scores.append(said)
            else:
                kept.append(_finding(active, said, key))
    return _Said(tuple(findings), tuple(shadow), tuple(scores))


@lru_cache(maxsize=256)
def _context(ruleset: Ruleset, form: str, key: str) -> Context:
    return replace(ruleset.context, form=form, field=key)


_short_field = lru_cache(maxsize=4096)(_field)
"""Choices, districts and units come again with every response. Rules are pure, so the answer is the same."""


def screen_many(
    batch: Iterable[Mapping[str, str]], ruleset: Ruleset, executor: Executor, form: str = "", chunk: int = 200
) -> Iterator[Screening]:
    """`screen` over a batch on any executor, in the order of the batch."""
    yield from executor.map(partial(screen, ruleset=ruleset, form=form), batch, chunksize=chunk)


def _said(active: Active, text: Text, context: Context) -> Iterable[Hit | Score]:
    """What a rule says; a rule that crashes asks for a person's eyes instead."""
    try:
        return tuple(active.find(text, context))
    except Exception:
        return (
            Hit(Span(0, len(text.raw)), f"规则 {active.name} 出错,请人工查看", Kind.FAULT, Severity.HOLD),
        )


def _finding(active: Active, hit: Hit, key: str) -> Finding:
    kind = hit.kind or active.rule.kind
    severity = hit.severity or active.rule.severity
    if active.severity is not None and kind is not Kind.FAULT:
        severity = active.severity
    return Finding(active.name, kind, key, hit.span, severity, hit.message)


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda found: (found.field, found.span, found.rule, found.kind)))

"""What the machine makes of one version: findings, proposed redactions, and the texts the public would see.
Pure, so that it runs on any executor.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from moderation import core, redaction, screening
from moderation.core.finding import Finding, Kind, Span, Verdict
from moderation.redaction.redact import redact
from moderation.redaction.settle import settled_spans
from moderation.screening.ruleset import Ruleset
from moderation.screening.screen import screen

Spans = Mapping[str, frozenset[Span]]


@dataclass(frozen=True, slots=True)
class Job:
    """The public fields of one version, and what earlier screenings and people have hidden and lifted."""

    form: str
    fields: Mapping[str, str]
    hidden: Spans = field(default_factory=dict)
    lifted: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Examined:
    """The result: `proposed` are the machine's spans, `texts` the public texts, `safe` whether a second
    screening found nothing private left in them.
    """

    verdict: Verdict
    findings: tuple[Finding, ...]
    proposed: Spans
    texts: Mapping[str, str]
    safe: bool


def examine(job: Job, ruleset: Ruleset) -> Examined:
    """Screen, redact, and screen what is left.

    Redactions only ever grow, except where a person lifts one: rules that find less tomorrow show nothing
    that was hidden when somebody approved it. What was lifted may stand in the public text; anything else
    private in it, and a rule that crashed over it, makes it unsafe.
    """
    first = screen(job.fields, ruleset, form=job.form)
    proposed: dict[str, frozenset[Span]] = {}
    texts: dict[str, str] = {}
    for key, raw in job.fields.items():
        proposed[key] = frozenset(settled_spans(raw, first.findings, key, ruleset))
        hidden = (proposed[key] | job.hidden.get(key, frozenset())) - job.lifted.get(key, frozenset())
        texts[key] = redact(raw, hidden)
    second = first if texts == job.fields else screen(texts, ruleset.private(), form=job.form)
    lifted = [job.fields[key][span.start : span.end] for key, spans in job.lifted.items() for span in spans]

    def shows(found: Finding) -> bool:
        shown = texts[found.field][found.span.start : found.span.end]
        return found.kind.private and not any(shown in raw for raw in lifted)

    safe = not any(found.kind is Kind.FAULT or shows(found) for found in second.findings)
    return Examined(first.verdict, first.findings, proposed, texts, safe)


def seal(
    secret: bytes,
    content: str,
    ruleset: str,
    verdict: int,
    texts: Mapping[str, str],
    *,
    safe: bool,
    lifted: bool,
) -> str:
    """Binds a screening's result to the content it was made of: altered in the database, it fits no more."""
    fields = [content, ruleset, verdict, safe, lifted, sorted(texts.items())]
    return hmac.new(secret, json.dumps(fields).encode(), "sha256").hexdigest()


def ruleset_name(ruleset: Ruleset) -> str:
    """A name (64 hex digits) that changes with anything that could change a screening: the rules' code and
    word lists, the text folding below them, redaction, what the community says
    about rules, and the watch words in force.
    """
    said = [(each.name, each.severity, each.shadow) for each in ruleset.rules]
    context = ruleset.context
    known = [sorted(context.hotlines), sorted(context.area_names), sorted(map(repr, context.watch_words))]
    return hashlib.sha256(f"{_code()} {said} {known}".encode()).hexdigest()


@cache
def _code() -> str:
    digest = hashlib.sha256()
    for package in (core, screening, redaction):
        root = Path(package.__path__[0])
        for path in sorted(root.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                content = path.read_bytes()
                digest.update(f"{path.relative_to(root)} {len(content)}\n".encode() + content)
    return digest.hexdigest()

"""What the machine makes of one version: findings, proposed redactions, and the texts the public would see.
Pure, so that it runs on any executor.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from moderation import core, redaction, screening
from moderation.core.finding import Finding, Kind, Span, Verdict
from moderation.redaction.echoes import Echoes
from moderation.redaction.redact import private_spans, redact
from moderation.redaction.settle import Hiding, Settled, settle_all
from moderation.screening.ruleset import Ruleset
from moderation.screening.screen import Screening, screen_all
from moderation.screening.targets import cell_keys, keys_found, wording_key

Spans = Mapping[str, frozenset[Span]]


@dataclass(frozen=True, slots=True)
class Job:
    """The public fields of one version, and what earlier screenings and people have hidden and lifted.

    `prose` are the public fields in people's own words. `contacts` are answers by which the resident is
    known, `points_at` those of a report that say who or what is reported; both are private.
    """

    form: str
    fields: Mapping[str, str]
    hidden: Spans = field(default_factory=dict)
    lifted: Spans = field(default_factory=dict)
    prose: frozenset[str] = frozenset()
    contacts: tuple[str, ...] = field(default=(), repr=False)
    points_at: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Examined:
    """The result: `proposed` are the machine's spans, `texts` the public texts, `safe` whether a second
    screening found nothing private left in them. `known_by` and `targets` are the keys of
    `moderation.screening.targets`: private, to be kept as hashes only.
    """

    verdict: Verdict
    findings: tuple[Finding, ...]
    proposed: Spans
    texts: Mapping[str, str]
    safe: bool
    known_by: frozenset[str] = field(default=frozenset(), repr=False)
    targets: frozenset[str] = field(default=frozenset(), repr=False)


def examine_all(jobs: Sequence[Job], ruleset: Ruleset) -> list[Examined]:
    """Screen, redact, and screen what is left.

    Redactions only ever grow, except where a person lifts one: rules that find less tomorrow show nothing
    that was hidden when somebody approved it. What was lifted may stand in the public text; anything else
    private in it, and a rule that crashed over it, makes it unsafe.
    """
    firsts = screen_all([(job.form, job.fields) for job in jobs], ruleset)
    settled = _settled(jobs, firsts, ruleset)
    texts = [_texts(job, each) for job, each in zip(jobs, settled, strict=True)]
    left = _left(jobs, settled, texts, ruleset)
    return [_examined(*one, ruleset) for one in zip(jobs, firsts, settled, texts, left, strict=True)]


def _settled(jobs: Sequence[Job], firsts: Sequence[Screening], ruleset: Ruleset) -> list[dict[str, Settled]]:
    """By field: what the machine hides, and what is left then.

    Every value has a span of its own besides the one that it makes with its neighbours: the name in 张三,138…
    is looked for by the leak gate alone, too.
    """
    echoed = [_echoes(job, first.findings) for job, first in zip(jobs, firsts, strict=True)]
    hidings = [
        [
            Hiding(key, raw, (*private_spans(raw, first.findings, key), *echoes[key]))
            for key, raw in job.fields.items()
        ]
        for job, first, echoes in zip(jobs, firsts, echoed, strict=True)
    ]
    hidden = iter(settle_all([one for each in hidings for one in each if one.spans], ruleset))
    return [
        {one.field: _of_field(one, first, echoes, hidden) for one in each}
        for first, echoes, each in zip(firsts, echoed, hidings, strict=True)
    ]


def _of_field(
    one: Hiding, first: Screening, echoes: Mapping[str, tuple[Span, ...]], hidden: Iterator[Settled]
) -> Settled:
    if not one.spans:
        return Settled((), one.text, tuple(found for found in first.findings if found.field == one.field))
    settled = next(hidden)
    return settled._replace(spans=(*settled.spans, *echoes[one.field]))


def _echoes(job: Job, findings: Iterable[Finding]) -> dict[str, tuple[Span, ...]]:
    """Whoever is hidden in one answer is hidden in the others. Doors are not: half is an area's name."""
    echoes = Echoes(
        {
            job.fields[found.field][found.span.start : found.span.end]
            for found in findings
            if found.kind.private and found.kind is not Kind.ADDRESS
        }
    )
    return {key: (*echoes.of(raw),) for key, raw in job.fields.items()}


def _texts(job: Job, settled: Mapping[str, Settled]) -> dict[str, str]:
    """What the public would see."""
    nothing: frozenset[Span] = frozenset()
    return {
        key: redact(
            raw, ({*settled[key].spans} | job.hidden.get(key, nothing)) - job.lifted.get(key, nothing)
        )
        for key, raw in job.fields.items()
    }


def _left(
    jobs: Sequence[Job],
    settled: Sequence[Mapping[str, Settled]],
    texts: Sequence[Mapping[str, str]],
    ruleset: Ruleset,
) -> list[list[Finding]]:
    """What is found in these texts. Only those that people made others by hiding or lifting are screened."""
    others = [
        (at, key, text)
        for at, shown in enumerate(texts)
        for key, text in shown.items()
        if text != settled[at][key].left
    ]
    again = screen_all([(jobs[at].form, {key: text}) for at, key, text in others], ruleset.private())
    said = {(at, key): one.findings for (at, key, _), one in zip(others, again, strict=True)}
    return [
        [found for key, one in each.items() for found in said.get((at, key), one.findings)]
        for at, each in enumerate(settled)
    ]


def _examined(
    job: Job,
    first: Screening,
    settled: Mapping[str, Settled],
    texts: Mapping[str, str],
    left: Iterable[Finding],
    ruleset: Ruleset,
) -> Examined:
    lifted = [job.fields[key][span.start : span.end] for key, spans in job.lifted.items() for span in spans]

    def shows(found: Finding) -> bool:
        shown = texts[found.field][found.span.start : found.span.end]
        return found.kind.private and not any(shown in raw for raw in lifted)

    safe = not any(found.kind is Kind.FAULT or shows(found) for found in left)
    contacts = _cell_keys(job.contacts, ruleset)
    return Examined(
        first.verdict,
        first.findings,
        {key: frozenset(one.spans) for key, one in settled.items()},
        texts,
        safe,
        known_by=contacts | _keys(job, first.findings),
        targets=(_cell_keys(job.points_at, ruleset) | _wordings(job.points_at)) - contacts,
    )


def _keys(job: Job, findings: Iterable[Finding]) -> frozenset[str]:
    """What the public answers can be known by."""
    found = defaultdict(list)
    for one in findings:
        found[one.field].append((one.kind, one.span))
    keys = (keys_found(raw, found[key]) for key, raw in job.fields.items())
    return frozenset().union(*keys, _wordings(job.fields[key] for key in job.prose & job.fields.keys()))


def _cell_keys(cells: Iterable[str], ruleset: Ruleset) -> frozenset[str]:
    return frozenset().union(*(cell_keys(cell, ruleset) for cell in cells))


def _wordings(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(key for text in texts if (key := wording_key(text)) is not None)


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

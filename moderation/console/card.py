"""Everything a moderator sees of one submission: what was written beside what would be published."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as part
from datetime import datetime

from moderation.core.community import Community, Field, FieldType, Form
from moderation.core.finding import Span, Verdict
from moderation.core.text import fold
from moderation.queue.answers import only_options
from moderation.queue.calling import MISSES_TO_ESCALATE
from moderation.queue.decide import deed_of, last_act
from moderation.queue.duplicates import cluster
from moderation.queue.examine import ruleset_name
from moderation.queue.gather import cases
from moderation.queue.history import same_contact
from moderation.queue.models import Act, Found, Plea, Redaction, Submission, Version
from moderation.queue.publishable import Reason, Withheld, publishable
from moderation.queue.standing import people_needed, stand
from moderation.queue.words import WAITING
from moderation.screening.claims import State, judge
from moderation.screening.ruleset import Ruleset

HISTORY = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of what was written: plain, or marked by findings, or hidden."""

    text: str = part(repr=False)
    start: int
    end: int
    hidden: bool = False
    lifted: bool = False
    why: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered question. `pieces` only where it is public; `shown` where anybody here may see it."""

    field: Field
    pieces: tuple[Piece, ...] = part(repr=False)
    public_text: str = part(repr=False)
    shown: str | None = part(repr=False)

    @property
    def as_written(self) -> bool:
        """Nothing is hidden of it."""
        return "".join(piece.text for piece in self.pieces).strip() == self.public_text.strip()

    @property
    def contact(self) -> bool:
        return self.field.type is FieldType.CONTACT


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim about goods (a standard, a grade, a permit) and what came of checking it."""

    state: State
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Card:
    one: Submission
    version: Version
    form: Form
    seen: int
    answers: tuple[Answer, ...]
    findings: tuple[Found, ...]
    verdict: Verdict | None
    people: int
    approved_by: tuple[str, ...]
    refused: bool
    barred: frozenset[str]
    withheld: tuple[Reason, ...]
    verified_at: datetime | None
    cluster: tuple[Card, ...]
    history: tuple[Submission, ...]
    acts: tuple[Act, ...]
    earlier: Version | None
    pleas: tuple[Plea, ...]

    @property
    def title(self) -> str:
        words = [each.public_text for each in self.answers if each.field.key in self.form.headline]
        return " ".join(" ".join(words).split()) or self.form.name.zh_hans

    @property
    def claims(self) -> list[Claim]:
        """Every claim of its public texts that can be checked, also those that are consistent."""
        return [claim for answer in self.answers if answer.pieces for claim in claims_in(answer.shown or "")]

    @property
    def given_up(self) -> bool:
        """Nobody answers: it is called no more."""
        return self.one.missed_calls >= MISSES_TO_ESCALATE

    @property
    def reopens(self) -> bool:
        """Whether there is anything to open again: a decision, or calls that came to nothing."""
        return self.one.standing not in WAITING or self.given_up

    @property
    def private(self) -> list[Answer]:
        return [each for each in self.answers if each.shown is None and not each.pieces]


def card_of(
    community: Community,
    secret: bytes,
    ruleset: Ruleset,
    submission: str,
    now: datetime,
    *,
    alone: bool = False,
) -> Card | None:
    """The card of a submission that still has words; `alone` leaves out what is beside it."""
    one = Submission.objects.filter(pk=submission).first()
    version = (
        None if one is None else one.versions.select_related("screening").filter(number=one.version).first()
    )
    form = None if one is None else community.form_by_key.get(one.form)
    if one is None or version is None or form is None:
        return None
    version.submission = one
    screening = getattr(version, "screening", None)
    acts = tuple(Act.objects.filter(submission=submission).order_by("-number"))
    state = stand(map(deed_of, reversed(acts)), version.number, version.fingerprint)
    verdict = None if screening is None else Verdict(screening.verdict)
    case = next(cases(Submission.objects.filter(pk=submission), secret), None)
    said = None if case is None else publishable(case, community, now, ruleset_name(ruleset))
    findings = tuple(version.findings.order_by("-severity", "field", "start"))
    beside = [] if alone else cluster(submission)
    return Card(
        one=one,
        version=version,
        form=form,
        seen=last_act(submission),
        answers=tuple(_answers(community, form, version, findings)),
        findings=findings,
        verdict=verdict,
        people=1
        if verdict is None
        else people_needed(
            form, version.values, verdict, state, lifted=screening is not None and screening.lifted
        ),
        approved_by=tuple(deed.by for deed in state.approvals),
        refused=state.refused_by is not None,
        barred=state.barred,
        verified_at=state.verified_at,
        withheld=said.reasons if isinstance(said, Withheld) else (),
        cluster=tuple(
            filter(None, (card_of(community, secret, ruleset, each, now, alone=True) for each in beside))
        ),
        history=() if alone else tuple(same_contact(submission)[:HISTORY]),
        acts=acts,
        earlier=one.versions.filter(number=one.version - 1).first(),
        pleas=() if alone else tuple(one.pleas.order_by("-at")),
    )


def _answers(
    community: Community, form: Form, version: Version, findings: Sequence[Found]
) -> Iterator[Answer]:
    redactions = list(version.redactions.all())
    screening = getattr(version, "screening", None)
    texts = {} if screening is None else screening.texts
    for each in form.fields:
        raw = version.values.get(each.key, "")
        if not raw.strip():
            continue
        if each.public:
            here = [found for found in findings if found.field == each.key]
            cuts = [one for one in redactions if one.field == each.key]
            yield Answer(each, tuple(pieces(raw, here, cuts)), texts.get(each.key, ""), raw)
        else:
            yield Answer(each, (), "", raw if only_options(community, each, raw) else None)


def pieces(raw: str, findings: Sequence[Found], redactions: Sequence[Redaction]) -> Iterator[Piece]:
    """Cut a text so that every redaction is one piece and what is between is cut at its findings' ends.

    Redactions may overlap; the longer one that begins first is the piece.
    """
    at = 0
    for cut in sorted(redactions, key=lambda one: (one.start, -one.end)):
        if cut.start < at:
            continue
        yield from _found(raw, findings, at, cut.start)
        why = tuple(one for one in findings if one.start < cut.end and cut.start < one.end)
        lifted = bool(cut.lifted_by)
        yield Piece(raw[cut.start : cut.end], cut.start, cut.end, hidden=not lifted, lifted=lifted, why=why)
        at = cut.end
    yield from _found(raw, findings, at, len(raw))


def _found(raw: str, findings: Sequence[Found], start: int, end: int) -> Iterator[Piece]:
    edges = {start, end}
    for one in findings:
        edges |= {edge for edge in (one.start, one.end) if start < edge < end}
    ordered = sorted(edges)
    for left, right in itertools.pairwise(ordered):
        why = tuple(one for one in findings if one.start <= left and right <= one.end)
        yield Piece(raw[left:right], left, right, why=why)


def claims_in(raw: str) -> list[Claim]:
    """What a text claims about goods, in its own words, and what came of checking it."""
    text = fold(raw)
    judged = ((text.span(one.start, one.end), one) for one in judge(text))
    return [Claim(one.state, raw[span.start : span.end], one.reason) for span, one in judged]


def span_of(start: str, end: str) -> Span | None:
    """The span that a page sent; None for what is none."""
    numbers = [int(each) for each in (start, end) if each.isascii() and each.isdecimal() and len(each) < 6]
    return Span(*numbers) if len(numbers) == 2 else None

"""The screening step: every current version gets the current rules' word, in batches."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from moderation.core.community import Community, FieldType, Form
from moderation.core.finding import Span, Verdict
from moderation.queue.bulk import insert
from moderation.queue.crew import Crew
from moderation.queue.decide import deeds_of, standing_of
from moderation.queue.examine import Examined, Job, Spans, examine_all, ruleset_name, seal
from moderation.queue.flags import flag, flagged
from moderation.queue.models import Found, Redaction, Screening, Submission, Version
from moderation.queue.register import points_at, prose, remember
from moderation.queue.standing import stand
from moderation.queue.words import Presence, Standing
from moderation.screening.ruleset import Ruleset
from moderation.screening.targets import FLAGS

_BATCH = 500
_AHEAD = 2  # batches that helpers work on while one is stored

_Done = tuple[Version, Job, Examined]


def screen_pending(
    community: Community,
    ruleset: Ruleset,
    secret: bytes,
    now: datetime,
    *,
    helpers: Crew | None = None,
    again: bool = False,
) -> Counter[Verdict]:
    """Screen every present submission's latest version that these very rules have not seen yet (`again`: all
    of them), and count the verdicts; `helpers` screen the next batches while one is stored. Each batch is one
    transaction: stopped half-way it goes on next time. Then everything present is flagged anew where reports,
    contacts or wordings meet (see `flags`).
    """
    name = ruleset_name(ruleset)
    verdicts: Counter[Verdict] = Counter()
    for done in _examined(
        community, ruleset, _batches(_unscreened(community, None if again else name)), helpers
    ):
        with transaction.atomic():
            _store(community, secret, name, now, done)
        verdicts.update(result.verdict for _, _, result in done)
    flag(community, anew=bool(verdicts))
    return verdicts


def screen_version(
    community: Community, ruleset: Ruleset, secret: bytes, version: Version, now: datetime
) -> Verdict:
    """Screen one version again, at once: its redactions were changed."""
    job = _jobs(community, [version])[0]
    (result,) = examine_all([job], ruleset)
    with transaction.atomic():
        _store(community, secret, ruleset_name(ruleset), now, [(version, job, result)])
    return result.verdict


def _unscreened(community: Community, name: str | None) -> QuerySet[Version]:
    current = Version.objects.filter(
        submission__form__in=list(community.form_by_key),
        submission__presence=Presence.PRESENT,
        number=F("submission__version"),
    )
    if name is not None:
        current = current.filter(Q(screening__isnull=True) | ~Q(screening__ruleset=name))
    return current.select_related("submission").order_by("pk")


def _batches(versions: QuerySet[Version]) -> Iterator[list[Version]]:
    last = 0
    while batch := list(versions.filter(pk__gt=last)[:_BATCH]):
        yield batch
        last = batch[-1].pk


def _examined(
    community: Community, ruleset: Ruleset, batches: Iterable[list[Version]], helpers: Crew | None
) -> Iterator[list[_Done]]:
    """Each batch with what was found."""
    begun: deque[Iterator[_Done]] = deque()
    for batch in batches:
        jobs = _jobs(community, batch)
        # Less than a batch is screened before other processes have started.
        helped = helpers is not None and (len(jobs) == _BATCH or bool(begun))
        found = helpers.examine(jobs) if helpers and helped else examine_all(jobs, ruleset)
        begun.append(zip(batch, jobs, found, strict=True))
        if not helped or len(begun) > _AHEAD:
            yield list(begun.popleft())
    yield from map(list, begun)


def _jobs(community: Community, batch: Sequence[Version]) -> list[Job]:
    hidden: dict[int, dict[str, set[Span]]] = defaultdict(lambda: defaultdict(set))
    lifted: dict[int, dict[str, set[Span]]] = defaultdict(lambda: defaultdict(set))
    for one in Redaction.objects.filter(version__in=batch):
        kept = lifted if one.lifted_by else hidden
        kept[one.version_id][one.field].add(Span(one.start, one.end))
    return [
        _job(
            community.form_by_key[version.submission.form],
            version.values,
            _frozen(hidden[version.pk]),
            _frozen(lifted[version.pk]),
        )
        for version in batch
    ]


def _job(form: Form, values: Mapping[str, str], hidden: Spans, lifted: Spans) -> Job:
    accused = points_at(form)
    return Job(
        form.key,
        {field.key: values[field.key] for field in form.fields if field.public and field.key in values},
        hidden,
        lifted,
        prose=frozenset(prose(form)),
        contacts=tuple(
            values[field.key]
            for field in form.typed(FieldType.CONTACT)
            if field.key in values and field.key not in accused
        ),
        points_at=tuple(values[key] for key in accused if key in values),
    )


def _frozen(spans: dict[str, set[Span]]) -> Spans:
    return {key: frozenset(each) for key, each in spans.items()}


def _store(
    community: Community,
    secret: bytes,
    name: str,
    now: datetime,
    done: Sequence[_Done],
) -> None:
    _store_findings(done)
    remember(community, secret, [(version, result) for version, _, result in done])
    insert(
        Redaction,
        (
            {"version_id": version.pk, "field": key, "start": span.start, "end": span.end}
            for version, _, result in done
            for key, spans in result.proposed.items()
            for span in sorted(spans)
        ),
        ignore_conflicts=True,
    )
    screenings = [_screening(secret, name, now, *one) for one in done]
    insert(Screening, screenings, replace_by="version_id")
    for (version, _, _), row in zip(done, screenings, strict=True):
        version.screening = Screening(**row)
    _restand(community, [version for version, _, _ in done])


def _screening(
    secret: bytes, name: str, now: datetime, version: Version, job: Job, result: Examined
) -> dict[str, Any]:
    texts, verdict, lifted = dict(result.texts), int(result.verdict), bool(job.lifted)
    return {
        "version_id": version.pk,
        "ruleset": name,
        "verdict": verdict,
        "texts": texts,
        "safe": result.safe,
        "lifted": lifted,
        "seal": seal(secret, version.fingerprint, name, verdict, texts, safe=result.safe, lifted=lifted),
        "at": now,
    }


def _store_findings(done: Sequence[_Done]) -> None:
    """The findings anew; that a moderator called one wrong is carried over to the same finding. Flags stay:
    they are not about the words alone.
    """
    old = Found.objects.filter(version__in=[version for version, _, _ in done]).exclude(rule__in=FLAGS)
    wrong = {
        (one.version_id, one.rule, one.field, one.start, one.end): one.wrong_by
        for one in old.exclude(wrong_by="")
    }
    old.delete()
    insert(
        Found,
        (
            {
                **Found.row(version.pk, found),
                "wrong_by": wrong.get(
                    (version.pk, found.rule, found.field, found.span.start, found.span.end), ""
                ),
            }
            for version, _, result in done
            for found in result.findings
        ),
    )


def _restand(community: Community, versions: Sequence[Version]) -> None:
    """A new verdict may ask for a second person, or no longer."""
    deeds = deeds_of([version.submission_id for version in versions])
    flags = flagged([version.pk for version in versions])
    moved: dict[tuple[Standing, int], list[str]] = defaultdict(list)
    for version in versions:
        one = version.submission
        state = stand(deeds[one.pk], version.number, version.fingerprint)
        standing = standing_of(community, one.form, version, state)
        verdict = max(version.screening.verdict, flags.get(version.pk, Verdict.CLEAR))
        if (standing, verdict) != (one.standing, one.verdict):
            moved[standing, verdict].append(one.pk)
            one.standing, one.verdict = standing, verdict
    for (standing, verdict), ids in moved.items():  # a few statements, where bulk_update names every row
        Submission.objects.filter(pk__in=ids).update(standing=standing, verdict=verdict)

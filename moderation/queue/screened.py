"""The screening step: every current version gets the current rules' word, in batches."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from moderation.core.community import Community
from moderation.core.finding import Verdict
from moderation.queue.bulk import insert
from moderation.queue.crew import Crew
from moderation.queue.decide import deeds_of, standing_of
from moderation.queue.examine import Examined, Job, examine_all, ruleset_name, seal
from moderation.queue.flags import flag, flagged
from moderation.queue.jobs import Words, jobs, words_of
from moderation.queue.models import Found, Redaction, Screening, Submission, Version
from moderation.queue.register import remember
from moderation.queue.standing import stand
from moderation.queue.words import Presence, Standing
from moderation.screening.ruleset import Ruleset
from moderation.screening.targets import FLAGS

_BATCH = 500
_AHEAD = 2  # batches that helpers work on while one is stored

_Found = tuple[Job, Examined]
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
    waiting = _batches(_unscreened(community, None if again else name))
    for found in _examined(community, ruleset, waiting, helpers):
        with transaction.atomic():
            done = _as_it_is_now(community, ruleset, found)
            _store(community, secret, name, now, done)
        verdicts.update(result.verdict for _, _, result in done)
    flag(community, anew=bool(verdicts))
    return verdicts


def screen_version(
    community: Community, ruleset: Ruleset, secret: bytes, version: Version, now: datetime
) -> Verdict:
    """Screen one version again, at once: its redactions were changed."""
    (job,) = jobs(community, [words_of(version)])
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
    return current.order_by("pk")


def _batches(versions: QuerySet[Version]) -> Iterator[list[Words]]:
    rows = versions.values_list("pk", "submission__form", "values")
    last = 0
    while batch := [Words(*row) for row in rows.filter(pk__gt=last)[:_BATCH]]:
        yield batch
        last = batch[-1].pk


def _examined(
    community: Community, ruleset: Ruleset, batches: Iterable[list[Words]], helpers: Crew | None
) -> Iterator[dict[int, _Found]]:
    """Each batch with what was found, by version."""
    begun: deque[Iterator[tuple[int, _Found]]] = deque()
    for batch in batches:
        todo = jobs(community, batch)
        # Less than a batch is screened before other processes have started.
        helped = helpers is not None and (len(todo) == _BATCH or bool(begun))
        results = helpers.examine(todo) if helpers and helped else examine_all(todo, ruleset)
        found = zip(todo, results, strict=True)
        begun.append(zip((one.pk for one in batch), found, strict=True))
        if not helped or len(begun) > _AHEAD:
            yield dict(begun.popleft())
    yield from map(dict, begun)


def _as_it_is_now(community: Community, ruleset: Ruleset, found: Mapping[int, _Found]) -> list[_Done]:
    """What was found, with the versions it is about, locked. People were at work meanwhile: what is no longer
    the latest version is left out, and where something was hidden, shown or deleted, it is screened again.
    """
    versions = list(
        Version.objects.filter(pk__in=found, number=F("submission__version"))
        .select_related("submission")
        .select_for_update()
        .order_by("submission_id")
    )
    now = jobs(community, [words_of(version) for version in versions])
    changed = [at for at, version in enumerate(versions) if now[at] != found[version.pk][0]]
    again = dict(zip(changed, examine_all([now[at] for at in changed], ruleset), strict=True))
    return [(version, now[at], again.get(at) or found[version.pk][1]) for at, version in enumerate(versions)]


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

"""What only the whole queue can tell: something was reported, a contact or a text stands elsewhere too.

Flags are findings that stand beside those of the rules. They weigh in the verdict of queues and lists, and
not in the sealed one of the screening, which is about the words alone. Everything present is compared with
everything, in time that grows with the submissions: a new report flags what waits, a baseless one no longer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from django.db import transaction
from django.db.models import F, Max, QuerySet

from moderation.core.community import Community
from moderation.core.finding import Finding
from moderation.queue.bulk import insert
from moderation.queue.models import Found, Sighting, Submission, Version
from moderation.queue.register import prose, standing_targets
from moderation.queue.words import Presence, Standing
from moderation.screening.repeats import clusters
from moderation.screening.targets import (
    FLAGS,
    REPORTED,
    flag_near_duplicate,
    flag_reported,
    flag_same_contact,
)

_BATCH = 500
T = TypeVar("T")


def flag(community: Community, *, anew: bool) -> None:
    """Bring the flags of everything present up to date; `anew` (there are new words): the clusters too."""
    with transaction.atomic():
        if anew:
            _gather_clusters(community)
        latest = dict(_latest().values_list("submission_id", "pk"))
        wanted = {
            (latest[id_], found.rule): found for id_, flags in _flags(latest).items() for found in flags
        }
        _store(wanted)


def flagged(versions: Collection[int]) -> dict[int, int]:
    """The worst severity among the flags of each of these versions that has any."""
    flags = Found.objects.filter(version__in=versions, rule__in=FLAGS).order_by()
    return dict(flags.values_list("version").annotate(Max("severity")))


def reported() -> QuerySet[Submission]:
    """Everything that is, or is to be, published although somebody reported it: to be looked at again."""
    flags = Found.objects.filter(rule=REPORTED, version__number=F("version__submission__version"))
    return Submission.objects.filter(
        pk__in=flags.values("version__submission"),
        presence=Presence.PRESENT,
        standing__in=(Standing.APPROVED, Standing.FULFILLED),
    ).order_by("first_seen_at", "pk")


def reporters() -> dict[str, set[str]]:
    """Who reported each submission, or anything it is known by, as marks.

    Whoever reports an entry as a fake or a swindle reports its contacts, its links and its wording too.
    """
    by_digest: dict[str, set[str]] = defaultdict(set)
    accused: dict[str, set[str]] = defaultdict(set)
    for digest, sort, accuses, reporter in standing_targets().values_list(
        "digest", "sort", "accuses", "reporter"
    ):
        by_digest[digest].add(reporter)
        if sort == "entry" and accuses:
            accused[digest].add(reporter)
    if not by_digest:
        return {}
    seen: dict[str, list[str]] = defaultdict(list)
    for id_, digest in _known_by():
        seen[id_].append(digest)
    for digests in seen.values():
        by = set().union(*(accused[digest] for digest in digests if digest in accused))
        for digest in digests if by else ():
            by_digest[digest] |= by
    found = {id_: set().union(*(by_digest.get(one, ()) for one in digests)) for id_, digests in seen.items()}
    return {id_: by for id_, by in found.items() if by}


def _known_by() -> Iterator[tuple[str, str]]:
    """What each submission is known by; also those that are gone: their words may come again."""
    yield from Sighting.objects.order_by("pk").values_list("submission_id", "digest").iterator(2000)
    yield from (
        (id_, f"cluster {cluster}")
        for id_, cluster in Submission.objects.exclude(cluster="").values_list("pk", "cluster")
    )


def _flags(present: Collection[str]) -> Mapping[str, list[Finding]]:
    flags: dict[str, list[Finding]] = defaultdict(list)
    for id_, people in reporters().items():
        flags[id_].append(flag_reported(len(people)))
    for id_, others in _same_contacts():
        flags[id_].append(flag_same_contact(others))
    members = Submission.objects.filter(presence=Presence.PRESENT).exclude(cluster="")
    sizes = Counter(members.values_list("cluster", flat=True))
    for id_, cluster in members.values_list("pk", "cluster"):
        if sizes[cluster] > 1:
            flags[id_].append(flag_near_duplicate(sizes[cluster] - 1))
    return {id_: found for id_, found in flags.items() if id_ in present}


def _same_contacts() -> Iterator[tuple[str, int]]:
    """Each submission whose contact stands in others, and in how many: counted, never paired."""
    contacts = Sighting.objects.filter(sort="contact", submission__presence=Presence.PRESENT)
    pairs = list(contacts.order_by("pk").values_list("submission_id", "digest"))
    counts = Counter(digest for _, digest in pairs)
    most: dict[str, int] = defaultdict(int)
    for id_, digest in pairs:
        most[id_] = max(most[id_], counts[digest] - 1)
    return ((id_, others) for id_, others in most.items() if others)


def _store(wanted: Mapping[tuple[int, str], Finding]) -> None:
    """Write what changed. A flag that says something new is a new finding: nobody has called it wrong yet."""
    there = Found.objects.filter(rule__in=FLAGS, version__in=_latest().values("pk"))
    said = {
        (version, rule): (pk, message)
        for pk, version, rule, message in there.values_list("pk", "version_id", "rule", "message")
    }
    stale = [key for key, (_, message) in said.items() if key not in wanted or wanted[key].message != message]
    fresh = [key for key, one in wanted.items() if key not in said or said[key][1] != one.message]
    for some in _chunks([said[key][0] for key in stale]):
        Found.objects.filter(pk__in=some).delete()
    insert(Found, (Found.row(version, wanted[version, rule]) for version, rule in fresh))
    worst: dict[int, int] = {}
    for (version, _), one in wanted.items():
        worst[version] = max(worst.get(version, 0), one.severity)
    _weigh({version for version, _ in (*stale, *fresh)}, worst)


def _weigh(versions: Iterable[int], flags: Mapping[int, int]) -> None:
    """The verdict of lists: the worse of the machine's word about the words, and of the flags."""
    for some in _chunks(sorted(versions)):
        by_verdict: dict[int, list[str]] = defaultdict(list)
        screened = Version.objects.filter(pk__in=some, screening__isnull=False)
        for pk, id_, verdict in screened.values_list("pk", "submission_id", "screening__verdict"):
            by_verdict[max(verdict, flags.get(pk, 0))].append(id_)
        for verdict, ids in by_verdict.items():
            Submission.objects.filter(pk__in=ids).exclude(verdict=verdict).update(verdict=verdict)


def _gather_clusters(community: Community) -> None:
    """Name every cluster of nearly the same words by its oldest member."""
    fields = {form.key: tuple(prose(form)) for form in community.forms}
    rows = _latest().order_by("submission__first_seen_at", "pk")
    texts = (
        (id_, "\n".join(values.get(key, "") for key in fields.get(form, ())))
        for id_, form, values in rows.values_list("submission_id", "submission__form", "values").iterator(
            _BATCH
        )
    )
    named = {id_: cluster.keys[0] for cluster in clusters(texts) for id_ in cluster.keys}
    moved: dict[str, list[str]] = defaultdict(list)
    for id_, cluster in Submission.objects.order_by("pk").values_list("pk", "cluster").iterator(2000):
        if cluster != (now := named.get(id_, "")):
            moved[now].append(id_)
    for now, ids in moved.items():
        for some in _chunks(ids):
            Submission.objects.filter(pk__in=some).update(cluster=now)


def _latest() -> QuerySet[Version]:
    """The words that are there now."""
    return Version.objects.filter(submission__presence=Presence.PRESENT, number=F("submission__version"))


def _chunks(many: Sequence[T]) -> Iterator[Sequence[T]]:
    return (many[start : start + _BATCH] for start in range(0, len(many), _BATCH))

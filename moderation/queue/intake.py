"""From a source into the queue. One pull is one transaction: it happened, or it did not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import F, QuerySet

from moderation.core.community import Community, Form
from moderation.queue.arrivals import Arrival, storable, take_in, unused_id
from moderation.queue.decide import deeds_of, latest_of, restand
from moderation.queue.keys import NewId, random_id, repeatable_id
from moderation.queue.ledger import Known, Ledger, Link, Meeting, Plan, Traits, fingerprint, traits
from moderation.queue.models import ContactMark, Pull, Submission, Tombstone, Version
from moderation.queue.purge import forget, tombstones
from moderation.queue.words import Presence, Standing
from moderation.sources.forms import fit, record
from moderation.sources.source import Source

_BATCH = 500
T = TypeVar("T")


_FEW_EDITS = 10  # so many at once are people's own


class PullRefused(Exception):
    """More responses are gone, or others, than people withdraw or edit at once; nothing was changed."""


@dataclass(frozen=True, slots=True)
class PullReport:
    """What one pull came to, in responses. `barred` were erased before and not taken in again."""

    form: str
    read: int
    same: int
    new: int
    edited: int
    returned: int
    vanished: int
    unsure: int
    barred: int
    notes: int


def pull(
    source: Source,
    community: Community,
    now: datetime,
    secret: bytes,
    *,
    dry_run: bool = False,
    accept_loss: bool = False,
    new_id: NewId | None = None,
) -> PullReport:
    """Read a source and bring the queue up to it.

    New and edited responses wait for a decision; vanished ones are unpublished at once and their content is
    destroyed after `thresholds.tombstone_after_pulls` complete pulls without them. Pulling the same twice
    changes nothing. `new_id` gives a new submission its id, from its fingerprint; left out, ids are random,
    but those of a form's very first pull come out the same in every queue with this secret: where there is no
    server the queue is made anew for each run, and decisions must find their submissions again.

    Raises `FormChanged` and `SourceUnreadable` as the source's reading does, and `PullRefused` when more than
    `thresholds.vanished_share` of the responses are gone (one always may be), or of the approved ones are
    edited (ten may be), unless `accept_loss`.
    """
    form = community.form_by_key[source.form]
    fit(form, source.questions())
    with transaction.atomic():
        first = not Submission.objects.filter(form=form.key, taken_by="").exists()
        ids = new_id or (repeatable_id if first else random_id)
        report = _Pull(form, community, now, secret, ids).run(source, accept_loss=accept_loss)
        if report.new:
            gauge()
        transaction.set_rollback(dry_run)
    return report


def gauge() -> None:
    """Let SQLite see how many rows are alike, to find the right index; PostgreSQL looks by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=1000")
            cursor.execute("ANALYZE")


def pull_all(
    sources: Sequence[Source],
    community: Community,
    now: datetime,
    secret: bytes,
    *,
    dry_run: bool = False,
    accept_loss: bool = False,
) -> list[PullReport]:
    """Pull every source, one a form, or none: if one is unreadable or its form changed, nothing changes."""
    with transaction.atomic():
        return [
            pull(source, community, now, secret, dry_run=dry_run, accept_loss=accept_loss)
            for source in sources
        ]


class _Pull:
    """One pull of one form, while it runs."""

    def __init__(self, form: Form, community: Community, now: datetime, secret: bytes, new_id: NewId) -> None:
        self.form, self.community, self.now, self.secret, self.new_id = form, community, now, secret, new_id
        self.tombstones = frozenset(Tombstone.objects.values_list("digest", flat=True))
        self.ids = set(Submission.objects.values_list("pk", flat=True))
        self.read = self.barred = self.notes = 0

    def run(self, source: Source, *, accept_loss: bool) -> PullReport:
        ledger = Ledger(self._known())
        # Edits are joined to theirs later: a flood's answers are in the database, not in memory.
        batch: list[Arrival] = []
        for arrival in self._arrivals(source):
            if ledger.meet(arrival.print_, arrival.record.row_key, arrival.id) is Meeting.STRANGE:
                self.ids.add(arrival.id)
                batch.append(arrival)
            if len(batch) == _BATCH:
                take_in(self.community, self.secret, self.form, batch, self.now)
                batch.clear()
        take_in(self.community, self.secret, self.form, batch, self.now)
        plan = ledger.plan(self._traits, self._traits)
        self._refuse_loss(plan, accept_loss=accept_loss)
        self._apply(plan)
        return self._report(plan)

    def _known(self) -> Iterator[Known]:
        rows = Submission.objects.filter(
            form=self.form.key, presence__in=(Presence.PRESENT, Presence.VANISHED), taken_by=""
        ).order_by("first_seen_at", "row")
        for id_, print_, row_key, presence in rows.values_list(
            "id", "fingerprint", "row_key", "presence"
        ).iterator(chunk_size=2000):
            yield Known(id_, bytes.fromhex(print_), row_key, presence == Presence.VANISHED)

    def _arrivals(self, source: Source) -> Iterator[Arrival]:
        for row, raw in enumerate(source.responses(), 1):
            self.read += 1
            response = storable(record(self.form, raw))
            self.notes += bool(response.notes)
            print_ = fingerprint(self.secret, self.form.key, response.values, response.received_at)
            if self.tombstones and self.tombstones & tombstones(self.secret, response):
                self.barred += 1
                continue
            yield Arrival(unused_id(print_, self.new_id, self.ids), row, print_, response)

    def _traits(self, ids: Collection[str]) -> Iterator[Traits]:
        for some in _chunks(list(ids)):
            versions = Version.objects.filter(submission__in=some, number=F("submission__version"))
            contacts: dict[str, set[bytes]] = {id_: set() for id_ in some}
            for id_, digest in ContactMark.objects.filter(submission__in=some).values_list(
                "submission_id", "digest"
            ):
                contacts[id_].add(bytes.fromhex(digest))
            for id_, values, received_at in versions.values_list("submission_id", "values", "received_at"):
                yield traits(id_, self.form, values, received_at, contacts[id_])

    def _refuse_loss(self, plan: Plan, *, accept_loss: bool) -> None:
        if accept_loss:
            return
        present = plan.same + len(plan.edited) + len(plan.vanished)
        share = self.community.thresholds.vanished_share
        if len(plan.vanished) > max(1, int(present * share)):
            mend = "Look whether the sheet is whole; if it is, pull again with --accept-loss."
            raise self._refused(f"{len(plan.vanished)} of {present} responses are gone", mend)
        # Only what somebody approved counts: strangers may edit theirs as often as they like.
        approved = set(self._approved().values_list("pk", flat=True))
        edited = sum(link.known in approved for link in plan.edited)
        if edited > max(_FEW_EDITS, int(len(approved) * share)):
            mend = (
                "All of them would wait for a decision again. Was a question taken out of the form? Put it "
                "back; if so many were edited, pull again with --accept-loss."
            )
            what = f"{edited} of {len(approved)} approved responses are others than before"
            raise self._refused(what, mend)

    def _approved(self) -> QuerySet[Submission]:
        approved = (Standing.APPROVED, Standing.FULFILLED, Standing.SECOND)
        return Submission.objects.filter(
            form=self.form.key, presence=Presence.PRESENT, standing__in=approved, taken_by=""
        )

    def _refused(self, what: str, mend: str) -> PullRefused:
        share = self.community.thresholds.vanished_share
        return PullRefused(
            f'form "{self.form.key}": {what}, more than thresholds.vanished_share = {share} allows. Nothing '
            f"was changed. {mend}"
        )

    def _apply(self, plan: Plan) -> None:
        for links in _chunks(plan.edited):
            self._join(links)
        for one in plan.unsure:
            Submission.objects.filter(pk=one.arrival).update(resembles=one.known)
        for returned in _chunks(plan.returned):
            Submission.objects.filter(pk__in=returned).update(presence=Presence.PRESENT, missing_pulls=0)
        for gone in _chunks((*plan.vanished, *plan.missing)):
            Submission.objects.filter(pk__in=gone).update(
                presence=Presence.VANISHED,
                missing_pulls=F("missing_pulls") + 1,
                claimed_by="",
                claimed_until=None,
            )
        forget(self.form.key, self.community.thresholds.tombstone_after_pulls)

    def _join(self, links: Sequence[Link]) -> None:
        """The arrival becomes the next version of what it is an edit of, which waits for a decision again."""
        known = Submission.objects.in_bulk([one.known for one in links])
        fresh = Submission.objects.in_bulk([one.arrival for one in links])
        deeds = deeds_of(list(known))
        for one in links:
            old, new = known[one.known], fresh[one.arrival]
            number = old.version + 1
            Version.objects.filter(submission=new).update(submission=old, number=number)
            ContactMark.objects.filter(submission=new).update(submission=old)
            for name in _OF_THE_LATEST:
                setattr(old, name, getattr(new, name))
            old.version = number
            old.presence, old.missing_pulls = Presence.PRESENT, 0
            old.save()
            restand(self.community, old, latest_of(old), deeds[old.pk])
        Submission.objects.filter(pk__in=list(fresh)).delete()

    def _report(self, plan: Plan) -> PullReport:
        figures = {
            "read": self.read,
            "same": plan.same,
            "new": len(plan.new),
            "edited": len(plan.edited),
            "returned": len(plan.returned),
            "vanished": len(plan.vanished),
            "unsure": len(plan.unsure),
            "barred": self.barred,
        }
        Pull.objects.create(form=self.form.key, at=self.now, **figures)
        return PullReport(form=self.form.key, notes=self.notes, **figures)


_OF_THE_LATEST = ("fingerprint", "row_key", "received_at", "urgency", "area", "has_phone")


def _chunks(many: Sequence[T]) -> Iterator[Sequence[T]]:
    return (many[start : start + _BATCH] for start in range(0, len(many), _BATCH))

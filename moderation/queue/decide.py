"""A person's word about one version of one submission. The console, the Moderation tab and the sample
decisions all come through here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Max

from moderation.core.community import Community
from moderation.core.decision import Action, Decision
from moderation.core.finding import Verdict
from moderation.core.strict import allowed_word
from moderation.queue import chain
from moderation.queue.calling import calls
from moderation.queue.keys import names_mobile
from moderation.queue.models import Act, Submission, Version
from moderation.queue.standing import Deed, Stand, people_needed, person, stand
from moderation.queue.trust import Trust, drawn
from moderation.queue.words import NO_BEARING, Kind, Presence, Said, Standing


class Refused(Exception):
    """A decision that can't be taken. Says why, and what can be done instead; nothing was changed."""


class StaleDecision(Refused):
    """It was about other words than those that are there now."""

    def __init__(self, submission: str, decided: int, current: int) -> None:
        self.submission, self.decided, self.current = submission, decided, current
        super().__init__(
            f"submission {submission} is at version {current} now, the decision is about version {decided}: "
            "read the new version and decide again"
        )


class Overtaken(Refused):
    """A colleague was faster, or is at it now. `by` is the colleague, `word` the outcome, or empty."""

    def __init__(self, submission: str, by: str, word: str) -> None:
        self.submission, self.by, self.word = submission, by, word
        what = f"said {word} meanwhile" if word else "is working on it now"
        super().__init__(f"submission {submission}: {by} {what}; look at it again")


def decide(
    community: Community,
    secret: bytes,
    submission: str,
    version: int,
    action: str,
    *,
    by: str,
    reason: str,
    now: datetime,
    seen: int | None = None,
    trust: Trust = Trust.EXPERIENCED,
) -> Decision:
    """Record a decision about `version` of `submission`.

    `seen` is the number of the last act about it that was before the decider's eyes (see `last_act`); None
    asks nothing. `trust` says how often a second person looks at this one's decisions. Saying again what one
    has already said is not recorded again: the decision that stands is returned.

    Raises `StaleDecision` when the version is not the latest, `Overtaken` when a colleague has acted since
    `seen` or holds the lease, `Refused` for an unknown word, for nobody's decision and where the word makes
    no sense: only what is approved can be fulfilled, what was withdrawn must be reopened first, a reopening
    needs a reason, an appeal is not decided by whoever rejected.
    """
    word = allowed_word(action, [each.value for each in Action])
    if word is None:
        raise Refused(f"unknown action; allowed are {', '.join(Action)}")
    if not person(by):
        raise Refused("a decision needs the name of the person who takes it")
    with transaction.atomic():
        one = locked(submission)
        if version != one.version:
            raise StaleDecision(submission, version, one.version)
        latest = latest_of(one)
        deeds = deeds_of([submission])[submission]
        before = stand(deeds, version, latest.fingerprint)
        said = _already_said(deeds, before, word, by, version, latest.fingerprint)
        if said is not None:
            return _decision(_recorded(submission, said))
        if seen is not None:
            not_overtaken(one, by, seen, now)
        _possible(Action(word), before, by, reason)
        add = partial(
            chain.append,
            secret,
            submission=submission,
            version=version,
            content=latest.fingerprint,
            by=by,
            at=now,
        )
        if drawn(secret, submission, version, trust, Action(word)):
            deeds.append(deed_of(add(kind=Kind.SAMPLE, word=Said.SECOND_OPINION)))
        act = add(kind=Kind.DECISION, word=word, reason=lasting(reason))
        restand(community, one, latest, [*deeds, deed_of(act)])
        return _decision(act)


def lasting(reason: str) -> str:
    """A reason that may be kept for good. Raises `Refused` when it holds a phone number: what people did is
    never deleted, so nothing that somebody may want erased can stand in it.
    """
    if names_mobile(reason):
        raise Refused("leave phone numbers out of the reason: it is kept for good and can't be erased")
    return reason


def locked(submission: str) -> Submission:
    """The submission, locked until the transaction ends; raises `Refused` when there is nothing to decide."""
    one = Submission.objects.select_for_update().filter(pk=submission).first()
    if one is None:
        raise Refused(f"there is no submission {submission}")
    if one.presence in (Presence.ERASED, Presence.FORGOTTEN):
        raise Refused(f"the content of submission {submission} was destroyed; there is nothing to decide")
    return one


def latest_of(one: Submission) -> Version:
    """The words that are there now, with the machine's word about them."""
    return one.versions.select_related("screening").get(number=one.version)


def deed_of(act: Act) -> Deed:
    return Deed(act.kind, act.version, act.content, act.word, act.by, act.at)


def last_act(submission: str) -> int:
    """The number of the last act that bears on the decision about this submission; 0 when there is none."""
    acts = Act.objects.filter(submission=submission).exclude(kind__in=NO_BEARING)
    return int(acts.aggregate(last=Max("number", default=0))["last"])


def deeds_of(submissions: Collection[str]) -> dict[str, list[Deed]]:
    """The acts about each of these submissions, in their order."""
    deeds: dict[str, list[Deed]] = {submission: [] for submission in submissions}
    acts = Act.objects.filter(submission__in=submissions).order_by("number")
    for submission, kind, version, content, word, by, at in acts.values_list(
        "submission", "kind", "version", "content", "word", "by", "at"
    ):
        deeds[submission].append(Deed(kind, version, content, word, by, at))
    return deeds


def restand(
    community: Community, one: Submission, latest: Version, deeds: Sequence[Deed], *, ends_claim: bool = True
) -> None:
    """Write down anew where the submission stands and when it is to be called, after an act or a new version.
    Who only changes what is hidden, or has just got an answer on the phone, goes on working on it: their
    claim does not end.
    """
    state = stand(deeds, latest.number, latest.fingerprint)
    one.standing = standing_of(community, one.form, latest, state)
    form = community.form_by_key.get(one.form)
    first_due = latest.seen_at if form is not None and form.call_back and one.has_phone else None
    one.missed_calls, one.call_due_at = calls(deeds, latest.number, latest.fingerprint, first_due)
    if ends_claim:
        one.claimed_by, one.claimed_until = "", None
    one.save(update_fields=["standing", "missed_calls", "call_due_at", "claimed_by", "claimed_until"])


def standing_of(community: Community, form: str, latest: Version, state: Stand) -> Standing:
    """The word for queues and lists; without a screening it waits for one."""
    definition = community.form_by_key.get(form)
    screening = getattr(latest, "screening", None)
    if definition is None or screening is None:
        return state.halted or Standing.PENDING
    people = people_needed(
        definition, latest.values, Verdict(screening.verdict), state, lifted=screening.lifted
    )
    return state.standing(people)


def _already_said(
    deeds: Sequence[Deed], state: Stand, word: str, by: str, version: int, content: str
) -> Deed | None:
    """What this person said before, if it still stands and is the same."""
    if word == Action.APPROVE:
        return next((one for one in state.approvals if person(one.by) == person(by)), None)
    deciding = (Kind.DECISION, Kind.UNDO, Kind.APPEAL)
    last = next((one for one in reversed(deeds) if one.kind in deciding), None)
    if last is None or (last.kind, last.version, last.content) != (Kind.DECISION, version, content):
        return None
    return last if (last.word, person(last.by)) == (word, person(by)) else None


def _recorded(submission: str, deed: Deed) -> Act:
    same = Act.objects.filter(submission=submission, kind=deed.kind, word=deed.word, by=deed.by, at=deed.at)
    return same.order_by("number")[0]


def not_overtaken(one: Submission, by: str, seen: int, now: datetime) -> None:
    """Raise `Overtaken` when a colleague has acted since `seen`, or holds the lease."""
    acts = Act.objects.filter(submission=one.pk, number__gt=seen).exclude(kind__in=NO_BEARING)
    other = acts.exclude(by=by).order_by("-number").first()
    if other is not None:
        raise Overtaken(one.pk, other.by, other.word)
    if one.claimed_by not in ("", by) and one.claimed_until is not None and one.claimed_until > now:
        raise Overtaken(one.pk, one.claimed_by, "")


def _possible(action: Action, state: Stand, by: str, reason: str) -> None:
    if person(by) in state.barred and action in (Action.APPROVE, Action.REJECT):
        raise Refused("an appeal is decided by other people than whoever rejected first")
    if state.halted is Standing.WITHDRAWN and action is not Action.REOPEN:
        raise Refused("this submission was withdrawn; reopen it first, with the reason")
    if action is Action.FULFIL and not state.approvals:
        raise Refused("only what is approved can be fulfilled")
    if action is Action.REOPEN and not reason.strip():
        raise Refused("reopening needs a reason")


def _decision(act: Act) -> Decision:
    return Decision(act.submission, act.version, Action(act.word), act.by, act.at, act.reason)

"""The only maker of an `Entry`. Pure: all it knows is the case, the community and the time it is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from moderation.core.community import Community, FieldType, Form, Publishes
from moderation.core.entry import Detail, Entry, Status
from moderation.core.finding import Verdict
from moderation.core.values import area_named, options_named, over_at, quantity_given, urgency
from moderation.queue.answers import consent_ends
from moderation.queue.standing import Deed, Stand, people_needed, stand
from moderation.queue.words import Presence, Standing


class Reason(StrEnum):
    """Why something is withheld."""

    UNKNOWN_FORM = "its form is not in community.toml"
    NO_ENTRIES = "its form publishes no entries"
    GONE = "gone from the source, forgotten or erased"
    ALTERED = "its words or its screening are not what was stored"
    OUTDATED = "not the latest version"
    UNSCREENED = "not screened by the current rules"
    UNKNOWN_STATE = "a state nobody knows"
    UNDECIDED = "waiting for a decision"
    SECOND_PERSON = "waiting for a second person"
    HELD = "held"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    UNDO_WINDOW = "just approved or confirmed, can still be undone"
    UNVERIFIED = "not verified by call-back"
    NO_CONSENT = "no consent to publish, or it has ended"
    EXPIRED = "expired"
    INCOMPLETE = "a required public answer is missing"
    STILL_PRIVATE = "something private is left after redaction"
    REPORTED = "several people reported it since it was approved"


REPORTERS_TO_HIDE = 3
"""What residents are promised in content/scams-and-shills.md."""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that is known about one submission when the question is whether it may be published.

    `version` is the one whose words are here, `latest` the newest there is. `content` is the version's
    fingerprint; `intact` says that words and screening still fit what was sealed. `texts` are the redacted
    public fields, `safe` that the rules of `screened_by` found nothing private left in them. `seen_at` is
    when the queue first met this version. `reports` are those that name this entry and were not found
    baseless: who reported, as a mark (empty: nobody knows), and when.
    """

    submission: str
    form: str
    presence: str
    version: int
    latest: int
    content: str
    intact: bool
    values: Mapping[str, str] = field(repr=False)
    received_at: datetime | None
    seen_at: datetime
    screened_by: str | None
    verdict: int | None
    texts: Mapping[str, str] = field(repr=False)
    safe: bool
    lifted: bool
    deeds: tuple[Deed, ...]
    reports: tuple[tuple[str, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Withheld:
    """Not published, and every reason why."""

    submission: str
    reasons: tuple[Reason, ...]


def publishable(case: Case, community: Community, now: datetime, ruleset: str) -> Entry | Withheld:
    """The entry that may be published now, or why there is none. All of this must hold:

    1.  the form is one of the community's, and publishes entries;
    2.  the source still has the response: not vanished, forgotten or erased;
    3.  these are the words of the latest version, unaltered since they were taken in;
    4.  the current rules (`ruleset`) have screened them;
    5.  somebody approved this very version, nothing since has taken that back, and every recorded word is
        one we know;
    6.  two different people approved it where that is demanded (see `people_needed`);
    7.  the last needed approval, and the call, are older than `thresholds.undo_seconds`;
    8.  a call-back confirmed this very version where the form demands one;
    9.  the resident consents to publishing, and that consent has not ended;
    10. it has not expired: `expires_after_days` since it was received, confirmed by phone, or said to
        hold still by its resident; nor has the time passed at which it is over by its own words (a
        group-buy's closing time);
    11. every public required field is answered;
    12. every public text is redacted, was screened again after that, and nothing private was left;
    13. fewer than `REPORTERS_TO_HIDE` different people have reported it since the last of its approvals.
        Approving again after reopening it, or rejecting the reports, shows it again.

    Nothing but the form's public fields enters the entry; an area enters as a place in the community's tree,
    never in the writer's words. Fulfilled entries stay, marked so, until they expire.
    """
    form = community.form_by_key.get(case.form)
    if form is None:
        return Withheld(case.submission, (Reason.UNKNOWN_FORM,))
    state = stand(case.deeds, case.version, case.content)
    approved_at = _approved_at(case, form, state)
    said_at = case.seen_at if case.received_at is None else min(case.received_at, case.seen_at)
    consent_ends_at = consent_ends(community, form, case.values, said_at)
    expires_at = _expires_at(case, community, form, state, said_at)
    verdict_known = case.verdict in set(Verdict)
    undo = timedelta(seconds=community.thresholds.undo_seconds)
    confirmed_at = state.verified_at if form.call_back else None
    holds = {
        Reason.NO_ENTRIES: form.publishes is Publishes.ENTRY,
        Reason.GONE: case.presence == Presence.PRESENT,
        Reason.OUTDATED: case.version == case.latest,
        Reason.ALTERED: case.intact is True,
        Reason.UNSCREENED: case.screened_by is not None and case.screened_by == ruleset,
        Reason.UNKNOWN_STATE: state.known and verdict_known,
        Reason.REJECTED: state.halted is not Standing.REJECTED,
        Reason.HELD: state.halted is not Standing.HELD,
        Reason.WITHDRAWN: state.halted is not Standing.WITHDRAWN,
        Reason.UNDECIDED: bool(state.approvals) or state.halted is not None,
        Reason.SECOND_PERSON: approved_at is not None or not state.approvals or not verdict_known,
        Reason.UNDO_WINDOW: all(at is None or at + undo <= now for at in (approved_at, confirmed_at)),
        Reason.UNVERIFIED: not form.call_back or state.verified_at is not None,
        Reason.NO_CONSENT: consent_ends_at is not None and now <= consent_ends_at,
        Reason.EXPIRED: expires_at is not None and now < expires_at,
        Reason.INCOMPLETE: all(
            case.texts.get(each.key, "").strip() for each in form.fields if each.public and each.required
        ),
        Reason.STILL_PRIVATE: case.safe is True,
        Reason.REPORTED: _reporters_since_approval(case, state) < REPORTERS_TO_HIDE,
    }
    reasons = tuple(reason for reason, met in holds.items() if not met)
    if reasons or approved_at is None or expires_at is None or consent_ends_at is None:
        return Withheld(case.submission, reasons)
    details = tuple(_details(case, community, form))
    by_field = {detail.field: detail for detail in details}
    return Entry(
        id=case.submission,
        form=form.key,
        title=_title(form, by_field),
        category=_category(form, by_field),
        area=_area(form, by_field),
        urgency=urgency(community, form, case.values),
        details=details,
        status=Status.OPEN if state.fulfilled_at is None else Status.FULFILLED,
        received_at=said_at,
        approved_at=approved_at,
        verified_at=state.verified_at,
        expires_at=min(expires_at, consent_ends_at),
    )


def _approved_at(case: Case, form: Form, state: Stand) -> datetime | None:
    """When the last approval that was needed came; None while one is missing, or the verdict is unknown."""
    if case.verdict not in set(Verdict):
        return None
    people = people_needed(form, case.values, Verdict(case.verdict), state, lifted=case.lifted)
    last = state.agreed(people)
    return None if last is None else last.at


def _reporters_since_approval(case: Case, state: Stand) -> int:
    """Different people; those who gave no contact count as one together, so that nobody is many."""
    reviewed_at = max((approval.at for approval in state.approvals), default=None)
    return len({who for who, at in case.reports if reviewed_at is None or at > reviewed_at})


def _expires_at(
    case: Case, community: Community, form: Form, state: Stand, said_at: datetime
) -> datetime | None:
    """When it is no longer fresh, or over by its own words; None when those can't be read.

    A call-back, or the resident's word, makes it fresh again. A timestamp from the future, which any
    source can hold, does not: it counts from when the queue first met these words.
    """
    fresh_at = max(at for at in (said_at, state.verified_at, state.renewed_at) if at is not None)
    expires_at = fresh_at + timedelta(days=form.expires_after_days)
    closing = case.values.get(form.closes, "").strip() if form.closes is not None else ""
    if not closing:
        return expires_at
    over = over_at(community, closing)
    return None if over is None else min(expires_at, over)


def _details(case: Case, community: Community, form: Form) -> Iterator[Detail]:
    for each in form.fields:
        text = case.texts.get(each.key, "").strip() if each.public else ""
        if not text:
            continue
        if each.type is FieldType.AREA:
            area = area_named(community, text)
            if area is not None:
                yield Detail(each.key, area.name.zh_hans, choices=(area.key,))
        elif each.type in (FieldType.CHOICE, FieldType.CHOICES):
            options = options_named(community, each, text)
            yield Detail(each.key, text, choices=tuple(option.key for option in options))
        elif each.type is FieldType.QUANTITY:
            yield Detail(
                each.key, text, quantity=quantity_given(community, form, each, {**case.values, **case.texts})
            )
        else:
            yield Detail(each.key, text)


def _title(form: Form, details: Mapping[str, Detail]) -> str:
    """The headline's answers in one line; the form's own name where none of them is answered."""
    words = " ".join(details[key].text for key in form.headline if key in details)
    return " ".join(words.split()) or form.name.zh_hans


def _category(form: Form, details: Mapping[str, Detail]) -> str | None:
    keys = [each.key for each in form.fields if each.options_from == "categories"]
    return next((details[key].choices[0] for key in keys if key in details and details[key].choices), None)


def _area(form: Form, details: Mapping[str, Detail]) -> str | None:
    keys = [each.key for each in form.typed(FieldType.AREA)]
    return next((details[key].choices[0] for key in keys if key in details), None)

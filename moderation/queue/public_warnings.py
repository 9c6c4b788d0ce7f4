"""Reports that became certain enough to warn of: with evidence, with consent, by two people."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from moderation.core.community import Community, Form
from moderation.core.community.form import Warns
from moderation.core.public_warning import PublicWarning
from moderation.core.values import category_named, option_named, options_named
from moderation.queue.answers import consent_ends
from moderation.queue.gather import cases
from moderation.queue.models import Submission
from moderation.queue.publishable import Case
from moderation.queue.standing import stand
from moderation.queue.words import Presence, Standing

PEOPLE: Final = 2


def public_warnings(community: Community, secret: bytes, now: datetime) -> tuple[PublicWarning, ...]:
    """Every warning in force, the newest first; several reports of one kind and category are one warning."""
    since: dict[tuple[str, str, str | None], date] = {}
    for form in community.forms:
        if form.warns is not None:
            approved = Submission.objects.filter(form=form.key, standing=Standing.APPROVED)
            for case in cases(approved, secret):
                told = warning_of(case, community, form, form.warns, now)
                if told is not None:
                    about = (told.form, told.kind, told.category)
                    since[about] = min(since.get(about, told.since), told.since)
    found = [PublicWarning(*about, day) for about, day in since.items()]
    return tuple(sorted(found, key=_newest_first))


def warning_of(
    case: Case, community: Community, form: Form, warns: Warns, now: datetime
) -> PublicWarning | None:
    """The warning that follows from one report, or None. All of this must hold:

    1. the report is present, its words are the latest and unaltered;
    2. two different people approved these very words, and nothing since has taken that back;
    3. it is of a kind that residents are warned of;
    4. it names evidence;
    5. the reporter consents to an anonymous warning, and that consent has not ended.
    """
    said_at = case.seen_at if case.received_at is None else min(case.received_at, case.seen_at)
    state = stand(case.deeds, case.version, case.content)
    agreed = state.agreed(PEOPLE)
    ends = consent_ends(community, form, case.values, said_at)
    kind = option_named(community, form.by_key[warns.kind], case.values.get(warns.kind, ""))
    proofs = options_named(community, form.by_key[warns.evidence], case.values.get(warns.evidence, ""))
    sound = (
        case.presence == Presence.PRESENT
        and case.version == case.latest
        and case.intact is True
        and state.known
        and state.halted is None
    )
    if not sound or agreed is None or agreed.at > now or ends is None or now > ends or kind is None:
        return None
    proven = any(option.key != warns.unproven for option in proofs)
    if kind.key not in warns.about or not proven:
        return None
    category = category_named(community, form, case.values)
    day = agreed.at.astimezone(ZoneInfo(community.time_zone)).date()
    return PublicWarning(form.key, kind.key, None if category is None else category.key, day)


def _newest_first(warning: PublicWarning) -> tuple[int, str, str]:
    return (-warning.since.toordinal(), warning.kind, warning.category or "")

"""The private register: what submissions are known by and what reports point at, as keyed hashes only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import re2
from django.db.models import QuerySet

from moderation.core.community import Community, FieldType, Form
from moderation.core.text import fold
from moderation.core.values import option_named
from moderation.queue.bulk import Row, insert
from moderation.queue.examine import Examined
from moderation.queue.heaps import REPORT
from moderation.queue.keys import mark
from moderation.queue.models import Sighting, Target, Version
from moderation.queue.words import Presence, Standing
from moderation.screening.targets import entry_key, hashed, sort_of

Reports = tuple[tuple[str, datetime], ...]
"""Who reported an entry, as a mark, and when."""

# The report form's questions; its own contact is the reporter's, its evidence proves and accuses nobody.
_KIND, _ENTRY, _LINK = "kind", "entry", "link"
_POINTS_AT = (_LINK, "target", "story")
# What is not an accusation: the entry alone is wrong; or whoever was reported replies.
_ONLY_THE_ENTRY = frozenset({"wrong-entry", "privacy"})
_REPLY = "reply"
_BASELESS = (Standing.REJECTED, Standing.WITHDRAWN)

_ENTRY_ID = re2.compile(r"[a-z0-9]{4,16}")


def points_at(form: Form) -> tuple[str, ...]:
    """The fields of a report that say who or what is reported; of any other form none."""
    return _POINTS_AT if form.key == REPORT else ()


def prose(form: Form) -> Iterator[str]:
    """The public fields that residents fill with words of their own."""
    return (
        field.key
        for field in form.fields
        if field.public and field.type in (FieldType.TEXT, FieldType.LONG_TEXT)
    )


def remember(community: Community, secret: bytes, done: Iterable[tuple[Version, Examined]]) -> None:
    """Write down anew what these versions are known by and point at, in place of what earlier ones were."""
    examined = list(done)
    ids = [version.submission_id for version, _ in examined]
    own_pages = (
        f"link:{fold(community.site_address).folded.partition('//')[2].removeprefix('www.').rstrip('/')}"
    )
    Sighting.objects.filter(submission__in=ids).delete()
    Target.objects.filter(report__in=ids).delete()
    insert(
        Sighting,
        (
            {
                "submission_id": version.submission_id,
                "digest": hashed(key, secret),
                "sort": sort_of(key),
            }
            for version, result in examined
            for key in sorted({*result.known_by, entry_key(version.submission_id)})
            if not key.startswith(own_pages)
        ),
    )
    insert(
        Target,
        (
            target
            for version, result in examined
            if version.submission.form == REPORT
            for target in _targets(community, secret, version, result, own_pages)
        ),
    )


def _targets(
    community: Community, secret: bytes, version: Version, result: Examined, own_pages: str
) -> Iterator[Row]:
    kind = option_named(community, community.form_by_key[REPORT].by_key[_KIND], version.values.get(_KIND, ""))
    if kind is not None and kind.key == _REPLY:
        return
    accuses = kind is None or kind.key not in _ONLY_THE_ENTRY
    keys = {entry_key(entry) for entry in _entries(version.values, own_pages)}
    if accuses:
        keys |= {key for key in result.targets if not key.startswith(own_pages)}
    for key in sorted(keys):
        yield {
            "report_id": version.submission_id,
            "digest": hashed(key, secret),
            "sort": sort_of(key),
            "accuses": accuses,
            "reporter": _reporter(secret, result),
            "since": min(version.received_at or version.seen_at, version.seen_at),
        }


def _entries(values: dict[str, str], own_pages: str) -> Iterator[str]:
    """The ids that a report names: as they are, or as the address of the entry's page."""
    for key in (_ENTRY, _LINK):
        for word in fold(values.get(key, "")).folded.split():
            page = own_pages.removeprefix("link:") in word
            last = word.rstrip("/").rpartition("/")[2].partition(".")[0]
            if (page or key == _ENTRY) and _ENTRY_ID.fullmatch(last):
                yield last


def _reporter(secret: bytes, result: Examined) -> str:
    """The same person's reports carry the same mark, also when an account is added to the number once."""
    contacts = sorted(
        (key for key in result.known_by if sort_of(key) == "contact"),
        key=lambda key: (not key.startswith("phone:"), key),
    )
    return mark(secret, "reporter", contacts[0]) if contacts else ""


def standing_targets() -> QuerySet[Target]:
    """What counts: not the targets of reports that are gone from the source or were found baseless."""
    return Target.objects.filter(report__presence=Presence.PRESENT).exclude(report__standing__in=_BASELESS)


def reports_on_entries(secret: bytes, entries: Iterable[str]) -> dict[str, Reports]:
    """Who reported these entries, by the id of each that somebody did."""
    by_digest = {hashed(entry_key(entry), secret): entry for entry in entries}
    found: dict[str, Reports] = {}
    named = standing_targets().filter(sort="entry", digest__in=by_digest).order_by("since", "pk")
    for digest, reporter, since in named.values_list("digest", "reporter", "since"):
        entry = by_digest[digest]
        found[entry] = (*found.get(entry, ()), (reporter, since))
    return found

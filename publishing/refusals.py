"""What stops a build before anything is rendered."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from moderation.core.community import Community
from moderation.core.entry import Entry

_IN_IDS: Final = frozenset(string.ascii_lowercase + string.digits + "-")
_LONGEST_ID: Final = 64
_FEW: Final = 10  # below so many entries a single takedown would be a large share


class PublishRefused(Exception):
    """The site was not changed; the message says why and what to do."""


def sound_ids(entries: Sequence[Entry]) -> None:
    """Ids become file names: nothing that leads elsewhere, nothing that differs by case only."""
    bad = sum(
        not (0 < len(entry.id) <= _LONGEST_ID and _IN_IDS.issuperset(entry.id) and entry.id[0] != "-")
        for entry in entries
    )
    if bad:
        raise PublishRefused(f"{bad} entries have an id that cannot be a file name (a-z, 0-9 and -)")
    if len({entry.id for entry in entries}) != len(entries):
        raise PublishRefused("two entries have the same id; run `build.py queue verify`")


def canaries_present(community: Community, entries: Sequence[Entry]) -> None:
    missing = sorted(set(community.canaries) - {entry.id for entry in entries})
    if missing:
        raise PublishRefused(
            f"entries that must always be there are not: {', '.join(missing)} (canaries in community.toml); "
            "the queue may be incomplete"
        )


def few_vanished(
    community: Community, entries: Sequence[Entry], before: Mapping[str, datetime], now: datetime
) -> None:
    """A source that breaks looks like everybody withdrawing at once; expiry is no reason to stop.

    `before`: entry id -> when it expires, of those that are served.
    """
    due = {id_ for id_, expires in before.items() if expires > now}
    gone = len(due - {entry.id for entry in entries})
    if len(due) >= _FEW and gone > community.thresholds.unpublished_share * len(due):
        raise PublishRefused(
            f"{gone} of {len(due)} entries would vanish at once, more than thresholds.unpublished_share in "
            "community.toml allows. See whether the queue is whole (`build.py queue verify`); if they are "
            "to go, build with --allow-vanishing"
        )

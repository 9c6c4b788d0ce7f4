"""Which response is which, from one pull to the next. Pure: no database, no clock, no randomness.

Spreadsheets have no row identity: people sort them, edit them, delete from them, type rows by hand. A row is
recognised first by the source's own key, then by its fingerprint; what is left on both sides is linked by
timestamp, contact and shared wording where that is certain enough, and never silently: an edited response is
always a new content version, and a new version is always pending.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto
from typing import NamedTuple

from moderation.core.community import FieldType, Form

# Two rows are the same response from this likeness on (a shared contact alone reaches it) ...
CERTAIN = 0.5
# ... when no other row comes closer than this on either side. Measured on simulated sheets: with these two
# numbers 1.2% of the links were wrong, which is why every link returns to pending.
MARGIN = 0.15
# Below this likeness a row is simply new; between the two a person is told.
POSSIBLE = 0.25
# A piece of wording that stands on more rows than this (an option, a stock phrase) tells nobody apart. It
# also bounds the work: no piece ever leads to more than 20 x 20 comparisons.
COMMON = 20

_TELLING = frozenset(
    {
        FieldType.TEXT,
        FieldType.LONG_TEXT,
        FieldType.CONTACT,
        FieldType.URL,
        FieldType.QUANTITY,
        FieldType.TIME,
    }
)
_CLAUSE_ENDS = {ord(c): "\n" for c in "，。；：！？、,.;:!? \t\r　"}


def fingerprint(secret: bytes, form: str, values: Mapping[str, str], received_at: datetime | None) -> bytes:
    """16 bytes that only this content with this timestamp has; meaningless without `secret`.

    Field keys stand for questions, so renamed or reordered questions change nothing. The timestamp counts in
    whole seconds: sources differ in how much finer they are.
    """
    at = "" if received_at is None else received_at.astimezone(UTC).isoformat(timespec="seconds")
    parts = [form, at]
    for key in sorted(values):
        parts += key, values[key]
    # Lengths instead of separators: no two different lists can give the same bytes.
    message = b"".join(len(b).to_bytes(4) + b for b in (p.encode("utf-8", "surrogatepass") for p in parts))
    return hmac.digest(secret, message, "sha256")[:16]


class Known(NamedTuple):
    """A response the ledger has. `gone`: the last pull did not find it."""

    id: str
    fingerprint: bytes
    row_key: str | None = None
    gone: bool = False


class Meeting(Enum):
    """How an arriving row was recognised."""

    SAME = auto()
    RETURNED = auto()
    STRANGE = auto()  # new or edited: `plan` tells


class Link(NamedTuple):
    """A known response and the arrival that is its new version, or may be."""

    known: str
    arrival: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What one pull means. `edited` and `unsure` name the arrival by the reference it was given.

    `vanished` are newly gone, `missing` were gone already. The arrival of an `unsure` link is also in `new`,
    its known response in `vanished` or `missing`: nothing stays published on a guess.
    """

    same: int
    returned: tuple[str, ...]
    edited: tuple[Link, ...]
    new: tuple[str, ...]
    unsure: tuple[Link, ...]
    vanished: tuple[str, ...]
    missing: tuple[str, ...]


class Traits(NamedTuple):
    """What makes a row recognisable after an edit. `pieces` maps hashed wording to its length."""

    ref: str
    at: int | None
    contacts: frozenset[bytes]
    pieces: Mapping[bytes, int]


def traits(
    ref: str, form: Form, values: Mapping[str, str], received_at: datetime | None, contacts: Collection[bytes]
) -> Traits:
    """The traits of one row: its seconds, its contacts, and the clauses of its free-text answers."""
    pieces: dict[bytes, int] = {}
    for key, value in values.items():
        field = form.by_key.get(key)
        if field is None or field.type not in _TELLING:
            continue
        for clause in value.translate(_CLAUSE_ENDS).split("\n"):
            if clause:
                piece = hashlib.blake2b(f"{key}\n{clause}".encode("utf-8", "surrogatepass"), digest_size=8)
                pieces[piece.digest()] = len(clause)
    at = None if received_at is None else int(received_at.timestamp())
    return Traits(ref, at, frozenset(contacts), pieces)


class Ledger:
    """The known responses of one form while the rows of a pull arrive, one at a time.

    Rows that are `STRANGE` are kept by the caller under a reference of its own; `plan` then says what each of
    them is. So memory holds fingerprints, never answers.
    """

    def __init__(self, known: Iterable[Known]) -> None:
        self._left: dict[str, bool] = {}
        self._by_row_key: dict[str, Known] = {}
        self._by_print: dict[bytes, list[Known]] = defaultdict(list)
        self._same = 0
        self._returned: list[str] = []
        self._strange: list[str] = []
        self._edited: list[Link] = []
        for one in known:
            self._left[one.id] = one.gone
            self._by_print[one.fingerprint].append(one)
            if one.row_key is not None:
                self._by_row_key[one.row_key] = one
        for twins in self._by_print.values():
            # Identical rows can't be told apart: the present and oldest is met first (taken from the end).
            twins.sort(key=lambda one: one.gone)
            twins.reverse()

    def meet(self, print_: bytes, row_key: str | None, ref: str) -> Meeting:
        """Recognise one arriving row, or note it as strange under `ref`."""
        keyed = self._by_row_key.get(row_key) if row_key is not None else None
        if keyed is not None and keyed.id in self._left:
            if keyed.fingerprint == print_:
                return self._recognised(keyed)
            del self._left[keyed.id]
            self._edited.append(Link(keyed.id, ref))
            return Meeting.STRANGE
        twins = self._by_print.get(print_, [])
        while twins:
            one = twins.pop()
            # A response with a key of its own is only ever that key's, whatever the words.
            if one.id in self._left and (row_key is None or one.row_key in (None, row_key)):
                return self._recognised(one)
        self._strange.append(ref)
        return Meeting.STRANGE

    def _recognised(self, one: Known) -> Meeting:
        del self._left[one.id]
        if one.gone:
            self._returned.append(one.id)
            return Meeting.RETURNED
        self._same += 1
        return Meeting.SAME

    def plan(
        self,
        known_traits: Callable[[Collection[str]], Iterable[Traits]],
        strange_traits: Callable[[Collection[str]], Iterable[Traits]],
    ) -> Plan:
        """What the whole pull means. The two functions are asked for traits only where both sides have rows
        that nobody recognised.
        """
        sure: list[Link] = []
        unsure: list[Link] = []
        if self._left and self._strange:
            sure, unsure = link(list(known_traits(self._left)), list(strange_traits(self._strange)))
        known_again = {one.known for one in sure}
        arrived_again = {one.arrival for one in sure}
        return Plan(
            same=self._same,
            returned=tuple(self._returned),
            edited=(*self._edited, *sure),
            new=tuple(ref for ref in self._strange if ref not in arrived_again),
            unsure=tuple(unsure),
            vanished=tuple(i for i, gone in self._left.items() if not gone and i not in known_again),
            missing=tuple(i for i, gone in self._left.items() if gone and i not in known_again),
        )


def link(known: Sequence[Traits], arrivals: Sequence[Traits]) -> tuple[list[Link], list[Link]]:
    """Links that are certain, and links that a person should look at. Each row is in one link at most."""
    sure = _by_timestamp(known, arrivals)
    taken = {ref for one in sure for ref in one}
    likely, unsure = _by_likeness(
        [one for one in known if one.ref not in taken], [one for one in arrivals if one.ref not in taken]
    )
    return sure + likely, unsure


def _by_timestamp(known: Sequence[Traits], arrivals: Sequence[Traits]) -> list[Link]:
    """Cells edited by hand: the same second on exactly one row of each side, and some words in common."""
    seconds = (Counter(one.at for one in known), Counter(one.at for one in arrivals))
    was = {one.at: one for one in known if one.at is not None and seconds[0][one.at] == 1}
    return [
        Link(was[one.at].ref, one.ref)
        for one in arrivals
        if one.at in was
        and seconds[1][one.at] == 1
        and (was[one.at].contacts & one.contacts or was[one.at].pieces.keys() & one.pieces.keys())
    ]


def _by_likeness(known: Sequence[Traits], arrivals: Sequence[Traits]) -> tuple[list[Link], list[Link]]:
    """Edited responses (which have a new timestamp): mutually best, with a margin over every other row."""
    likeness = _likenesses(known, arrivals)
    best: dict[tuple[int, str], list[tuple[float, str]]] = defaultdict(list)
    for (was, now), score in likeness.items():
        best[0, was].append((score, now))
        best[1, now].append((score, was))
    for scores in best.values():
        scores.sort(reverse=True)
    sure: list[Link] = []
    unsure: list[Link] = []
    for one in arrivals:
        if (1, one.ref) not in best:
            continue
        score, was = best[1, one.ref][0]
        if score < POSSIBLE:
            continue
        mutual = best[0, was][0][1] == one.ref
        alone = all(
            len(rivals) == 1 or rivals[0][0] - rivals[1][0] >= MARGIN
            for rivals in (best[0, was], best[1, one.ref])
        )
        (sure if score >= CERTAIN and mutual and alone else unsure).append(Link(was, one.ref))
    return sure, _one_each(unsure, {one.known for one in sure})


def _one_each(links: Iterable[Link], taken: set[str]) -> list[Link]:
    kept = []
    for one in links:
        if one.known not in taken:
            taken.add(one.known)
            kept.append(one)
    return kept


def _likenesses(known: Sequence[Traits], arrivals: Sequence[Traits]) -> dict[tuple[str, str], float]:
    """Likeness (0 to 1) of every pair that shares something rare: the share of their rare wording that is
    common to both, and a half for a shared contact.
    """
    holders: dict[bytes, tuple[list[Traits], list[Traits]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((known, arrivals)):
        for row in rows:
            for token in (*row.contacts, *row.pieces):
                holders[token][side].append(row)
    rare = {token for token, (was, now) in holders.items() if len(was) <= COMMON and len(now) <= COMMON}
    weight = {
        row.ref: sum(length for piece, length in row.pieces.items() if piece in rare)
        for rows in (known, arrivals)
        for row in rows
    }
    shared: Counter[tuple[str, str]] = Counter()
    same_contact: set[tuple[str, str]] = set()
    for token in rare:
        for was in holders[token][0]:
            for now in holders[token][1]:
                pair = (was.ref, now.ref)
                if token in was.pieces:
                    shared[pair] += was.pieces[token]
                else:
                    same_contact.add(pair)
    return {
        (was, now): min(
            1.0,
            (shared[was, now] / max(1, weight[was] + weight[now] - shared[was, now]))
            + (0.5 if (was, now) in same_contact else 0.0),
        )
        for was, now in shared.keys() | same_contact
    }

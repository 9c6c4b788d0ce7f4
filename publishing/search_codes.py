"""A document of the search index as a code: eleven characters or so that say all that ranking needs.

A code has columns of digits to the base of 25: rank, day, kind, category, area, identity. Codes in the order
of characters are documents in the order a reader wants them: urgent before not, fresh before old, settled
last. So a list of codes under a term answers which documents hold it, how they rank and which filters they
pass, and nothing else has to be fetched before the ten that are shown.

The digits are punctuation that JSON, URLs and HTML leave alone: read by the leak gate they are nothing, where
digits would look like somebody's phone number and letters like somebody's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property, lru_cache
from typing import Final
from zlib import crc32

from moderation.core.community import Community
from moderation.core.entry import Entry, Status
from publishing.placed import Placed
from publishing.public_entry import changed_at

DIGITS: Final = "!#$'()*+,-./:;=?[]^_`{|}~"
_BASE: Final = len(DIGITS)
_DAY_WIDTH: Final = 3
_IDENTITY_WIDTH: Final = 3
_DAYS: Final = _BASE**_DAY_WIDTH  # 42 years
_IDENTITIES: Final = _BASE**_IDENTITY_WIDTH
_FIRST_DAY: Final = datetime(2020, 1, 1, tzinfo=UTC)
_GUIDE_RANK: Final = 4  # behind what is urgent; a reader sees guides in a place of their own
_RANKS: Final = {3: 0, 2: 1, 1: 2, 0: 3}
_FULFILLED_RANK: Final = 5
_PER_SHARD, _PER_RECORDS, _PER_SEGMENT = 10, 5, 600  # documents; measured, see docs/decisions
GUIDE_RECORDS: Final = 64


@dataclass(frozen=True)
class Layout:
    """How wide the columns are, and into how many files terms and documents go. A function of the community
    and of the number of entries, so that few entries make few files and a new one changes few."""

    kinds: Mapping[str, int]  # form, or guides of a language
    categories: Mapping[str, int]
    areas: Mapping[str, int]
    shards: int
    records: int
    segments: int

    @cached_property
    def widths(self) -> tuple[int, ...]:
        named = (_width(len(column)) for column in (self.kinds, self.categories, self.areas))
        return (1, _DAY_WIDTH, *named, _IDENTITY_WIDTH)

    @property
    def facts(self) -> tuple[int, ...]:
        """What of it does not follow from the community."""
        return (self.shards, self.records, self.segments)

    def entry_code(self, placed: Placed, path: str) -> str:
        """The code of an entry; `path` is that of its page."""
        entry = placed.entry
        rank = _FULFILLED_RANK if entry.status is Status.FULFILLED else _RANKS[min(max(entry.urgency, 0), 3)]
        day = (changed_at(entry) - _FIRST_DAY).days
        return self._code(rank, day, entry.form, entry.category, placed.area, identity(path))

    def guide_code(self, kind: str, number: int, path: str) -> str:
        """The code of a part of a guide; the `number` within it stands for its day: beginnings come first."""
        return self._code(_GUIDE_RANK, _DAYS - 1 - number, kind, None, None, identity(path))

    def _code(
        self, rank: int, day: int, kind: str, category: str | None, area: str | None, number: int
    ) -> str:
        days = digits(_DAYS - 1 - min(max(day, 0), _DAYS - 1), _DAY_WIDTH)
        sort = self._sort(kind, category or "", area or "")
        return f"{DIGITS[rank]}{days}{sort}{digits(number, _IDENTITY_WIDTH)}"

    @cached_property
    def _sort(self) -> Callable[[str, str, str], str]:
        """The columns of kind, category and area: few, and the same for many documents."""
        _, _, kind_width, category_width, area_width, _ = self.widths

        def written(kind: str, category: str, area: str) -> str:
            return (
                digits(self.kinds[kind], kind_width)
                + digits(self.categories[category], category_width)
                + digits(self.areas[area], area_width)
            )

        return cache(written)


def layout_for(community: Community, entries: int) -> Layout:
    """The layout for a community with so many entries."""
    kinds = [*(form.key for form in community.forms), *map(guide_kind, community.languages)]
    return Layout(
        kinds=_numbered(kinds),
        categories=_numbered(("", *(one.key for one in community.categories))),
        areas=_numbered(("", *(one.key for one in community.areas))),
        shards=_power(entries / _PER_SHARD, 64, 4096),
        records=_power(entries / _PER_RECORDS, 64, 8192),
        segments=_power(entries / _PER_SEGMENT, 4, 64),
    )


def guide_kind(language: str) -> str:
    """The kind of a guide in a language; no form has a colon in its key."""
    return f"guide:{language}"


def identity(path: str) -> int:
    """A number by which documents of one rank, day, kind, category and area are told apart, nearly always.

    It also says which file holds the document's words. Where two share a code, a reader sees both.
    """
    return crc32(path.encode()) % _IDENTITIES


def shard_of(term: str, shards: int) -> int:
    """The file that holds a term."""
    return crc32(term.encode()) % shards


def guide_records_of(path: str) -> int:
    return identity(path) % GUIDE_RECORDS


def facets(entry: Entry, lineage: tuple[str, ...]) -> Iterator[str]:
    """What an entry is found by beside its words; `lineage` is its area and all around it."""
    yield f"k={entry.form}"
    if entry.category:
        yield f"c={entry.category}"
    for area in lineage:
        yield f"a={area}"
    if entry.verified_at:
        yield VERIFIED
    if entry.status is Status.OPEN and entry.urgency > 1:
        yield URGENT


VERIFIED: Final = "v="
URGENT: Final = "u="


@lru_cache(1 << 15)  # there are not many more of them
def digits(number: int, width: int) -> str:
    """`number` to the base of 25, in `width` digits."""
    found = ""
    for _ in range(width):
        number, digit = divmod(number, _BASE)
        found = DIGITS[digit] + found
    return found


def _numbered(keys: Iterable[str]) -> dict[str, int]:
    return {key: number for number, key in enumerate(keys)}


def _width(count: int) -> int:
    width = 1
    while _BASE**width < count:
        width += 1
    return width


def _power(least: float, lowest: int, highest: int) -> int:
    """The power of two at or above `least`, within bounds that are powers of two."""
    found = lowest
    while found < least and found < highest:
        found *= 2
    return found

"""The same words again: near duplicates in clusters, in time that grows with the texts, not with their pairs.

Each text is reduced to a MinHash of its letter triples (numbers and marks dropped, so that another phone
number makes no new text). A text is compared with the first texts of the groups that share a band of the hash
with it; groups that a text is like become one. So a flood of one text is compared with a handful of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zlib import crc32

from rapidfuzz.fuzz import ratio

from moderation.core.text import fold
from moderation.screening.wording import wording

ALIKE = 85
"""Percent of letters in common, in order, from which two texts are one text written twice."""
SHORTEST = 12
"""Letters; shorter texts (谢谢大家) are alike by nature and make no clusters."""

_MOST_CANDIDATES = 20
"""Groups looked at per band: keeps time linear when thousands of different texts share a phrase."""

_BANDS = 20
_LONGEST = 400
# Each band's own order of all 32-bit hashes: exclusive or with a number of its own, which runs in C.
_MIXERS = tuple(crc32(f"band {band}".encode()) for band in range(_BANDS))


@dataclass(frozen=True, slots=True)
class Cluster:
    """Keys of texts that are one text, those of the first group first; at least two."""

    keys: tuple[str, ...]


def clusters(items: Iterable[tuple[str, str]]) -> tuple[Cluster, ...]:
    """Clusters of near duplicates among `(key, raw text)`, in the order of their first texts."""
    firsts: list[str] = []
    members: list[list[str]] = []
    joined: list[int] = []  # group -> the earlier group it turned out to be, or itself
    known: dict[str, int] = {}
    by_band: dict[tuple[int, int], list[int]] = {}
    for key, raw in items:
        letters = fingerprint_text(raw)
        if len(letters) < SHORTEST:
            continue
        if letters not in known:
            bands = tuple(_bands(letters))
            alike = _alike(letters, bands, by_band, firsts)
            if not alike:
                alike = [len(firsts)]
                firsts.append(letters)
                members.append([])
                joined.append(len(joined))
                for band in bands:
                    by_band.setdefault(band, []).append(alike[0])
            known[letters] = _join(joined, alike)
        members[known[letters]].append(key)
    return _gathered(members, joined)


def _join(joined: list[int], groups: Iterable[int]) -> int:
    """Make one group of several: a text like both says they are one. The earliest stays."""
    roots = {_root(joined, group) for group in groups}
    first = min(roots)
    for root in roots:
        joined[root] = first
    return first


def _root(joined: list[int], group: int) -> int:
    while joined[group] != group:
        joined[group] = group = joined[joined[group]]
    return group


def _gathered(members: list[list[str]], joined: list[int]) -> tuple[Cluster, ...]:
    whole: dict[int, list[str]] = {}
    for group, keys in enumerate(members):
        whole.setdefault(_root(joined, group), []).extend(keys)
    return tuple(Cluster(tuple(keys)) for keys in whole.values() if len(keys) > 1)


def fingerprint_text(raw: str) -> str:
    """What is compared: the letters of `raw` without numbers, cut after the first few hundred."""
    return wording(fold(raw)).letters.replace("0", "")[:_LONGEST]


def _alike(
    letters: str,
    bands: Iterable[tuple[int, int]],
    by_band: dict[tuple[int, int], list[int]],
    firsts: list[str],
) -> list[int]:
    """The groups that share a band with `letters` and whose first text is like it."""
    near = dict.fromkeys(one for band in bands for one in by_band.get(band, ())[:_MOST_CANDIDATES])
    return [one for one in near if ratio(letters, firsts[one], score_cutoff=ALIKE)]


def _bands(letters: str) -> Iterator[tuple[int, int]]:
    shingles = {
        crc32(letters[at : at + 3].encode("utf-8", "surrogatepass")) for at in range(len(letters) - 2)
    }
    for band, mixer in enumerate(_MIXERS):
        yield band, min(map(mixer.__xor__, shingles))

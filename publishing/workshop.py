"""Where builds are made, beside the site: two copies that take turns, and what each of them holds."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, Final

import orjson

from publishing.files import Tree, emptied, written

_COPIES: Final = ("a", "b")


@dataclass(frozen=True)
class Record:
    """What a copy holds: batch -> (digest, paths); entry id -> when it expires."""

    batches: Mapping[str, tuple[str, tuple[str, ...]]]
    entries: Mapping[str, datetime]

    @cached_property
    def paths(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(paths for _, paths in self.batches.values()))

    @cached_property
    def folders(self) -> frozenset[str]:
        """The folders of all files, and the top."""
        return frozenset({"", *(path.rpartition("/")[0] for path in self.paths)})


NOTHING: Final = Record({}, {})


@dataclass(frozen=True, slots=True)
class Workshop:
    """`.public/` beside the link `public`: copies `a` and `b` with their records, caches, a lock."""

    out: Path

    @property
    def folder(self) -> Path:
        return self.out.with_name(f".{self.out.name}")

    @property
    def guides(self) -> Path:
        return self.folder / "guides"

    @property
    def own(self) -> Path:
        """What the leak gate made of every batch, to look at it again, and what later batches read of it."""
        return self.folder / "own"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One build at a time. Forked children of a killed build hold the lock until they end."""
        self.own.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            emptied(self._trial)  # of a dry run that was killed
            yield

    @contextmanager
    def trial(self) -> Iterator[tuple[Path, Path]]:
        """Folders for a copy and for own bytes that nobody keeps."""
        copy, own = self._trial / "copy", self._trial / "own"
        for folder in (copy, own):
            folder.mkdir(parents=True)
        try:
            yield copy, own
        finally:
            emptied(self._trial)

    @property
    def _trial(self) -> Path:
        return self.folder / "trial"

    def served_and_spare(self) -> tuple[Path, Path]:
        """The copy that the link leads to, or would have, and the other one."""
        first, second = (self.folder / name for name in _COPIES)
        leads_to = self.out.resolve() if self.out.is_symlink() else None
        return (first, second) if leads_to == first.resolve() else (second, first)

    def forget_batches(self, record: Record) -> None:
        """What is kept of batches that are no more goes too: what is taken down stays nowhere."""
        for path in self.own.iterdir():
            if path.name not in record.batches:
                path.unlink()


def held(copy: Path) -> Record:
    """What a copy holds; nothing when it was left half done, or others have added or taken files since."""
    told = _told(copy)
    if told is None:
        return NOTHING
    batches = {name: (digest, tuple(paths)) for name, (digest, paths) in told["batches"].items()}
    record = Record(batches, _times(told))
    with Tree(copy) as tree:
        return record if told["changed_at"] == tree.changed_at(told["changed_at"]) else NOTHING


def entries_of(copy: Path) -> Mapping[str, datetime]:
    """Entry id -> when it expires, of what a copy was made to hold, whatever happened to it since."""
    told = _told(copy)
    return {} if told is None else _times(told)


def remember(copy: Path, record: Record) -> None:
    with Tree(copy) as tree:
        told = {
            "batches": record.batches,
            "entries": record.entries,
            "changed_at": tree.changed_at(record.folders),
        }
    written(_note(copy), (orjson.dumps(told),))


def forget(copy: Path) -> None:
    """To be said before a copy is touched: until it is remembered again, nobody relies on it."""
    _note(copy).unlink(missing_ok=True)


def follow(tree: Tree, copy: Path, before: Record, record: Record, changed: Sequence[str]) -> None:
    """Bring `copy`, which held `before`, to what `tree` holds by sharing its files."""
    forget(copy)
    if before is NOTHING:
        emptied(copy)
    with Tree(copy) as other:
        for path in before.paths - record.paths:
            other.remove(path)
        for path in {*changed, *(record.paths - before.paths)}:
            other.link(path, tree)
    remember(copy, record)


def _told(copy: Path) -> dict[str, Any] | None:
    """The record of a copy; None when it was left half done."""
    try:
        told: dict[str, Any] = orjson.loads(_note(copy).read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    return told


def _times(told: dict[str, Any]) -> dict[str, datetime]:
    return {id_: datetime.fromisoformat(at) for id_, at in told["entries"].items()}


def _note(copy: Path) -> Path:
    return copy.with_suffix(".json")

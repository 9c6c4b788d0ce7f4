"""Render, check, write: batches become files in a copy of the site that nobody is served."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from publishing import forked
from publishing.batches import Batch, EntryPages, Fragment
from publishing.files import Tree, written
from publishing.workshop import Record

# Between the fragments of a batch; sanitised text holds no control characters.
_BETWEEN: Final = b"\x1c"


class Check(Protocol):
    """The leak gate: raises on anything private in `data`, bytes that will be served in `file`.

    Each frame comes once; then every page's own bytes and every row of a list, those of a batch in one call
    with a control character between them; other files whole. Should it raise on a batch, its pages come one
    by one, so that the file is named. It is called in forked processes too. `vendored` files are the theme's.
    """

    def __call__(self, file: str, data: bytes, *, vendored: bool = False) -> None: ...


@dataclass(frozen=True, slots=True)
class Done:
    """A batch in its place: all its paths, and those of them that were written."""

    digest: str
    paths: tuple[str, ...]
    changed: tuple[str, ...]
    rows: dict[str, dict[str, bytes]]  # language -> entry id -> row, where the batch has some


@dataclass(frozen=True, slots=True)
class Work:
    """`own` keeps the own bytes of every batch under its name; `known` is what the copy holds already."""

    tree: Tree
    own: Path
    known: Record
    check: Check

    def over(self, batches: Sequence[Batch], processes: int) -> dict[str, Done]:
        """All batches, shared out over processes."""
        shares = [batches[number::processes] for number in range(processes)]
        return {name: done for share in forked.over(self._share, shares) for name, done in share.items()}

    def _share(self, batches: Sequence[Batch]) -> dict[str, Done]:
        collecting = gc.isenabled()
        gc.disable()  # nothing here makes cycles; looking for them takes a sixth of the time
        try:
            return {batch.name: self._one(batch) for batch in batches}
        finally:
            if collecting:
                gc.enable()

    def _one(self, batch: Batch) -> Done:
        digest = batch.digest()
        known, paths = self.known.batches.get(batch.name, ("", ()))
        kept = self._kept(batch.name, digest) if digest == known else None
        if kept is not None:
            self._look(batch, kept)
            return Done(digest, paths, (), _rows(batch, kept))
        rendered = batch.render()
        own = _BETWEEN.join([fragment.data for fragment in rendered.fragments])
        self._look(batch, own, rendered.fragments)
        changed = tuple(page.path for page in rendered.pages if self.tree.write(page.path, page.buffers))
        written(self.own / batch.name, (digest.encode(), _BETWEEN, own))
        return Done(digest, tuple(page.path for page in rendered.pages), changed, _rows(batch, own))

    def _kept(self, name: str, digest: str) -> bytes | None:
        """A batch's own bytes as they were written, if that is what is kept under its name."""
        try:
            kept, _, own = (self.own / name).read_bytes().partition(_BETWEEN)
        except FileNotFoundError:
            return None
        return own if kept == digest.encode() else None

    def _look(self, batch: Batch, own: bytes, fragments: Sequence[Fragment] | None = None) -> None:
        try:
            self.check(batch.name, own, vendored=batch.vendored)
        except Exception:
            for fragment in batch.render().fragments if fragments is None else fragments:
                self.check(fragment.name, fragment.data, vendored=batch.vendored)
            raise


def _rows(batch: Batch, own: bytes) -> dict[str, dict[str, bytes]]:
    return batch.rows(own.split(_BETWEEN)) if isinstance(batch, EntryPages) else {}

"""Render, check, write: batches become files in a copy of the site that nobody is served."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from publishing import forked
from publishing.batches import Batch, Rendered
from publishing.files import Tree, written
from publishing.workshop import Record

# Between fragments, and between what is kept; sanitised text holds no control characters.
_BETWEEN: Final = b"\x1c"


class Check(Protocol):
    """The leak gate: raises on anything private in `data`, bytes that will be served in `file`.

    Returns what `CheckAgain` needs to look at the same bytes once more, if there is such a one.

    Each frame comes once; then every page's own bytes and every row of a list, those of a batch in one call
    with a control character between them; other files whole. Should it raise on a batch, its pages come one
    by one, so that the file is named. It is called in forked processes too. `vendored` files are the theme's.
    """

    def __call__(self, file: str, data: bytes, *, vendored: bool = False) -> bytes | None: ...


class CheckAgain(Protocol):
    """Raises when bytes that passed `Check` before, now `seen` as it returned them, hold anything private.

    With every submission more becomes private; what a page says stays. To look for new values in what the
    gate made of an unchanged page takes a twentieth of making it again.
    """

    def __call__(self, file: str, seen: bytes, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Done:
    """A batch in its place: all its paths, and those of them that were written."""

    digest: str
    paths: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """`own` keeps, under the name of every batch, what the gate made of it and what later batches read;
    `known` is what the copy holds already.

    `version` stands for our code and settings: what an older gate let pass is checked in full.
    """

    tree: Tree
    own: Path
    known: Record
    version: str
    check: Check
    again: CheckAgain | None

    def over(self, batches: Sequence[Batch], processes: int) -> dict[str, Done]:
        """All batches, shared out over processes."""
        shares = [batches[number::processes] for number in range(processes)]
        return {name: done for share in forked.over(self._share, shares) for name, done in share.items()}

    def kept(self, name: str) -> Sequence[bytes]:
        """What a batch that is in its place keeps for those that come after it."""
        return (self.own / name).read_bytes().split(_BETWEEN)[2:]

    def _share(self, batches: Sequence[Batch]) -> dict[str, Done]:
        return {batch.name: self._one(batch) for batch in batches}

    def _one(self, batch: Batch) -> Done:
        digest = f"{batch.digest()}-{self.version}"
        known, paths = self.known.batches.get(batch.name, ("", ()))
        seen = self._seen(batch.name, digest) if digest == known else None
        if seen is not None:
            self._look_again(batch, seen)
            return Done(digest, paths, ())
        rendered = batch.render()
        seen = self._look(batch, rendered) or b""
        changed = tuple(page.path for page in rendered.pages if self.tree.write(page.path, page.buffers))
        written(self.own / batch.name, (_BETWEEN.join((digest.encode(), seen, *rendered.kept)),))
        return Done(digest, tuple(page.path for page in rendered.pages), changed)

    def _seen(self, name: str, digest: str) -> bytes | None:
        """What the gate made of a batch as it was written; None when that is not what lies under its name."""
        try:
            written_as, seen, *_ = (self.own / name).read_bytes().split(_BETWEEN, 2)
        except (FileNotFoundError, ValueError):
            return None
        return seen if written_as == digest.encode() else None

    def _look(self, batch: Batch, rendered: Rendered) -> bytes | None:
        own = _BETWEEN.join([fragment.data for fragment in rendered.fragments])
        try:
            return self.check(batch.name, own, vendored=batch.vendored)
        except Exception:
            for fragment in rendered.fragments:  # which of them is it?
                self.check(fragment.name, fragment.data, vendored=batch.vendored)
            raise

    def _look_again(self, batch: Batch, seen: bytes) -> None:
        """For new private values only, where the gate can; in full otherwise, also to name the file."""
        if self.again is not None and seen:
            try:
                self.again(batch.name, seen)
            except Exception:
                self._look(batch, batch.render())
                raise
        else:
            self._look(batch, batch.render())

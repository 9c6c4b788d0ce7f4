"""A folder that is written through directory handles: no path can lead out of it, no symlink is followed."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import string
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

_CHARACTERS: Final = frozenset(string.ascii_letters + string.digits + "_.-")
_LONGEST: Final = 120
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
_READ: Final = os.O_RDONLY | os.O_NOFOLLOW


class UnsafeName(Exception):
    """A path that could lie outside the folder, or that some file systems would not keep apart."""


class Tree:
    """One complete copy of the site. Files are never changed in place: copies share them by hard links."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self._folders = {"": os.open(root, _FOLDER)}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for handle in self._folders.values():
            os.close(handle)
        self._folders.clear()

    def write(self, path: str, buffers: Sequence[bytes]) -> bool:
        """Put a file there; False when one with these bytes was there already."""
        folder, name = self._place(path)
        try:
            file = os.open(name, _NEW, 0o644, dir_fd=folder)
        except FileExistsError:
            if self._holds(folder, name, b"".join(buffers)):
                return False
            os.unlink(name, dir_fd=folder)
            file = os.open(name, _NEW, 0o644, dir_fd=folder)
        try:
            if os.writev(file, buffers) != sum(map(len, buffers)):
                raise OSError(errno.ENOSPC, f"{self.root / path}: the disk took only a part of it")
        finally:
            os.close(file)
        return True

    def link(self, path: str, source: Tree) -> None:
        """The same file as in `source`, without writing it again."""
        folder, name = self._place(path)
        other, _ = source._place(path)
        try:
            os.link(name, name, src_dir_fd=other, dst_dir_fd=folder, follow_symlinks=False)
        except FileExistsError:
            os.unlink(name, dir_fd=folder)
            os.link(name, name, src_dir_fd=other, dst_dir_fd=folder, follow_symlinks=False)

    def remove(self, path: str) -> None:
        folder, name = self._place(path)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name, dir_fd=folder)

    def changed_at(self, folders: Iterable[str]) -> dict[str, int]:
        """When a name last changed (ns) in each of these folders: what others added or took shows here."""
        return {folder: os.fstat(self._opened(folder)).st_mtime_ns for folder in sorted(folders)}

    def _place(self, path: str) -> tuple[int, str]:
        folder, slash, name = path.rpartition("/")
        if not _sound(name) or (slash and not folder):
            raise UnsafeName(f"{path!r}: only letters, digits, '-', '_' and '.' can be in the name of a page")
        return self._opened(folder), name

    def _opened(self, folder: str) -> int:
        handle = self._folders.get(folder)
        if handle is None:
            parent, name = self._place(folder)
            with contextlib.suppress(FileExistsError):
                os.mkdir(name, 0o755, dir_fd=parent)
            handle = self._folders[folder] = os.open(name, _FOLDER, dir_fd=parent)
        return handle

    @staticmethod
    def _holds(folder: int, name: str, data: bytes) -> bool:
        file = os.open(name, _READ, dir_fd=folder)
        try:
            return os.fstat(file).st_size == len(data) and os.read(file, len(data) + 1) == data
        finally:
            os.close(file)


def _sound(name: str) -> bool:
    """Letters, digits, "_", "." and "-"; no hidden files but the folder of security.txt."""
    begins_well = name[:1] not in "_.-" or name == ".well-known"
    return 0 < len(name) <= _LONGEST and begins_well and _CHARACTERS.issuperset(name)


def point(link: Path, target: Path) -> None:
    """Make `link` lead to `target`, in one step: a reader sees the old site or the new one."""
    waiting = link.with_name(f".{link.name}.next")
    waiting.unlink(missing_ok=True)
    waiting.symlink_to(os.path.relpath(target, link.parent))
    waiting.replace(link)


def emptied(folder: Path) -> None:
    """Nothing there any more, whatever it was."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def alike(one: Path, other: Path) -> bool:
    """Both are there, with the same bytes."""
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()


def written(path: Path, buffers: Iterable[bytes]) -> None:
    """A file outside the site, whole or not at all."""
    waiting = path.with_name(f"{path.name}.next")
    waiting.write_bytes(b"".join(buffers))
    waiting.replace(path)

"""Backups of a local database: `python -m moderation.console.backup FILE` writes one and proves it.

A backup that nobody has restored is a hope: the copy is opened, checked, and its record of acts compared with
its head, before the file gets its name. PostgreSQL has its own tools; see docs/deploy-console.md.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

_COUNTED = ("queue_submission", "queue_version", "queue_act", "console_person")


class BackupFailed(Exception):
    """The copy is not what the original is; nothing was kept."""


def backup(source: Path, target: Path) -> dict[str, int]:
    """Copy the database while it is in use, and prove the copy; how many rows each table has.

    Raises `BackupFailed`. The file is readable by its owner alone: it holds everything private.
    """
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(draft)) as copy:
            original.backup(copy)
            counted = _proven(copy)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return counted


def _proven(copy: sqlite3.Connection) -> dict[str, int]:
    if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
        raise BackupFailed("the copy is damaged; look at the disk")
    counted = {name: copy.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in _COUNTED}  # noqa: S608 - our own names
    head = copy.execute("SELECT count, digest FROM queue_chainhead").fetchone()
    last = copy.execute("SELECT number, digest FROM queue_act ORDER BY number DESC LIMIT 1").fetchone()
    if (head or (0, "")) != (last or (0, "")):
        raise BackupFailed("the copy's record of acts has lost its end")
    return counted


if __name__ == "__main__":
    from moderation.queue.settings import VAR

    for table, rows in backup(VAR / "queue.sqlite3", Path(sys.argv[1])).items():
        print(table, rows)

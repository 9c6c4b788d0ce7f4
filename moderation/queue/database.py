"""The queue's database: made ready before anybody uses it, and what it complains of in words that help.

What a database says itself may quote the answer it choked on, or an address with its password: only the kind
of its complaint is looked at, never passed on.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

_LOCK = "migrating.lock"


class DatabaseUnusable(Exception):
    """A setting names no database that can be used; somebody has to change it."""


class DatabaseFailed(Exception):
    """The database is busy, full or damaged."""


def ready() -> None:
    """Make `var/`, readable by its owner alone, and apply the migrations that are missing.

    One process at a time: two first runs at once would make the same tables. Raises `DatabaseUnusable` and
    `DatabaseFailed`.
    """
    var = Path(settings.VAR)
    try:
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        with understood(), (var / _LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _kept_private()
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                call_command("migrate", verbosity=0, interactive=False)
    except UnicodeDecodeError:  # SQLite's names of tables are no text any more
        raise _damaged() from None
    except OSError as error:
        raise DatabaseUnusable(
            f"{var}: {error.strerror}: LINLI_VAR (var/ unless it is set) must name a folder you may write to"
        ) from None


@contextmanager
def understood() -> Iterator[None]:
    """Raise what the database complains of as `DatabaseUnusable` or `DatabaseFailed`."""
    try:
        yield
    except ImproperlyConfigured:
        raise DatabaseUnusable(
            "DATABASE_URL is no address of a database that the queue can be kept in: write it like "
            "postgres://user:password@host/name (which needs requirements/server.txt installed), or leave it "
            "out for SQLite in var/"
        ) from None
    except DatabaseError as error:
        meant = _sqlite(error) if connection.vendor == "sqlite" else _postgresql(error)
        if meant is None:
            raise
        raise meant from None


def _kept_private() -> None:
    """SQLite would make its file readable by everybody, and `var/` may be a folder of somebody else's."""
    name = Path(connection.settings_dict["NAME"] or "")
    if connection.vendor != "sqlite" or not name.is_absolute():
        return
    try:
        os.close(os.open(name, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise DatabaseUnusable(
            f"{name}: {error.strerror}: the queue's file must lie in a folder that is there and that you may "
            "write to; DATABASE_URL names another one"
        ) from None


_SQLITE = {
    "SQLITE_BUSY": "is in use by another command: wait until that one has ended, then run this again",
    "SQLITE_CANTOPEN": "can't be opened: see who may read and write it and its folder",
    "SQLITE_FULL": "can't grow: make room on its disk, then run this again",
    "SQLITE_IOERR": "can't be read or written: look at its disk",
    "SQLITE_READONLY": "can't be written: see who may write it and its folder",
}


def _damaged() -> DatabaseFailed:
    return DatabaseFailed(
        f"{connection.settings_dict['NAME']}: it is damaged: put the last backup in its place "
        '(docs/deploy-console.md, "Backups that restore"); that of a demo may be deleted'
    )


def _sqlite(error: Exception) -> Exception | None:
    """By SQLite's own word for it; None for what is our own fault, such as a table that is not there."""
    word = getattr(error.__cause__, "sqlite_errorname", "")
    if word.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return _damaged()
    said = next((said for name, said in _SQLITE.items() if word.startswith(name)), None)
    return None if said is None else DatabaseFailed(f"{connection.settings_dict['NAME']}: it {said}")


def _postgresql(error: Exception) -> Exception | None:
    """By PostgreSQL's code for it: without one, or with one of these classes, nobody got in."""
    if not isinstance(error, OperationalError):
        return None
    code = getattr(error.__cause__, "sqlstate", None)
    if code is None or code.startswith(("08", "28", "3D")):
        return DatabaseUnusable(
            "the database that DATABASE_URL names can't be reached: is it running, and are host, name, user "
            "and password right?"
        )
    return DatabaseFailed(
        f"the database that DATABASE_URL names broke off (PostgreSQL {code}): it is busy, full or being shut "
        "down. Look at its log and its disk, then run this again"
    )

"""Django, reduced to what the queue needs: one database, no web.

SQLite in `var/` unless DATABASE_URL names a PostgreSQL. The SQLite pragmas are not taste: with Django's
defaults 7 of 8 writing threads die of "database is locked", and the write-ahead log of the SQLite that Python
3.11 ships can corrupt.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dj_database_url

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,  # seconds to wait for a colleague who is writing
    "init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA secure_delete=ON;",
}
VAR = Path(os.environ.get("LINLI_VAR") or "var")


def _database(address: str) -> dict[str, Any]:
    """Settings for an address; none for one that nobody can use, of which `database.ready` complains then."""
    if (
        not address
    ):  # by its path and not as an address, in which a # or a ? of a folder's name means something
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(VAR.resolve() / "queue.sqlite3"),
            "OPTIONS": SQLITE_OPTIONS,
        }
    try:
        found: dict[str, Any] = {**dj_database_url.parse(address)}
    except ValueError:
        return {}
    if found["ENGINE"] == "django.db.backends.sqlite3":
        return found | {"OPTIONS": SQLITE_OPTIONS}
    usable = found["ENGINE"] == "django.db.backends.postgresql" and find_spec("psycopg") is not None
    return found if usable else {}


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", ""))}
INSTALLED_APPS = ["moderation.queue"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
SECRET_KEY = "the queue signs nothing with it"  # noqa: S105 - the console sets its own from the environment

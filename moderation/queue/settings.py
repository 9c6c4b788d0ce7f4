"""Django, reduced to what the queue needs: one database, no web.

SQLite in `var/` unless DATABASE_URL names a PostgreSQL. The SQLite pragmas are not taste: with Django's
defaults 7 of 8 writing threads die of "database is locked", and the write-ahead log of the SQLite that Python
3.11 ships can corrupt.
"""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,  # seconds to wait for a colleague who is writing
    "init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA secure_delete=ON;",
}
VAR = Path(os.environ.get("LINLI_VAR", "var"))
DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{VAR.resolve() / 'queue.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
INSTALLED_APPS = ["moderation.queue"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
SECRET_KEY = "the queue signs nothing with it"  # noqa: S105 - the console sets its own from the environment

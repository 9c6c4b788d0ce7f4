"""Exchange the database that Django uses, for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
from django.db import connections

from moderation.queue.settings import SQLITE_OPTIONS


def sqlite_at(path: Path) -> dict[str, Any]:
    return {**dj_database_url.parse(f"sqlite:///{path}"), "OPTIONS": SQLITE_OPTIONS}


def postgresql_at(url: str, name: str) -> dict[str, Any]:
    return {**dj_database_url.parse(url), "NAME": name}


@contextmanager
def using(database: dict[str, Any]) -> Iterator[None]:
    """Django's default database, exchanged for a while."""
    before = dict(connections.databases["default"])
    _exchange({**before, "OPTIONS": {}, **database})
    try:
        yield
    finally:
        _exchange(before)


def _exchange(database: dict[str, Any]) -> None:
    connections["default"].close()
    del connections["default"]
    connections.databases["default"] = database

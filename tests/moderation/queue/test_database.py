"""What a database complains of is said in words that help, and never in its own."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import IntegrityError, connection
from pytest_django import Settings

from moderation.queue.database import DatabaseFailed, DatabaseUnusable, ready, understood
from moderation.queue.models import ChainHead, Submission
from tests.databases import postgresql_at, sqlite_at, using


def test_the_file_is_readable_by_its_owner_alone(sqlite: Path, settings: Settings) -> None:
    settings.VAR = sqlite.parent / "var"
    path = sqlite.with_name("new.sqlite3")
    with using(sqlite_at(path)):
        ready()
        assert ChainHead.objects.count() == 1
    assert path.stat().st_mode & 0o077 == 0
    assert settings.VAR.stat().st_mode & 0o077 == 0


def test_a_database_in_use(sqlite: Path) -> None:
    with connection.cursor() as cursor, closing(sqlite3.connect(sqlite)) as other:
        cursor.execute("PRAGMA busy_timeout = 10")
        other.execute("BEGIN EXCLUSIVE")
        with (
            pytest.raises(DatabaseFailed, match=r"queue\.sqlite3: it is in use by another command"),
            understood(),
        ):
            Submission.objects.count()


@pytest.mark.parametrize("content", [b"no database at all " * 100, b"SQLite format 3\0" + b"\xfa" * 5000])
def test_a_damaged_file(sqlite: Path, settings: Settings, content: bytes) -> None:
    settings.VAR = sqlite.parent
    damaged = sqlite.with_name("damaged.sqlite3")
    damaged.write_bytes(content)
    with using(sqlite_at(damaged)), pytest.raises(DatabaseFailed, match=r"damaged: put the last backup"):
        ready()


def test_a_folder_that_can_not_be(sqlite: Path, settings: Settings) -> None:
    settings.VAR = sqlite / "below-a-file"
    with pytest.raises(DatabaseUnusable, match="Not a directory: LINLI_VAR"):
        ready()


def test_a_server_that_is_not_there(sqlite: Path, settings: Settings) -> None:
    settings.VAR = sqlite.parent
    address = "postgres://linli:geheim@127.0.0.1:1/"
    with using(postgresql_at(address, "linli")), pytest.raises(DatabaseUnusable) as raised:
        ready()
    assert "DATABASE_URL" in str(raised.value)
    assert "geheim" not in str(raised.value)


def test_a_fault_of_ours_stays_one(sqlite: Path) -> None:
    with pytest.raises(IntegrityError), understood():
        ChainHead.objects.create(id=ChainHead.objects.get().pk)

"""Fresh, migrated queues for tests of the queue and of the console, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from pytest_django.plugin import DjangoDbBlocker

from tests.databases import postgresql_at, sqlite_at, using
from tests.postgresql import postgresql

# Several workers may share the one server that DATABASE_URL names.
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
_TEMPLATE, _TEST = f"linli_template_{_WORKER}", f"linli_test_{_WORKER}"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    path = tmp_path_factory.mktemp("queue") / "template.sqlite3"
    with django_db_blocker.unblock(), using(sqlite_at(path)):
        _migrate()
    return path


@pytest.fixture(scope="session")
def postgresql_template(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The URL of a server with a migrated database to copy."""
    with postgresql() as url:
        _execute(url, f"DROP DATABASE IF EXISTS {_TEMPLATE}", f"CREATE DATABASE {_TEMPLATE}")
        with django_db_blocker.unblock(), using(postgresql_at(url, _TEMPLATE)):
            _migrate()
        yield url
        _execute(url, f"DROP DATABASE {_TEMPLATE}")


@pytest.fixture
def sqlite(sqlite_template: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """The path of a fresh SQLite queue, which Django uses during the test."""
    path = tmp_path / "queue.sqlite3"
    shutil.copy(sqlite_template, path)
    with django_db_blocker.unblock(), using(sqlite_at(path)):
        yield path


@pytest.fixture
def postgres(postgresql_template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A fresh PostgreSQL queue, which Django uses during the test."""
    _execute(postgresql_template, f"CREATE DATABASE {_TEST} TEMPLATE {_TEMPLATE}")
    try:
        with django_db_blocker.unblock(), using(postgresql_at(postgresql_template, _TEST)):
            yield postgresql_template
    finally:
        _execute(postgresql_template, f"DROP DATABASE {_TEST} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def queue(request: pytest.FixtureRequest) -> str:
    """A fresh queue on each database; its kind."""
    request.getfixturevalue(request.param)
    return str(request.param)


def _migrate() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable")


def _execute(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())

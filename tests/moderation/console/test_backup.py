"""A backup is taken while the console runs, and a queue restored from it is the same queue."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from moderation.console.backup import BackupFailed, backup
from tests.postgresql import client

ROOT = Path(__file__).parents[3]


def build(var: Path, *verb: str, database: str = "") -> str:
    environment = {
        **os.environ,
        "LINLI_VAR": str(var),
        "LINLI_SECRET": "s" * 64,
        "DJANGO_SETTINGS_MODULE": "moderation.console.settings",
    }
    environment.pop("DATABASE_URL", None)
    environment |= {"DATABASE_URL": database} if database else {}
    done = subprocess.run(
        [sys.executable, "build.py", *verb],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_a_restored_queue_is_the_same_queue(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    build(old, "pull")
    first = json.loads(build(old, "queue", "list", "--json"))[0]["id"]
    build(old, "decide", first, "1", "reject", "--by", "林", "--reason", "seller")
    rows = backup(old / "queue.sqlite3", tmp_path / "copy")
    assert (rows["queue_act"], (tmp_path / "copy").stat().st_mode & 0o777) == (1, 0o600)
    new.mkdir()
    (tmp_path / "copy").replace(new / "queue.sqlite3")
    assert build(new, "queue", "list", "--json") == build(old, "queue", "list", "--json")
    assert build(new, "queue", "verify", "--json").strip() == "[]"


def test_a_restored_postgresql_is_the_same_queue(postgresql_template: str, tmp_path: Path) -> None:
    """Word for word what docs/deploy-console.md says to do."""
    dump_, restore = (client(name, postgresql_template) for name in ("pg_dump", "pg_restore"))
    if dump_ is None or restore is None:
        pytest.skip("no pg_dump and pg_restore of this server's version")
    old, new = (re.sub(r"/postgres\?", f"/{name}?", postgresql_template) for name in ("kept", "restored"))
    with psycopg.connect(postgresql_template, autocommit=True) as server:
        for name in ("kept", "restored"):
            server.execute(f"DROP DATABASE IF EXISTS {name}".encode())
            server.execute(f"CREATE DATABASE {name}".encode())
    build(tmp_path, "pull", database=old)
    first = json.loads(build(tmp_path, "queue", "list", "--json", database=old))[0]["id"]
    build(tmp_path, "decide", first, "1", "reject", "--by", "林", "--reason", "seller", database=old)
    dump = tmp_path / "linli.dump"
    subprocess.run([dump_, "--format=custom", "--file", dump, old], check=True)
    subprocess.run([restore, "--no-owner", "--dbname", new, dump], check=True)
    listed = [build(tmp_path, "queue", "list", "--json", database=each) for each in (old, new)]
    assert listed[0] == listed[1]
    assert build(tmp_path, "queue", "verify", "--json", database=new).strip() == "[]"
    with psycopg.connect(new) as restored, pytest.raises(psycopg.errors.RaiseException):
        restored.execute("UPDATE queue_act SET word = 'approve'")  # the triggers came along


def test_a_copy_that_lost_an_act_is_not_kept(tmp_path: Path) -> None:
    build(tmp_path, "pull")
    with sqlite3.connect(tmp_path / "queue.sqlite3") as damaged:
        damaged.execute("DROP TRIGGER chain_only_grows")
        damaged.execute("UPDATE queue_chainhead SET count = 7, digest = 'x'")
    with pytest.raises(BackupFailed, match="lost its end"):
        backup(tmp_path / "queue.sqlite3", tmp_path / "copy")
    assert not (tmp_path / "copy").exists()

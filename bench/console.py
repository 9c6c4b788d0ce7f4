"""How long the console takes to answer: `make bench-console`, on SQLite and on a real PostgreSQL.

The console runs as `make console-prod` starts it, with its processes and threads; moderators are threads
here that speak HTTP with it as a reverse proxy would. A round of work is: look at the queue, claim the next,
see its card, approve it, see the next card. People read before they click: each waits `PAUSE` before a page,
and nobody reads a card faster. "50 moderators x 1,000 requests" is read as a thousand requests of fifty
people together; with LINLI_BENCH_ROUNDS=200 each of them sends a thousand, which takes an hour.

Wall time is what a moderator waits for the server. Processor time, of all the server's processes over all
requests, hardly depends on what else the machine does; PostgreSQL's own is not in it.
"""

from __future__ import annotations

import os
import random
import secrets
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

os.environ["DJANGO_SETTINGS_MODULE"] = "moderation.console.settings"
os.environ.setdefault("LINLI_CONSOLE_SECRET", secrets.token_hex(32))  # sessions are made here, read there

import django
import psycopg

django.setup()

from django.core.management import call_command
from django.db import connection, connections

from bench.moderator import Moderator, Took
from bench.server import Server, serving
from bench.waiting import fill
from tests.databases import postgresql_at, sqlite_at, using
from tests.postgresql import postgresql

PAUSE = 5.0  # seconds
WAITING = int(os.environ.get("LINLI_BENCH_WAITING", "100000"))
ROUNDS = int(os.environ.get("LINLI_BENCH_ROUNDS", "4"))  # of each of the crowd; five requests each
ALONE = 40  # rounds of the one
MODERATORS, CROWD = 10, 50
_NAME = "linli_bench"
WORSE = 2  # times as long may a crowd wait as one


Work = dict[str, list[float]]  # seconds of each request, by what was asked for


def main() -> None:
    """Measure on each database; exit code 1 when a target is missed."""
    with tempfile.TemporaryDirectory() as folder, postgresql() as url:
        file = Path(folder) / "queue.sqlite3"
        met = [
            _on("SQLite", f"sqlite:///{file}", sqlite_at(file), Path(folder)),
            _on("PostgreSQL", _new_database(url), postgresql_at(url, _NAME), Path(folder)),
        ]
    sys.exit(0 if all(met) else 1)


def _new_database(url: str) -> str:
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {_NAME}".encode())
        server.execute(f"CREATE DATABASE {_NAME}".encode())
    return urlsplit(url)._replace(path=f"/{_NAME}").geturl()


def _on(name: str, address: str, database: dict[str, Any], folder: Path) -> bool:
    with using(database):
        call_command("migrate", verbosity=0)
        call_command("createcachetable")
        fill(WAITING, datetime.now(UTC), random.Random(6))
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")  # its own housekeeping comes within minutes
        people = [Moderator(number) for number in range(CROWD)]
        connections.close_all()
    with serving(address, folder) as server:
        _together(server, people[:MODERATORS], 2, 0)  # whatever is made once is made
        print(f"{name}: {WAITING:,} waiting, {server.processes()} processes", flush=True)
        alone = _said("one moderator", server, people[:1], ALONE, PAUSE / 10)
        ten = _said(f"{MODERATORS} moderators", server, people[:MODERATORS], ROUNDS, PAUSE)
        crowd = _said(f"{CROWD} moderators", server, people, ROUNDS, PAUSE)
    met = [
        _verdict("queue page of one", _p95(alone["queue"]), 0.200),
        _verdict(f"decision of {MODERATORS}", _p95(ten["decide"]), 0.150),
    ]
    for what in alone:
        ratio = _p95(crowd[what]) / _p95(alone[what])
        print(f"  {what}: p95 of {CROWD} is {ratio:.1f} x that of one")
    every = _p95([one for took in crowd.values() for one in took])
    once = _p95([one for took in alone.values() for one in took])
    print(f"  all requests: p95 of {CROWD} is {every / once:.1f} x that of one, target <= {WORSE}")
    return all([*met, every / once <= WORSE])


def _verdict(what: str, seconds: float, longest: float) -> bool:
    met = seconds < longest
    said = "ok" if met else "missed"
    print(f"  {what}: p95 {seconds * 1000:.0f} ms, target < {longest * 1000:.0f}: {said}", flush=True)
    return met


def _said(name: str, server: Server, people: list[Moderator], rounds: int, pause: float) -> Work:
    """What these people's requests took while all of them worked; said on one line."""
    before = server.processor()
    work = _together(server, people, rounds, pause)
    many = sum(map(len, work.values()))
    each = (server.processor() - before) / many
    p95 = ", ".join(f"{what} {_p95(took) * 1000:.0f}" for what, took in work.items())
    said = f"{many:,} requests, processor {each * 1000:.0f} ms each; p95 in ms: {p95}"
    print(f"  {name}: {said} (load {os.getloadavg()[0]:.1f})", flush=True)
    return work


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20, method="inclusive")[-1]


def _together(server: Server, people: list[Moderator], rounds: int, pause: float) -> Work:
    def shift(person: Moderator) -> list[Took]:
        time.sleep(random.random() * pause)  # people don't start in step
        return [took for _ in range(rounds) for took in person.round(server.port, pause)]

    work: Work = {}
    with ThreadPoolExecutor(len(people)) as pool:
        for shifts in pool.map(shift, people):
            for took in shifts:
                work.setdefault(took.what, []).append(took.seconds)
    return work


if __name__ == "__main__":
    main()

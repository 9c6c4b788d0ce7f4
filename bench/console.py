"""How long the console takes to answer: `make bench-console`, on SQLite and on a real PostgreSQL.

The whole Django application is asked in this process, one thread per moderator, with all middleware and a
real database file or server. Wall time is what a moderator waits on the server; processor time (of the
request's own thread) does not depend on what else the machine does. People read before they click: each waits
`PAUSE` between two requests; nobody reads a card faster. One process serves all of them, a server has three.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "moderation.console.settings"

import django
import re2

django.setup()

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connections
from django.test import Client

from moderation.console import place
from moderation.console.models import Person, Role
from moderation.queue.examine import ruleset_name
from moderation.queue.intake import gauge
from moderation.queue.models import Screening, Submission, Version
from moderation.queue.trust import Trust
from tests.databases import postgresql_at, sqlite_at, using
from tests.postgresql import postgresql

PAUSE = 5.0  # seconds
WAITING = int(os.environ.get("LINLI_BENCH_WAITING", "100000"))
MODERATORS, CROWD = 10, 50
DECISIONS = int(os.environ.get("LINLI_BENCH_DECISIONS", "20"))  # of each of the ten
REQUESTS = int(os.environ.get("LINLI_BENCH_REQUESTS", "100"))  # of each of the fifty, and of the one
PAGES = 40


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of one request: on the clock, and of the processor."""

    wall: float
    processor: float


def main() -> None:
    """Measure on each database; exit code 1 when a target is missed."""
    with tempfile.TemporaryDirectory() as folder, postgresql() as url:
        databases = {
            "SQLite": sqlite_at(Path(folder) / "queue.sqlite3"),
            "PostgreSQL": postgresql_at(url, "postgres"),
        }
        met = [_on(name, database) for name, database in databases.items()]
    sys.exit(0 if all(met) else 1)


def _on(name: str, database: dict[str, object]) -> bool:
    with using(database):
        call_command("migrate", verbosity=0)
        call_command("createcachetable")
        people = [_person(number) for number in range(CROWD)]
        _fill()
        gauge()
        print(f"{name}: {Submission.objects.count():,} waiting", flush=True)
        page = _together(people[:1], PAGES, 0, _queue)
        decided = _together(people[:MODERATORS], DECISIONS, PAUSE, _decision)
        alone = _together(people[:1], REQUESTS, PAUSE / 10, _queue)
        crowd = _together(people, REQUESTS, PAUSE, _queue)
        ratio = _p95([one.wall for one in crowd]) / _p95([one.wall for one in alone])
        met = [
            _said("queue page", page, 0.200),
            _said(f"decision, {MODERATORS} moderators", decided, 0.150),
            _said("one moderator", alone, None),
            _said(f"{CROWD} moderators", crowd, None),
            ratio <= 2,
        ]
        print(
            f"  p95 of {CROWD} is {ratio:.1f} x that of one, target <= 2: {'ok' if ratio <= 2 else 'missed'}"
        )
        connections.close_all()
    return all(met)


def _said(what: str, took: list[Took], target: float | None) -> bool:
    wall, processor = _p95([one.wall for one in took]), _p95([one.processor for one in took])
    met = target is None or wall < target
    verdict = "" if target is None else f", target < {target * 1000:.0f}: {'ok' if met else 'missed'}"
    p95 = f"p95 {wall * 1000:6.0f} ms (processor {processor * 1000:.0f} ms)"
    print(f"  {what:26} {len(took):6,} requests, {p95}{verdict}", flush=True)
    return met


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20, method="inclusive")[-1]


def _together(
    people: list[Person], times: int, pause: float, work: Callable[[Client], Took | None]
) -> list[Took]:
    """What each of these people's requests took, all of them working at once."""
    took: list[Took] = []

    def shift(person: Person) -> None:
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(person.user)
        time.sleep(random.random() * pause)  # people don't start in step
        for _ in range(times):
            one = work(client)
            if one is not None:
                took.append(one)
            time.sleep(pause)
        connections.close_all()

    threads = [threading.Thread(target=shift, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


@contextmanager
def _timed(took: list[Took]) -> Iterator[None]:
    wall, processor = time.perf_counter(), time.thread_time()
    yield
    took.append(Took(time.perf_counter() - wall, time.thread_time() - processor))


def _queue(client: Client) -> Took:
    took: list[Took] = []
    with _timed(took):
        answer = client.get("/queue/?tab=new&area=all")
    assert answer.status_code == 200
    return took[0]


def _decision(client: Client) -> Took:
    address = client.post("/queue/next/?tab=new")["Location"]
    # Out of the page itself: what the test client keeps of templates is mixed up between threads.
    (seen,) = set(re2.findall(r'name="seen" value="(\d+)"', client.get(address).content.decode()))
    took: list[Took] = []
    with _timed(took):
        answer = client.post(
            f"/card/{address.split('/')[2]}/decide/?tab=new",
            {"version": "1", "seen": seen, "action": "approve"},
        )
    assert answer.status_code == 302, answer.status_code
    return took[0]


def _person(number: int) -> Person:
    user = User.objects.create(username=f"m{number}")
    return Person.objects.create(user=user, role=Role.MODERATOR, trust=Trust.EXPERIENCED)


def _fill() -> None:
    """Submissions of offers that wait, screened by the rules in force."""
    now, ruleset = datetime.now(UTC), ruleset_name(place.ruleset())
    for start in range(0, WAITING, 5000):
        numbers = range(start, min(start + 5000, WAITING))
        some = [
            Submission(
                id=f"s{number}",
                form="offer",
                fingerprint="",
                first_seen_at=now - timedelta(seconds=WAITING - number),
                area="furongli",
            )
            for number in numbers
        ]
        Submission.objects.bulk_create(some)
        values = {"item": "口罩两盒", "remark": "都是新的，没有拆过，可以送到小区门口。"}
        versions = Version.objects.bulk_create(
            Version(submission=one, number=1, fingerprint=f"{one.pk}", values=values, seen_at=now)
            for one in some
        )
        Screening.objects.bulk_create(
            Screening(
                version=one,
                ruleset=ruleset,
                verdict=0,
                texts=values,
                safe=True,
                lifted=False,
                seal="",
                at=now,
            )
            for one in versions
        )


if __name__ == "__main__":
    main()

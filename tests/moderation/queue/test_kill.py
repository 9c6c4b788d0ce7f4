"""kill -9 at any moment of a pull or of deciding: nothing is lost, doubled or half done."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from moderation.core.community import Community
from moderation.queue.intake import pull
from moderation.queue.models import Act, Submission, Version
from moderation.queue.samples import apply_decisions
from moderation.queue.verify import verify
from tests.moderation.queue.neighbourhood import NOW, SECRET, Sheet

ROWS = 60


def sheet() -> Sheet:
    whole = Sheet()
    for number in range(ROWS):
        whole.add(item=f"第{number}件", remark="说明 " * 20)
    return whole


def table() -> list[dict[str, str]]:
    return [{"form": "offer", "row": str(row), "action": "hold", "by": "林"} for row in range(1, ROWS + 1)]


# A process of its own that forks one victim after the other: each starts in no time, none is ours.
_NURSERY = """
import os, signal, sys
from pathlib import Path
import django
django.setup()
from moderation.queue.decide import decide
from moderation.queue.intake import pull
from moderation.queue.models import Submission
from tests.databases import sqlite_at, using
from tests.moderation.queue.neighbourhood import NOW, SECRET, neighbourhood
from tests.moderation.queue.test_kill import sheet

def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())

for line in sys.stdin:
    victim = os.fork()
    if victim == 0:
        with using(sqlite_at(Path(line.strip()))):
            say("begin", os.getpid())
            pull(sheet(), neighbourhood(), NOW, SECRET)
            for id_ in Submission.objects.order_by("row").values_list("pk", flat=True):
                decide(neighbourhood(), SECRET, id_, 1, "hold", by="林", reason="", now=NOW)
                say("decided", id_)
        signal.pause()
    os.waitpid(victim, 0)
    say("end", 0)
"""


@pytest.fixture(scope="module")
def nursery() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", _NURSERY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "moderation.queue.settings",
            "PYTHONPATH": str(Path(__file__).parents[3]),
        },
    )
    with process:
        yield process


@pytest.mark.parametrize("seed", range(20))
def test_killed_at_a_random_moment(
    nursery: subprocess.Popen[str], sqlite: Path, community: Community, seed: int
) -> None:
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write(f"{sqlite}\n")
    nursery.stdin.flush()
    begin, victim = nursery.stdout.readline().split()
    assert begin == "begin"
    time.sleep(random.Random(seed).uniform(0, 0.4))  # noqa: S311 - a moment, not a secret
    os.kill(int(victim), signal.SIGKILL)
    said = {line.split()[1] for line in iter(nursery.stdout.readline, "end 0\n")}

    assert verify(SECRET) == []
    assert Submission.objects.count() in (0, ROWS)
    assert said <= set(Act.objects.values_list("submission", flat=True))

    pull(sheet(), community, NOW, SECRET)
    assert apply_decisions(table(), community, SECRET, NOW).refused == ()
    assert (Submission.objects.count(), Version.objects.count(), Act.objects.count()) == (ROWS, ROWS, ROWS)
    assert verify(SECRET) == []

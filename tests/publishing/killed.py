"""Builds a site over and over in children that are killed at random moments; says what was left each time.

Run by test_killed.py as `python -m tests.publishing.killed OUT ROUNDS`. Every build writes one version into
every page, so that a mixture would show.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sys
import time
from contextlib import suppress
from itertools import count
from pathlib import Path

from publishing.publish import Site, publish
from publishing.workshop import NOTHING, Workshop, held
from tests.publishing.sample import COMMUNITY, HOUSE, NOW, entry, unchecked

_VERSION = re.compile(r"<h1[^>]*>版本(\d+)</h1>")
_ENTRIES = 30


def build(out: Path, version: int) -> None:
    entries = [entry(number, title=f"版本{version}") for number in range(_ENTRIES)]
    publish(Site(HOUSE, COMMUNITY, entries, NOW), out, unchecked)


def versions(out: Path) -> list[int]:
    """The versions of all pages of the site, in all languages."""
    pages = [page for prefix in ("", "zh-Hant", "en") for page in (out / prefix / "e").iterdir()]
    return [int(found[1]) for page in pages if (found := _VERSION.search(page.read_text("utf-8")))]


def main(out: Path, rounds: int) -> None:
    chance, outcomes = random.Random(7), []  # noqa: S311  the same moments in every run
    build(out, 0)
    started = time.perf_counter()
    build(out, 1)
    one_build = time.perf_counter() - started
    for _ in range(rounds):
        first = max(versions(out)) + 1
        child = os.fork()
        if child == 0:
            os.setsid()
            for version in count(first):
                build(out, version)
        # Into the first build or the second: the machine may be half as fast now as it was.
        time.sleep(chance.uniform(0.05, 2.05) * one_build)
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        time.sleep(0.02)  # its own children hold the lock until they are gone, too
        found = versions(out)
        workshop = Workshop(out)
        half_done = any(held(copy) is NOTHING for copy in workshop.served_and_spare())
        outcomes.append({"pages": len(found), "versions": len(set(found)), "half_done": half_done})
    build(out, 10**6)
    with suppress(BrokenPipeError):
        print(json.dumps({"outcomes": outcomes, "after": sorted(set(versions(out)))}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

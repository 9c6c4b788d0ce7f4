from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from tests.publishing.sample import REPOSITORY

ROUNDS = 50


def test_a_build_killed_at_any_moment_leaves_a_complete_site(out: Path) -> None:
    command = [sys.executable, "-m", "tests.publishing.killed", str(out), str(ROUNDS)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as builds:
        reads, torn = 0, []
        page = out / "en" / "e" / "entry-0007.html"
        while builds.poll() is None:  # a reader that opens the page by its address, as a web server does
            if out.exists():
                text = page.read_text("utf-8")
                reads += 1
                torn += [text] if "</html>" not in text else []
            time.sleep(0.001)
        assert builds.stdout is not None
        told = json.loads(builds.stdout.read())
    assert builds.returncode == 0
    assert {outcome["pages"] for outcome in told["outcomes"]} == {90}
    assert {outcome["versions"] for outcome in told["outcomes"]} == {1}
    assert told["after"] == [10**6]
    assert torn == []
    assert reads > ROUNDS
    # The kills struck while copies were being worked on; otherwise nothing was tried.
    assert sum(outcome["half_done"] for outcome in told["outcomes"]) > ROUNDS // 5

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.publishing.full_disk import ENTRIES
from tests.publishing.sample import REPOSITORY


def test_a_disk_that_is_full_leaves_the_last_good_site(out: Path) -> None:
    command = [sys.executable, "-m", "tests.publishing.full_disk", str(out)]
    told = json.loads(subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True).stdout)
    before, full, after = ({"error": error, **pages} for error, pages in told)
    assert before == {"error": "", "旧": ENTRIES, "新": 0}
    assert full == {"error": "OSError", "旧": ENTRIES, "新": 0}
    assert after == {"error": "", "旧": 0, "新": ENTRIES}

"""Builds a site, then a larger one on a disk that takes no more than a few bytes of any file.

Run by test_full_disk.py as `python -m tests.publishing.full_disk OUT`: the limit is the process's own, and a
forked child inherits it. Says what each build came to, and what a reader finds after it.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from publishing.publish import Site, publish
from tests.publishing.sample import COMMUNITY, HOUSE, NOW, entry, unchecked

_BYTES = 5_000  # fewer than a page of ours
ENTRIES = 30


def build(out: Path, title: str) -> str:
    """The name of what went wrong, or nothing."""
    entries = [entry(number, title=title) for number in range(ENTRIES)]
    try:
        publish(Site(HOUSE, COMMUNITY, entries, NOW), out, unchecked)
    except OSError as error:
        return type(error).__name__
    return ""


def served(out: Path) -> dict[str, int]:
    """How many entry pages carry each title."""
    texts = [page.read_text("utf-8") for page in (out / "e").iterdir()]
    return {title: sum(f"<h1>{title}</h1>" in text for text in texts) for title in ("旧", "新")}


def main(out: Path) -> None:
    told = [(build(out, "旧"), served(out))]
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_BYTES, hard))
    failed = build(out, "新")
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    told.append((failed, served(out)))
    told.append((build(out, "新"), served(out)))
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

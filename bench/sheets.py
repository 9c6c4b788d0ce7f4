"""Memory and calls of pull and sync against the stand-in: `make bench-sheets`.

The stand-in runs in a process of its own and so does every step: the memory measured is the product's alone.
Bounds: a pull of 100,000 rows within 150 MB over idle and n/1000 + 3 calls; a sync within 6 calls and one per
500 changed rows; so that 60 calls a minute suffice for a community of 10,000.
"""

from __future__ import annotations

import contextlib
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.standin.accounts import write_key_file
from tests.standin.project import RESPONSES, project
from tests.standin.server import World, running
from tests.standin.spreadsheet import Moment, Row, Spreadsheet, Tab

PULLED, SYNCED = 100_000, 2_000
MOST_MEGABYTES = 150
_TITLES = (
    "时间戳记",
    "想感谢谁？（写“三栋的邻居”“某某志愿队”就好）",
    "想说的话",
    "同意公开哪些内容，到什么时候？",
)
_CONSENT = "公开核实后的内容（不含称呼、联系方式、门牌），30 天"
_TODAY = 46_346.0  # 2026-11-20 as a serial number


@dataclass(frozen=True)
class Cost:
    """What a step cost: seconds, and megabytes at its peak over what the process held before."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Step:
    """Something to measure, on one response sheet; `calls` is the bound. `before`: asked of the stand-in."""

    name: str
    run: Callable[[Path], None]
    sheet: str
    calls: float
    before: str = ""


def main() -> None:
    """Measure, print a table, and fail when a bound is broken."""
    pull = PULLED / 1000 + 3
    sync = 6 + SYNCED / 500
    steps = (
        Step(f"read {PULLED} rows", _read, "many", pull),
        Step(f"pull {PULLED} rows", _pull, "many", pull),
        Step(f"pull {SYNCED} rows", _pull, "few", SYNCED / 1000 + 3),
        Step("sync, all rows new", _sync, "few", sync),
        Step("sync, all decided", _sync, "few", sync, before="decide"),
        Step("sync, nothing new", _sync, "few", 6),
    )
    with tempfile.TemporaryDirectory() as folder:
        key = Path(folder) / "key.json"
        with _stand_in(key) as (address, pipe):
            checkout = project(Path(folder) / "checkout", [("thanks", "感谢")])
            environment = {
                "LINLI_GOOGLE_ENDPOINT": address,
                "GOOGLE_APPLICATION_CREDENTIALS": str(key),
                "LINLI_SECRET": "b" * 64,
                "LINLI_NOW": "2026-11-20T12:00:00+08:00",
                "LINLI_MODERATION_SHEET": "moderation",
            }
            broken = [_broken(step, pipe, checkout, environment) for step in steps]
    sys.exit(1 if any(broken) else 0)


def _broken(step: Step, pipe: Connection, checkout: Path, environment: dict[str, str]) -> bool:
    """Run one step in a process of its own, print what it cost, and say whether it broke its bound."""
    if step.before:
        _ask(pipe, step.before)
    told = environment | {RESPONSES: step.sheet, "LINLI_VAR": str(checkout.parent / f"var-{step.sheet}")}
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        cost = executor.submit(partial(_measured, step.run, checkout, told)).result()
    calls = _ask(pipe, "calls")
    figures = f"{cost.seconds:7.1f} s {cost.megabytes:6.0f} MB {calls:5} calls (at most {step.calls:g})"
    print(f"{step.name:18} {figures}", flush=True)
    return calls > step.calls or (step.sheet == "many" and cost.megabytes > MOST_MEGABYTES)


def _measured(step: Callable[[Path], None], checkout: Path, environment: dict[str, str]) -> Cost:
    os.environ |= environment
    os.chdir(checkout)
    import commands  # noqa: F401 - makes Django ready, for this checkout
    from moderation.queue.database import ready

    ready()
    idle, start = _peak(), time.perf_counter()
    with contextlib.redirect_stderr(Path(os.devnull).open("w")):
        step(checkout / "community.toml")
    return Cost(time.perf_counter() - start, _peak() - idle)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _read(community: Path) -> None:
    from commands.options import Workplace
    from moderation.sources.configured import configured

    (source,) = configured(Workplace(community).community, community.parent, os.environ)
    source.questions()
    for _ in source.responses():
        pass


def _pull(community: Path) -> None:
    from commands.options import Workplace
    from commands.pull import pulled

    pulled(Workplace(community))


def _sync(community: Path) -> None:
    from commands.options import Workplace
    from commands.sync import moderation_tab, synced

    synced(Workplace(community), moderation_tab(os.environ))


@contextlib.contextmanager
def _stand_in(key: Path) -> Iterator[tuple[str, Connection]]:
    """The stand-in in a process of its own; the pipe asks it for counts, or to decide."""
    ours, theirs = Pipe()
    process = get_context("spawn").Process(target=_serve, args=(theirs, key), daemon=True)
    process.start()
    try:
        yield str(ours.recv()), ours
    finally:
        process.terminate()
        process.join()


def _ask(pipe: Connection, what: str) -> Any:
    pipe.send(what)
    return pipe.recv()


def _serve(pipe: Connection, key: Path) -> None:
    """Two response sheets and a Moderation tab, until the pipe closes."""
    world = World()
    for name, count in (("many", PULLED), ("few", SYNCED)):
        rows = [Row(list(_TITLES))] + [
            Row([Moment(_TODAY - n / 100_000, ""), f"{n} 栋的邻居", f"谢谢{_words(n)}", _CONSENT])
            for n in range(count)
        ]
        tab = Tab(1, "感谢", row_count=len(rows) + 1000, rows=rows)
        world.add(Spreadsheet(name, time_zone="Asia/Shanghai", tabs=[tab]))
    world.add(Spreadsheet("moderation", time_zone="Asia/Shanghai"))
    write_key_file(key)
    with running(world) as address:
        _make_tab(world, address)
        pipe.send(address)
        while True:
            if pipe.recv() == "decide":
                _decide(world)
                pipe.send(None)
            else:
                pipe.send(world.calls.total())
                world.calls.clear()


def _words(number: int) -> str:
    return "".join("春夏秋冬东南西北风花"[int(digit)] for digit in str(number))


def _make_tab(world: World, address: str) -> None:
    from moderation.core.community import load_community
    from moderation.sheets.tab import ModerationTab
    from moderation.sources.google_client import connect
    from moderation.sources.google_credentials import WRITE_SHEETS

    environment = {"LINLI_GOOGLE_ENDPOINT": address, "LINLI_GOOGLE_TOKEN": world.tokens.grant(WRITE_SHEETS)}
    tab = ModerationTab(connect(environment, (WRITE_SHEETS,)), "moderation", "LINLI_MODERATION_SHEET")
    tab.repair(load_community(Path("community.toml")))
    world.calls.clear()


def _decide(world: World) -> None:
    """Somebody decides on every row."""
    from moderation.sheets.columns import Column

    tab = world.spreadsheets["moderation"].tabs[1]
    places = [str(title) for title in tab.rows[0].values]
    for row in tab.rows[1:]:
        if row.at(places.index(Column.KEY)):
            row.put(places.index(Column.DECISION), "通过 approve")
            row.put(places.index(Column.BY), "小王")


if __name__ == "__main__":
    main()

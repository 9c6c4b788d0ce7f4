"""`make demo-sheet`: a whole community without a server, played through on loopback.

Responses arrive in a sheet, volunteers decide on the Moderation tab, CI publishes: four runs, each with a
queue made anew, as on GitHub. The people and their words are those of examples/.
"""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from moderation.core.community import load_community
from moderation.core.moment import moment
from moderation.sheets.columns import DECISIONS, OUTCOMES, TITLE, Column
from moderation.sheets.tab import ModerationTab
from moderation.sources.google_client import connect
from moderation.sources.google_credentials import WRITE_SHEETS
from tests.standin.accounts import write_key_file
from tests.standin.project import RESPONSES, ROOT, project
from tests.standin.server import World, running, turn_rows_over
from tests.standin.spreadsheet import Moment, Row, Spreadsheet, Tab

FORMS = {"need": "求助", "offer": "捐赠", "thanks": "感谢"}
FOLDER = ROOT / "var" / "demo-sheet"
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - serial numbers are wall-clock time
_NOW = "2026-11-20T12:00:00+08:00"  # the invented fortnight ends here


@dataclass
class Wanted:
    """What the examples' volunteers say of one response, in the order in which they say it."""

    actions: list[tuple[str, str, str]] = field(default_factory=list)
    call: str = ""


@dataclass
class Demo:
    """The community on loopback: its sheets, its checkout, and the environment of its CI."""

    world: World
    checkout: Path
    environment: Mapping[str, str]
    runs: int = 0

    def arrive(self, share: float) -> None:
        """The first `share` of every form's responses is in the sheet."""
        for form, name in FORMS.items():
            with (ROOT / "examples" / f"{form}.csv").open(encoding="utf-8-sig", newline="") as file:
                header, *rows = csv.reader(file)
            part = rows[: int(len(rows) * share)]
            tab = self.world.spreadsheets["answers"].named(name)
            tab.rows[:] = [Row(list(header)), *(_typed(row) for row in part)]
        count = sum(len(tab.rows) - 1 for tab in self.world.spreadsheets["answers"].tabs)
        say(f"回复表格里有 {count} 条投稿。{count} responses are in the sheet.")

    def run(self) -> None:
        """What CI does: pull, sync, build, look through it; on a queue that starts from nothing."""
        self.runs += 1
        shutil.rmtree(self.checkout / "var", ignore_errors=True)
        say(f"—— 第 {self.runs} 次运行 run {self.runs}: make pull sync build leakcheck")
        for verb in ("pull", "sync", "build", "check"):
            done = subprocess.run(
                [sys.executable, "build.py", verb, "--json"],
                cwd=self.checkout,
                env={**os.environ, **self.environment, "LINLI_VAR": "var"},
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                sys.exit(f"{verb}: {done.stderr}")
            if verb in ("sync", "build"):
                say(f"   {verb}: {done.stdout.strip()}")

    def decide(self, steps: int) -> None:
        """Volunteers write the first `steps` of their words in the tab."""
        tab = self.world.spreadsheets["moderation"].named(TITLE)
        places = {str(title): place for place, title in enumerate(tab.rows[0].values)}
        keys, wanted, decided = self._keys(), _wanted(), 0
        for row in tab.rows[1:]:
            said = wanted.get(keys.get(str(row.at(places[Column.KEY])), ("", 0)))
            if said is None or not said.actions:
                continue
            for column, text in _cells(said, steps).items():
                row.put(places[column], text)
            decided += 1
        say(f"志愿者在 {decided} 行写了决定。Volunteers have written on {decided} rows.")

    def sort(self) -> None:
        """Somebody sorts the tab: row numbers mean nothing."""
        turn_rows_over(self.world.spreadsheets["moderation"])
        say("有人给审核表排了序。Somebody sorts the tab.")

    def edit(self) -> None:
        """A resident changes what was approved: it must wait again."""
        tab = self.world.spreadsheets["answers"].named("感谢")
        tab.rows[1].put(2, "（本人改过的内容）")
        say("一位居民改了已通过的投稿。A resident edits what was approved: it returns to pending.")

    def _keys(self) -> dict[str, tuple[str, int]]:
        """Which response a row of the tab is about; a person would compare the time it came."""
        with closing(sqlite3.connect(self.checkout / "var" / "queue.sqlite3")) as queue:
            rows = queue.execute("SELECT id, form, row FROM queue_submission").fetchall()
        return {key: (form, row) for key, form, row in rows}


def _wanted() -> dict[tuple[str, int], Wanted]:
    wanted: dict[tuple[str, int], Wanted] = {}
    with (ROOT / "examples" / "decisions.csv").open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            one = wanted.setdefault((line["form"], int(line["row"])), Wanted())
            one.call = line["call_back"] or one.call
            if line["action"]:
                one.actions.append((line["action"], line["by"], line["reason"]))
    return wanted


def _cells(said: Wanted, steps: int) -> dict[Column, str]:
    """The row after so many of its words; a second approval is the second person's."""
    done = said.actions[:steps]
    action, by, reason = done[-1]
    first = next((name for word, name, _ in done if word == action), by)
    words = {word.value: spelled[0] for word, spelled in DECISIONS.items()}
    calls = {word.value: spelled[0] for word, spelled in OUTCOMES.items()}
    return {
        Column.DECISION: words[action],
        Column.BY: first,
        Column.SECOND: by if by != first else "",
        Column.CALL: calls.get(said.call, ""),
        Column.REASON: reason,
    }


def _typed(cells: Sequence[str]) -> Row:
    """A row as the form writes it: its time a number, everything else text."""
    at = moment(cells[0], ZoneInfo("Asia/Shanghai"))
    if not isinstance(at, datetime):
        return Row(list(cells))
    days = (at.replace(tzinfo=None) - _EPOCH).total_seconds() / 86_400
    return Row([Moment(days, cells[0]), *cells[1:]])


def say(words: str) -> None:
    print(words, flush=True)


def main() -> None:
    """Play it through; the site of the last run stays in var/demo-sheet/public."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    checkout = project(FOLDER, list(FORMS.items()))
    world = World()
    tabs = [Tab(number, name, row_count=1000) for number, name in enumerate(FORMS.values())]
    world.add(Spreadsheet("answers", time_zone="Asia/Shanghai", tabs=tabs))
    world.add(Spreadsheet("moderation", time_zone="Asia/Shanghai"))
    key = write_key_file(FOLDER / "key.json")
    with running(world) as address:
        environment = {
            "LINLI_GOOGLE_ENDPOINT": address,
            "GOOGLE_APPLICATION_CREDENTIALS": str(key),
            "LINLI_SECRET": "demo" * 16,
            "LINLI_NOW": _NOW,
            "LINLI_MODERATION_SHEET": "moderation",
            RESPONSES: "answers",
        }
        token = {"LINLI_GOOGLE_TOKEN": world.tokens.grant(WRITE_SHEETS)}
        tab = ModerationTab(connect(environment | token, (WRITE_SHEETS,)), "moderation", "moderation")
        tab.repair(load_community(checkout / "community.toml"))
        demo = Demo(world, checkout, environment)
        demo.arrive(0.6)
        demo.run()
        demo.decide(1)
        demo.run()
        demo.arrive(1.0)
        demo.sort()
        demo.run()
        demo.decide(2)
        demo.edit()
        demo.run()
    key.unlink()
    say(f"网站 the site: python build.py serve --out {checkout.relative_to(ROOT) / 'public'}")


if __name__ == "__main__":
    main()

"""The workflows hold what docs/deploy-without-server.md promises; their steps work against the stand-in."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from moderation.core.community import load_community
from moderation.sheets.columns import Column
from moderation.sheets.tab import ModerationTab
from moderation.sources.google_credentials import WRITE_SHEETS
from tests.standin.fixture import Google
from tests.standin.project import ROOT, project
from tests.standin.spreadsheet import Moment, Row, Spreadsheet, Tab

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
TARGETS = set(re.findall(r"(?m)^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8")))
THANKS = [
    "时间戳记",
    "想感谢谁？（写“三栋的邻居”“某某志愿队”就好）",
    "想说的话",
    "同意公开哪些内容，到什么时候？",
]
CONSENT = "公开核实后的内容（不含称呼、联系方式、门牌），30 天"
PINNED = re.compile(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
SECRET_WORDS = "不该出现在日志里的话"


def loaded(path: Path) -> dict[str, Any]:
    # YAML 1.1 reads the word `on` as true.
    workflow: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    return {"on" if name is True else name: part for name, part in workflow.items()}


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in loaded(path)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_permission_that_a_job_does_not_name(path: Path) -> None:
    workflow = loaded(path)
    assert workflow["permissions"] == {}
    assert all(job["permissions"] for job in workflow["jobs"].values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_and_say_their_version(path: Path) -> None:
    lines = [line.strip() for line in path.read_text("utf-8").splitlines() if "uses:" in line]
    assert lines
    assert [
        line for line in lines if not re.search(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)
    ] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_step_that_runs_is_one_make_target(path: Path) -> None:
    runs = [step["run"] for step in steps(path) if "run" in step]
    assert runs
    assert [run for run in runs if run.removeprefix("make ") not in TARGETS] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_but_the_public_folder_is_uploaded_and_nothing_cached(path: Path) -> None:
    for step in steps(path):
        action = step.get("uses", "")
        if "upload" in action:
            assert step["with"]["path"] == "public"
        assert "cache" not in action
        assert "cache" not in step.get("with", {})


def test_the_check_knows_no_secret() -> None:
    text = (ROOT / ".github/workflows/check.yml").read_text("utf-8")
    assert "secrets." not in text
    assert "pull_request_target" not in text


def test_publishing_is_off_the_hour_and_never_cut_off() -> None:
    workflow = loaded(ROOT / ".github/workflows/publish.yml")
    when = workflow["on"]
    (minutes,) = [entry["cron"].split()[0] for entry in when["schedule"]]
    assert "0" not in minutes.split(",")
    assert set(when) == {"schedule", "repository_dispatch", "workflow_dispatch"}
    assert workflow["concurrency"]["cancel-in-progress"] is False


def test_only_the_job_that_deploys_may_deploy_and_it_does_nothing_else() -> None:
    jobs = loaded(ROOT / ".github/workflows/publish.yml")["jobs"]
    assert [name for name, job in jobs.items() if "pages" in job["permissions"]] == ["deploy"]
    assert len(jobs["deploy"]["steps"]) == 1


def test_the_script_sends_no_cell() -> None:
    script = (ROOT / "docs/publish-on-approval.gs").read_text("utf-8")
    assert script.count("payload:") == 1
    assert 'payload: JSON.stringify({ event_type: "approved" })' in script
    assert Column.DECISION in script


class Runner:
    """Runs a job's `make` steps as CI would: their targets, their variables, in their order."""

    def __init__(self, folder: Path, google: Google, facts: dict[str, str]) -> None:
        self.folder, self.facts = folder, facts
        self.log = ""
        self.base = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.base |= google.environment | {"LINLI_VAR": str(folder / "var"), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(self, workflow: str, job: str, *, until: str | None = None) -> None:
        told = loaded(ROOT / f".github/workflows/{workflow}.yml")["jobs"][job]
        for step in told["steps"]:
            if "run" in step:
                target = step["run"].removeprefix("make ")
                self._make(target, told.get("env", {}) | step.get("env", {}))
                if target == until:
                    return

    def _make(self, target: str, wanted: dict[str, str]) -> None:
        environment = self.base | {name: self._filled(value) for name, value in wanted.items()}
        venv = f"VENV={sys.prefix}"
        installed = f"{sys.prefix}/.installed-site"
        done = subprocess.run(
            ["make", "--no-print-directory", "-o", installed, venv, target],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        self.log += done.stdout + done.stderr
        assert done.returncode == 0, f"make {target}:\n{done.stdout}{done.stderr}"

    def _filled(self, value: str) -> str:
        expression = re.fullmatch(r"\$\{\{ (.+) \}\}", value)
        return self.facts[expression.group(1)] if expression else value


def test_publishing_works_from_the_sheets_to_the_public_folder(google: Google, tmp_path: Path) -> None:
    folder = project(tmp_path / "checkout", [("thanks", "感谢")])
    at = Moment((datetime.now(UTC) - datetime(1899, 12, 30, tzinfo=UTC)).total_seconds() / 86400 - 1, "昨天")
    rows = [Row(list(THANKS)), Row([at, "三栋的邻居", SECRET_WORDS, CONSENT])]
    google.world.add(Spreadsheet("answers", time_zone="Asia/Shanghai", tabs=[Tab(1, "感谢", rows=rows)]))
    moderation = google.world.add(Spreadsheet("moderation", time_zone="Asia/Shanghai"))
    tab = ModerationTab(google.client(WRITE_SHEETS), "moderation", "LINLI_MODERATION_SHEET")
    tab.repair(load_community(folder / "community.toml"))
    facts = {
        "secrets.LINLI_SECRET": "s" * 64,
        "vars.LINLI_GOOGLE_ACCOUNT": "bot@example.org",
        "vars.LINLI_RESPONSES_SHEET": "answers",
        "vars.LINLI_MODERATION_SHEET": "moderation",
        "steps.google.outputs.access_token": google.world.tokens.grant(WRITE_SHEETS),
    }

    first = Runner(folder, google, facts)
    first.run("publish", "build", until="sync")

    sheet = moderation.tabs[1]
    places = [str(title) for title in sheet.rows[0].values]
    sheet.rows[1].put(places.index(Column.DECISION), "通过 approve")
    sheet.rows[1].put(places.index(Column.BY), "小王")
    (tmp_path / "second").mkdir()
    again = project(tmp_path / "second" / "checkout", [("thanks", "感谢")])  # nothing is kept between runs
    second = Runner(again, google, facts)
    second.run("publish", "build")
    assert SECRET_WORDS in _published(again)
    for runner in (first, second):
        assert SECRET_WORDS not in runner.log
        assert "s" * 64 not in runner.log


def _published(folder: Path) -> str:
    return "".join(path.read_text("utf-8") for path in (folder / "public").resolve().rglob("*.html"))

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from commands.checkups import Finding, Health, Patient, examined
from commands.options import Workplace
from commands.sync import SPREADSHEET
from moderation.sheets.tab import ModerationTab
from moderation.sources.google_credentials import WRITE_SHEETS
from tests.standin.accounts import ADDRESS
from tests.standin.fixture import Google
from tests.standin.project import RESPONSES, project
from tests.standin.spreadsheet import Row, Spreadsheet, Tab

TITLES = [
    "时间戳记",
    "想感谢谁？（写“三栋的邻居”“某某志愿队”就好）",
    "想说的话",
    "同意公开哪些内容，到什么时候？",
]


@pytest.fixture
def patient(google: Google, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Patient:
    """A community whose one form is in a sheet that fits, with a Moderation tab and a built page."""
    monkeypatch.setenv("LINLI_SECRET", "s" * 64)
    monkeypatch.setattr(settings, "VAR", tmp_path / "var")
    folder = project(tmp_path / "checkout", [("thanks", "感谢")])
    google.world.add(
        Spreadsheet("answers", time_zone="Asia/Shanghai", tabs=[Tab(1, "感谢", rows=[Row(list(TITLES))])])
    )
    google.world.add(Spreadsheet("moderation", time_zone="Asia/Shanghai"))
    place = Workplace(folder / "community.toml")
    ModerationTab(google.client(WRITE_SHEETS), "moderation", SPREADSHEET).repair(place.community)
    public = tmp_path / "public"
    public.mkdir()
    (public / "index.html").write_text('<a href="https://elsewhere.example/">elsewhere</a>', "utf-8")
    environment = google.environment | {RESPONSES: "answers", SPREADSHEET: "moderation"}
    return Patient(place, public, environment)


def about(patient: Patient, name: str) -> list[Finding]:
    return [finding for finding in examined(patient) if finding.about == name]


def ill(patient: Patient) -> list[Finding]:
    return [finding for finding in examined(patient) if finding.health is Health.ILL]


def test_nothing_is_ill(patient: Patient) -> None:
    assert ill(patient) == []
    looked_at = {finding.about for finding in examined(patient)}
    assert looked_at >= {
        "community.toml",
        "database",
        "secret",
        "site address",
        "off-host references",
        "credentials",
        RESPONSES,
        "clock",
        "form thanks",
        "moderation tab",
    }


def test_every_illness_names_its_mend(patient: Patient, google: Google) -> None:
    google.world.unshared.update(["answers", "moderation"])
    (patient.public / "index.html").write_text('<script src="https://cdn.example/x.js"></script>', "utf-8")
    illnesses = ill(patient)
    assert len(illnesses) >= 3
    assert all(finding.mend for finding in illnesses)


def test_an_unshared_sheet_names_the_address(patient: Patient, google: Google) -> None:
    google.world.unshared.add("answers")
    (finding,) = about(patient, RESPONSES)
    assert ADDRESS in finding.mend


def test_a_moderation_sheet_that_is_only_shared_to_view(patient: Patient, google: Google) -> None:
    google.world.view_only.add("moderation")
    (finding,) = about(patient, "moderation tab")
    assert (finding.health, ADDRESS in finding.mend) == (Health.ILL, True)


def test_a_broken_tab_says_init(patient: Patient, google: Google) -> None:
    google.world.spreadsheets["moderation"].tabs[1].rows[0].put(0, "?")
    (finding,) = about(patient, "moderation tab")
    assert "sync --init" in finding.mend


def test_a_renamed_question_is_told_with_a_suggestion(patient: Patient, google: Google) -> None:
    google.world.spreadsheets["answers"].tabs[0].rows[0].put(2, "想说的话？")
    findings = about(patient, "form thanks")
    assert all(finding.health is Health.ILL for finding in findings)
    assert any('titles of "text"' in finding.mend for finding in findings)


def test_a_question_that_is_missing_is_told(patient: Patient, google: Google) -> None:
    google.world.spreadsheets["answers"].tabs[0].rows[0].put(1, None)
    assert any('"to" is not asked' in finding.mend for finding in about(patient, "form thanks"))


def test_another_time_zone_is_odd(patient: Patient, google: Google) -> None:
    google.world.spreadsheets["answers"].properties["timeZone"] = "America/New_York"
    (finding,) = about(patient, RESPONSES)
    assert finding.health is Health.ODD


def test_a_page_that_loads_from_elsewhere_is_ill(patient: Patient) -> None:
    (patient.public / "index.html").write_text('<img alt="" src="//tracker.example/x.gif">', "utf-8")
    (finding,) = about(patient, "off-host references")
    assert (finding.health, finding.said) == (Health.ILL, "tracker.example")


def test_no_secret(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINLI_SECRET", "short")
    (finding,) = about(patient, "secret")
    assert "openssl rand" in finding.mend


def test_an_id_that_is_not_set(patient: Patient) -> None:
    without = Patient(patient.place, patient.public, {**patient.environment, RESPONSES: ""})
    assert any(RESPONSES in finding.mend for finding in ill(without))


def test_a_mistake_in_the_community_file_ends_it(patient: Patient) -> None:
    file = patient.place.file
    file.write_text(file.read_text("utf-8") + "\nunknown = 1\n", "utf-8")
    findings = list(examined(Patient(Workplace(file), patient.public, patient.environment)))
    assert {finding.health for finding in findings} == {Health.ILL}

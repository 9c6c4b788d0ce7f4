"""The rota: nobody alone, nobody without consent, and everything wrong said at once with its line."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from moderation.core.community.load import load_community
from publishing.calendar import Event, calendar
from publishing.rota import BadRota, load_rota, shifts
from publishing.rota_page import rota_files
from tests.publishing.sample import NOW, REPOSITORY

COMMUNITY = load_community(REPOSITORY / "community.toml")
GOOD = REPOSITORY / "content" / "rota.toml"
TODAY = date(2026, 11, 20)


def refused(tmp_path: Path, old: str, new: str) -> list[str]:
    text = GOOD.read_text("utf-8")
    assert old in text
    path = tmp_path / "rota.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(BadRota) as error:
        load_rota(path, COMMUNITY, TODAY)
    return str(error.value).replace(str(path), "rota.toml").splitlines()


def test_the_rota_of_the_demo_is_sound() -> None:
    rota = load_rota(GOOD, COMMUNITY, TODAY)
    assert rota is not None
    assert (len(rota.duties), len(rota.slots)) == (4, 7)


def test_no_file_is_no_rota(tmp_path: Path) -> None:
    assert load_rota(tmp_path / "rota.toml", COMMUNITY, TODAY) is None


def test_one_on_duty_is_too_few_and_the_line_is_named(tmp_path: Path) -> None:
    line = next(
        number
        for number, text in enumerate(GOOD.read_text("utf-8").splitlines(), 1)
        if text == 'weekday-morning = ["桂花", "红豆"]'
    )
    said = refused(tmp_path, 'weekday-morning = ["桂花", "红豆"]', 'weekday-morning = ["桂花", "桂花"]')
    what = 'group "supplies", slot "weekday-morning": 1 on duty, at least 2 are needed'
    assert said == [f"rota.toml:{line}: {what} — add somebody to weekday-morning = [ … ]"]


def test_a_slot_left_out_is_nobody_on_duty(tmp_path: Path) -> None:
    assert ": 0 on duty" in refused(tmp_path, 'night = ["海棠", "青竹"]\n', "")[0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("minimum = 2", "minimum = 1", "minimum"),
        ('sign = "海棠"', 'sign = "13900001234"', "never a phone or name"),
        ('group = "mind"', 'group = "minds"', 'there is no group "minds"'),
        ('sign = "银杏"\nconsent_until = 2027', 'sign = "银杏"\nconsent_until = 2025', "ended on 2025-03-31"),
        ('["海棠", "银杏"]', '["海棠", "不在"]', "不在 is no [[person]]"),
        ('["海棠", "银杏"]', '["海棠", "银杏", "桂花"]', 'in "callback" and "supplies"'),
        ("minimum = 2", "minimal = 2", "this key is unknown"),
        ("minimum = 2", "minimum = ", "see https://toml.io"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, old: str, new: str, said: str) -> None:
    lines = refused(tmp_path, old, new)
    assert [line for line in lines if said in line] != []
    assert all(line.startswith("rota.toml:") and " — " in line for line in lines)
    assert "13900001234" not in "".join(lines)


def test_a_night_ends_the_next_morning() -> None:
    rota = load_rota(GOOD, COMMUNITY, TODAY)
    assert rota is not None
    found = list(shifts(rota, date(2026, 11, 20), 2, ZoneInfo("Asia/Shanghai")))
    assert [one.slot.key for one in found] == [
        *("weekday-morning", "weekday-afternoon", "weekday-evening", "night"),
        *("weekend-morning", "weekend-afternoon", "weekend-evening", "night"),
    ]
    assert found[3].end.isoformat() == "2026-11-21T08:00:00+08:00"


def test_now_can_be_read_by_a_script() -> None:
    rota = load_rota(GOOD, COMMUNITY, TODAY)
    assert rota is not None
    files = dict(rota_files(COMMUNITY, rota, NOW))
    running = [
        one
        for one in json.loads(files["rota.json"])["shifts"]
        if datetime.fromisoformat(one["from"])
        <= datetime(2026, 11, 20, 5, 30, tzinfo=UTC)
        < datetime.fromisoformat(one["to"])
    ]
    assert [one["slot"] for one in running] == ["weekday-afternoon"]
    assert files["rota.ics"].count(b"BEGIN:VEVENT") == 4 * 28 * 4


def test_a_calendar_folds_and_escapes() -> None:
    one = Event("a@b", NOW, NOW, NOW, "值班：海棠, 银杏; " * 8, "一\n二")
    told = calendar("名", [one])
    lines = told.decode().split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    unfolded = told.decode().replace("\r\n ", "")
    assert "\r\nDESCRIPTION:一\\n二\r\n" in unfolded
    assert "SUMMARY:" + "值班：海棠\\, 银杏\\; " * 8 in unfolded

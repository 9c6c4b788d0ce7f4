"""What goes wrong has a number, says how to mend it, and leaves the last good site."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest

from commands.exits import Exit, exit_code, told
from commands.fresh import Stale
from moderation.sheets.columns import TabBroken
from moderation.sheets.sync import TooManyGone
from moderation.sources.google_client import NotShared
from moderation.sources.google_credentials import NoCredentials
from moderation.sources.google_endpoint import NotLoopback
from moderation.sources.patience import Unanswered
from tests.commands.conftest import Checkout


def test_usage_is_2(checkout: Checkout) -> None:
    assert checkout.run("no-such-verb").code == 2


def test_every_mistake_in_community_toml_is_3(checkout: Checkout) -> None:
    checkout.replace(
        "community.toml", 'time_zone = "Asia/Shanghai"', 'time_zone = "Asia/Chengdu"\ncolour = "red"'
    )
    ran = checkout.run("pull")
    assert ran.code == 3
    assert "colour" in ran.err
    assert "Asia/Chengdu" in ran.err


def test_a_time_without_offset_is_3(checkout: Checkout) -> None:
    assert checkout.run("pull", LINLI_NOW="2026-11-20").code == 3


@pytest.mark.parametrize("address", ["nonsense", "mysql://linli:geheim@db.example.org/linli"])
def test_an_address_of_no_database_is_3(checkout: Checkout, address: str) -> None:
    ran = checkout.run("pull", DATABASE_URL=address)
    assert (ran.code, "DATABASE_URL" in ran.err) == (3, True)
    assert "geheim" not in ran.err
    assert "Traceback" not in ran.err


def test_a_shared_queue_without_its_secret_is_3(checkout: Checkout) -> None:
    ran = checkout.run("pull", CI="true", LINLI_SECRET="")
    assert (ran.code, "LINLI_SECRET" in ran.err) == (3, True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('path = "examples/thanks.csv"', 'path = "own.csv"'),
        ("https://linli.example.org/", "https://neighbours.chengdu.test/"),
    ],
)
def test_sample_decisions_approve_nothing_of_anybody_s_own(checkout: Checkout, old: str, new: str) -> None:
    shutil.copy(checkout.folder / "examples" / "thanks.csv", checkout.folder / "own.csv")
    checkout.replace("community.toml", old, new)
    ran = checkout.run("site")
    assert (ran.code, "sample decisions" in ran.err) == (3, True)
    assert checkout.run("queue", "list", "--json").said == []


def test_a_changed_form_is_4_and_changes_nothing(checkout: Checkout) -> None:
    export = checkout.folder / "examples" / "thanks.csv"
    header, _, rest = export.read_text("utf-8-sig").partition("\n")
    first, *others = header.split(",")
    export.write_text(",".join([first, '"What is your shoe size?"', *others[1:]]) + "\n" + rest, "utf-8")
    ran = checkout.run("pull")
    assert ran.code == 4
    assert "shoe size" in ran.err
    assert checkout.run("queue", "list", "--json").said == []


def test_a_leak_is_5_names_no_value_and_keeps_the_site(demo: Checkout) -> None:
    before = demo.served()
    line = (demo.folder / "examples" / "canaries.txt").read_text("utf-8").splitlines()[2]
    kind, _where, _field, value, *_ = line.split("\t")
    assert kind == "PHONE"
    about = demo.folder / "content" / "about.md"
    about.write_text(about.read_text("utf-8") + f"\n请打 {value}\n", "utf-8")
    ran = demo.run("build")
    assert ran.code == 5
    assert "about.html" in ran.err
    assert value not in ran.err + ran.out
    assert demo.served() == before


def test_a_leak_in_a_built_site_is_5_and_names_every_file(demo: Checkout) -> None:
    for name in ("index.html", "about.html"):
        page = demo.public / name
        page.write_text(page.read_text("utf-8") + "<p>13900003001</p>", "utf-8")
    ran = demo.run("check", "--json")
    assert ran.code == 5
    assert ran.said == [
        {"file": name, "holds": "the private value of need/contact"} for name in ("about.html", "index.html")
    ]
    assert "13900003001" not in ran.err


def test_a_forged_decision_is_5_and_publishes_nothing(demo: Checkout) -> None:
    """Whoever can write to the database, and does not have the secret, gets nothing onto the site."""
    before = demo.served()
    with closing(sqlite3.connect(demo.folder / "var" / "queue.sqlite3")) as queue, queue:
        queue.execute(
            "INSERT INTO queue_act SELECT (SELECT max(number) + 1 FROM queue_act), 'decision', s.id, "
            "s.version, s.fingerprint, 'approve', '小林', '2026-11-19 12:00:00', '', 'f' "
            "FROM queue_submission s WHERE s.standing = 'pending' LIMIT 1"
        )
    ran = demo.run("build")
    assert (ran.code, "queue verify" in ran.err) == (5, True)
    assert demo.run("export", "entries.json", LINLI_EXPORT_KEY="k" * 32).code == 5
    assert not (demo.folder / "entries.json").exists()
    assert demo.served() == before


@pytest.mark.parametrize("verb", ["serve", "check", "posters"])
def test_no_site_is_1(checkout: Checkout, verb: str) -> None:
    ran = checkout.run(verb)
    assert (ran.code, "make site" in ran.err) == (1, True)


def test_a_path_that_is_not_there_is_1_and_named(checkout: Checkout) -> None:
    (checkout.folder / "a-file").touch()
    ran = checkout.run("build", "--out", "a-file/public")
    assert (ran.code, "a-file" in ran.err, "Traceback" in ran.err) == (1, True, False)


def test_a_fault_of_ours_shows_its_place_and_no_answer(capsys: pytest.CaptureFixture[str]) -> None:
    answer = "wechat of somebody"
    with pytest.raises(ValueError, match=answer) as raised:
        int(answer)
    assert told(raised.value) == Exit.FAILURE
    said = capsys.readouterr().err
    assert answer not in said
    assert "ValueError" in said
    assert "test_exits.py" in said


def test_what_a_setting_mends_is_3() -> None:
    for error in (NotShared("bot@example.org"), NoCredentials(), NotLoopback(), TabBroken()):
        assert exit_code(error) == Exit.CONFIGURATION


def test_what_may_pass_is_1() -> None:
    assert exit_code(Unanswered(503)) == Exit.FAILURE
    assert exit_code(TooManyGone()) == Exit.FAILURE


def test_a_stale_site_is_5() -> None:
    assert exit_code(Stale()) == Exit.CHECK_FAILED


def test_no_spreadsheet_to_decide_in_is_3(checkout: Checkout) -> None:
    ran = checkout.run("sync", LINLI_MODERATION_SHEET="")
    assert (ran.code, "LINLI_MODERATION_SHEET" in ran.err) == (3, True)

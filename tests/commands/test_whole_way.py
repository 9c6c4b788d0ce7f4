"""The demo as a newcomer runs it, and what happens to its site afterwards."""

from __future__ import annotations

import csv
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from moderation.core.private import squeezed
from tests.commands.conftest import Checkout, Ran


def canaries(examples: Path) -> list[tuple[str, ...]]:
    lines = (examples / "canaries.txt").read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def test_examples_become_a_site_without_a_private_byte(played: tuple[Checkout, Ran]) -> None:
    checkout, ran = played
    assert (ran.code, ran.err.count("Traceback")) == (0, 0), ran.err
    said = ran.said
    assert said["读入 read"] >= 300
    withheld = sum(count for name, count in said.items() if name.startswith("未发布"))
    assert said["已发布 published"] + withheld == said["读入 read"]

    served = checkout.served()
    entries = [name for name in served if name.startswith("e/")]
    assert len(entries) == said["已发布 published"]
    everything = b"\0".join(served.values())
    pages = (data.decode("utf-8", "replace") for name, data in served.items() if ".html" in name)
    seen = "\0".join(map(squeezed, pages))
    planted = canaries(checkout.folder / "examples")
    assert len(planted) > 500
    for kind, where, _field, *forms in planted:
        for form in forms:
            assert form.encode() not in everything, (kind, where)
            assert len(squeezed(form)) < 8 or squeezed(form) not in seen, (kind, where)

    again = checkout.run("build", "--json")
    assert (again.code, again.said["written"]) == (0, 0)
    assert checkout.run("check", "--json").said == {"files": len(served)}
    assert checkout.run("queue", "verify", "--json").said == []


def test_an_edited_and_a_deleted_response_leave_the_site(demo: Checkout) -> None:
    before = set(demo.served())
    for export in (demo.folder / "examples" / "later").glob("*.csv"):
        shutil.copy(export, demo.folder / "examples")

    rehearsed = {row["form"]: row for row in demo.run("pull", "--dry-run", "--json").said}
    pulled = {row["form"]: row for row in demo.run("pull", "--json").said}
    assert rehearsed == pulled
    assert (pulled["need"]["edited"], pulled["need"]["vanished"], pulled["need"]["new"]) == (1, 1, 0)
    assert {
        row["edited"] + row["vanished"] for form, row in pulled.items() if form not in ("need", "offer")
    } == {0}

    assert demo.run("screen").code == 0
    rehearsed = demo.run("build", "--dry-run", "--json").said
    assert set(demo.served()) == before
    built = demo.run("build", "--json").said
    assert built == rehearsed
    assert built["withheld: waiting for a decision"] > 0
    gone = {name for name in before - set(demo.served()) if name.startswith("e/")}
    assert 1 <= len(gone) <= 3


def test_decisions_by_hand_come_and_go(checkout: Checkout) -> None:
    assert checkout.run("pull").code == checkout.run("screen").code == 0
    waiting = checkout.run("queue", "list", "--form", "thanks", "--json").said
    one = waiting[0]["id"]
    approved = ("decide", one, "1", "approve", "--by", "小林")
    assert checkout.run(*approved, LINLI_NOW="2026-11-20T11:00:00+08:00").code == 0
    assert checkout.run("build").code == 0
    assert f"e/{one}.html" in checkout.served()

    stale = checkout.run("decide", one, "2", "withdraw", "--by", "小林")
    assert stale.code == 1
    assert "version 1" in stale.err
    assert checkout.run("decide", one, "1", "withdraw", "--by", "小林", "--reason", "本人要求").code == 0
    assert checkout.run("build", "--allow-vanishing").code == 0
    assert f"e/{one}.html" not in checkout.served()

    assert checkout.run("purge", one, "--by", "小林", "--reason", "本人要求").code == 0
    assert one not in {row["id"] for row in checkout.run("queue", "list", "--limit", "999", "--json").said}


def test_an_export_builds_the_same_site_without_a_queue(demo: Checkout) -> None:
    entries = {name: data for name, data in demo.served().items() if name.startswith("e/")}
    key = {"LINLI_EXPORT_KEY": "k" * 32}
    assert demo.run("export", "entries.json").code == 3
    assert demo.run("export", "entries.json", "--json", **key).said["entries"] == len(entries)
    built = demo.run("build", "--from", "entries.json", "--out", "other", LINLI_VAR="empty", **key)
    assert built.code == 0, built.err
    other = demo.folder / "other"
    assert {name: (other / name).read_bytes() for name in entries} == entries

    changed = (demo.folder / "entries.json").read_text("utf-8").replace('"open"', '"fulfilled"', 1)
    (demo.folder / "entries.json").write_text(changed, "utf-8")
    assert demo.run("build", "--from", "entries.json", "--out", "other", **key).code == 1


def test_two_first_runs_at_once_take_turns(checkout: Checkout) -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: checkout.run("pull", "--json"), range(2))
    assert (first.code, second.code) == (0, 0)
    news = [sum(form["new"] for form in ran.said) for ran in (first, second)]
    assert (min(news), max(news) > 0) == (0, True)


def test_a_table_of_decisions_in_any_encoding_and_no_other_table(checkout: Checkout) -> None:
    assert checkout.run("pull").code == 0
    table = checkout.folder / "decisions.csv"
    table.write_text("form,row,action,by,reason\nthanks,1,approve,小林,核实过\n\n", "gb18030")
    ran = checkout.run("decide", "--table", "decisions.csv", "--json")
    assert (ran.code, ran.said) == (0, [])
    other = checkout.run("decide", "--table", "examples/thanks.csv")
    assert other.code == 1
    assert "no column form, row, action, by" in other.err


def test_a_table_of_decisions_says_which_lines_it_refuses(checkout: Checkout) -> None:
    assert checkout.run("pull").code == 0
    table = checkout.folder / "decisions.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("form", "row", "action", "by", "reason", "call_back"))
        rows.writerow(("thanks", "1", "approve", "小林", "", ""))
        rows.writerow(("thanks", "99999", "approve", "小林", "", ""))
        rows.writerow(("thanks", "2", "publish!", "小林", "", ""))
    ran = checkout.run("decide", "--table", "decisions.csv", "--json")
    assert ran.code == 1
    assert [row["line"] for row in ran.said] == [2, 3]

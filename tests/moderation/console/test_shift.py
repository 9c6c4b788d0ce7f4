"""The shift page, alarms on every page, publishing now, and the file for a build elsewhere."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.test import Client

from commands.options import Workplace
from moderation.console import place
from moderation.console.models import Role
from moderation.console.pictures import HEIGHT, picture
from moderation.core.interchange import BadExport, entries_in
from moderation.queue.examine import ruleset_name
from moderation.queue.models import Act
from moderation.queue.watched import PULL, went_well, went_wrong
from tests.moderation.console.conftest import Clock
from tests.moderation.console.test_desk_work import SignedIn, TakenIn, decided
from tests.moderation.queue.neighbourhood import NOW, Sheet, neighbourhood

TOKEN, KEY = "t" * 32, "k" * 32


@pytest.fixture
def two(taken_in: TakenIn) -> list[str]:
    taken_in(Sheet("need").add(reasons="在家吸氧", contact="13900139000", remark="打 13712345678"))
    return taken_in(Sheet().add(remark="有事打 13712345678"))


def test_the_figures_of_a_shift(signed_in: SignedIn, two: list[str], clock: Clock) -> None:
    lin = signed_in("林")
    clock.forward(hours=3)
    decided(lin, two[0], action="approve")
    shown = lin.get("/shift/")
    assert (shown.context["backlog"].waiting, shown.context["backlog"].urgent) == (1, 1)
    page = shown.content.decode()
    assert "3.0 小时" in page
    assert "mobile_number" in page
    assert page.count("<rect") == 5 + 14 * 2
    assert "13712345678" not in page


def test_nobody_is_ranked(signed_in: SignedIn, two: list[str]) -> None:
    lin, zhou = signed_in("阿林"), signed_in("阿周", Role.MAINTAINER)
    decided(lin, two[0], action="approve")
    assert "阿林" not in zhou.get("/shift/").content.decode()


def test_an_alarm_is_on_every_page_until_it_is_dealt_with(
    signed_in: SignedIn, two: list[str], clock: Clock
) -> None:
    lead = signed_in("组长", Role.LEAD)
    clock.forward(minutes=29)
    assert 'class="trouble alarm"' not in lead.get("/queue/").content.decode()
    clock.forward(minutes=1)
    went_wrong(PULL, clock.now, "SourceUnreadable")
    for address in (
        "/queue/",
        f"/card/{two[0]}/",
        "/shift/",
        "/people/",
        "/audit/",
        "/help/",
        "/account/mfa/",
    ):
        page = lead.get(address).content.decode()
        assert "1 条紧急投稿超过 30 分钟没人处理" in page, address
        assert "拉取投稿失败" in page
    went_well(PULL, clock.now)
    lead.post("/queue/next/?tab=urgent")
    clock.forward(seconds=10)  # each process looks for alarms so often
    assert 'class="trouble alarm"' not in lead.get("/queue/").content.decode()


def test_the_highest_bar_fills_the_picture_and_none_is_invisible() -> None:
    drawn = picture([("a", (0, 1)), ("b", (1000, 500))])
    assert [bar.height for group in drawn.groups for bar in group.bars] == [0, 2, HEIGHT, HEIGHT // 2]
    assert all(bar.y + bar.height == HEIGHT for group in drawn.groups for bar in group.bars)
    assert picture([]).most == 0


class GitHub(ThreadingHTTPServer):
    """The one address of GitHub's that is used. `code` is what it answers."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, object]] = []
        self.code = 204
        super().__init__(("127.0.0.1", 0), _Dispatches)


class _Dispatches(BaseHTTPRequestHandler):
    server: GitHub

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers["Authorization"], sent))
        self.send_response(self.server.code)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def github(settings: object) -> Iterator[GitHub]:
    server = GitHub()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    settings.PUBLISH_API = f"http://127.0.0.1:{server.server_port}"  # type: ignore[attr-defined]
    settings.PUBLISH_REPOSITORY = "neighbours/site"  # type: ignore[attr-defined]
    settings.PUBLISH_TOKEN = "a token"  # type: ignore[attr-defined]
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_publish_now_asks_github_and_not_too_often(signed_in: SignedIn, github: GitHub, clock: Clock) -> None:
    lin = signed_in("林")
    assert "现在发布" in lin.get("/shift/").content.decode()
    assert "已请网站重新生成" in lin.post("/shift/publish/", follow=True).content.decode()
    expected = ("/repos/neighbours/site/dispatches", "Bearer a token", {"event_type": "approved"})
    assert github.asked == [expected]
    assert "两分钟内" in lin.post("/shift/publish/", follow=True).content.decode()
    clock.forward(seconds=120)
    github.code = 401
    assert "没有发出去" in lin.post("/shift/publish/", follow=True).content.decode()
    assert "HTTP 401" in lin.get("/shift/").content.decode()
    github.code = 204
    lin.post("/shift/publish/")
    assert len(github.asked) == 3
    assert signed_in("新", Role.TRAINEE).post("/shift/publish/").status_code == 403


def test_when_nobody_answers_it_says_so(signed_in: SignedIn, github: GitHub, settings: object) -> None:
    settings.PUBLISH_API = "http://127.0.0.1:9"  # type: ignore[attr-defined]
    assert "没有发出去" in signed_in("林").post("/shift/publish/", follow=True).content.decode()


def test_the_export_is_signed_redacted_and_for_whoever_has_the_token(
    signed_in: SignedIn, two: list[str], clock: Clock, settings: object
) -> None:
    decided(signed_in("林"), two[0], action="approve")
    ask, given = Client(), {"Authorization": f"Bearer {TOKEN}"}
    assert ask.get("/export/entries.json", headers={"Authorization": "Bearer "}).status_code == 404
    settings.EXPORT_TOKEN, settings.EXPORT_KEY = TOKEN, KEY  # type: ignore[attr-defined]
    for wrong in ({}, {"Authorization": "Bearer x"}, {"Authorization": TOKEN[:-1]}, {"Authorization": "é"}):
        assert ask.get("/export/entries.json", headers=wrong).status_code == 404
    clock.forward(seconds=9)
    name = neighbourhood().name.zh_hans
    answer = ask.get("/export/entries.json", headers=given)
    assert entries_in(answer.content, name, KEY.encode()) == []
    clock.forward(seconds=1)
    answer = ask.get("/export/entries.json", headers=given)
    (entry,) = entries_in(answer.content, name, KEY.encode())
    assert entry.id == two[0]
    assert b"13712345678" not in answer.content
    with pytest.raises(BadExport):
        entries_in(answer.content, name, b"x" * 32)
    forged = Act.objects.get(number=1)
    forged.number, forged.digest, forged._state.adding = 99, "f" * 64, True
    forged.save()
    answer = ask.get("/export/entries.json", headers=given)
    assert (answer.status_code, b"queue verify" in answer.content) == (503, True)


def test_the_console_screens_with_the_very_rules_of_the_command_line(db: None) -> None:
    """Else what is redacted here would count as not screened there, and never be published."""
    here, there = place.ruleset(), Workplace(Path("community.toml"), usually=place.now()).ruleset
    assert ruleset_name(here) == ruleset_name(there)
    assert NOW.tzinfo is not None

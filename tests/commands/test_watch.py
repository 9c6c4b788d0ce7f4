"""Moderators are told of alarms by a real message to a webhook on this machine, without private data."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from commands.messenger import Messenger, NoMessenger, NotTold
from tests.commands.conftest import ROOT, Checkout

LATER = "2026-11-20T12:31:00+08:00"


class Webhook:
    """A chat's webhook: keeps what it is sent. `code` is what it answers."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.code = 200
        self.page = ""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(outer.code)
                self.end_headers()

            def do_GET(self) -> None:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(outer.page.encode())

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.server.server_port}"


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    hook = Webhook()
    thread = threading.Thread(target=hook.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield hook
    hook.server.shutdown()
    hook.server.server_close()
    thread.join()


def test_from_alarm_to_all_clear(checkout: Checkout, webhook: Webhook) -> None:
    notify = {"LINLI_NOTIFY": f"json://{webhook.host}/moderators"}
    checkout.replace(
        "community.toml", 'address = "https://linli.example.org/"', f'address = "http://{webhook.host}/"'
    )
    webhook.page = '<p data-built="2026-11-20T11:00:00+08:00">'
    assert checkout.run("pull").code == 0
    assert checkout.run("watch", "--json", **notify).said["alarms"] == "none"
    assert webhook.got == []
    host = {
        "LINLI_CONSOLE_HOST": "console.example.org",
        "DJANGO_SETTINGS_MODULE": "moderation.queue.settings",
    }
    later = {**notify, **host, "LINLI_NOW": LATER}
    webhook.code = 500
    failed = checkout.run("watch", **later)
    assert (failed.code, "LINLI_NOTIFY" in failed.err, webhook.host in failed.err) == (1, True, False)
    webhook.code, webhook.page = 200, ""
    assert checkout.run("watch", "--json", **later).said["alarms"] == "urgent untouched, site stale"
    sent = webhook.got[-1]
    assert sent["title"].startswith("锦里邻里互助")
    assert all(
        words in sent["message"]
        for words in ("紧急投稿", "没有按时更新", "https://console.example.org/shift/")
    )
    before = len(webhook.got)
    assert checkout.run("watch", **later).code == 0
    assert len(webhook.got) == before
    webhook.page = '<p data-built="2026-11-20T12:30:00+08:00">'
    checkout.run("watch", **later)
    assert "已恢复" in webhook.got[-1]["message"]
    checkout.run("watch", "--summary", **later)
    assert webhook.got[-1]["message"].startswith("等待 waiting")
    assert not any(number in json.dumps(webhook.got) for number in private_numbers())


def private_numbers() -> list[str]:
    """Every run of seven digits or more that stands in the examples."""
    exports = "".join(path.read_text("utf-8") for path in (ROOT / "examples").glob("*.csv"))
    runs = "".join(c if c.isascii() and c.isdigit() else " " for c in exports).split()
    found = [run for run in runs if len(run) >= 7]
    assert len(found) > 20
    return found


def test_a_failing_pull_is_an_alarm(checkout: Checkout, webhook: Webhook) -> None:
    checkout.run("pull")
    export = checkout.folder / "examples/offer.csv"
    export.write_text("完全不同的问题\n答案\n", "utf-8")
    assert checkout.run("pull").code == 4
    notify = {"LINLI_NOTIFY": f"json://{webhook.host}/", "LINLI_NOW": LATER}
    assert "pull failing" in checkout.run("watch", "--json", **notify).said["alarms"]
    assert "拉取投稿失败" in webhook.got[-1]["message"]


def test_addresses_are_never_shown_and_all_must_take_it(webhook: Webhook) -> None:
    with pytest.raises(NoMessenger) as caught:
        Messenger(f"json://{webhook.host}/ nosuchthing://user:password@host/")
    assert "address 2 (nosuchthing)" in str(caught.value)
    assert "password" not in str(caught.value)
    webhook.code = 403
    with pytest.raises(NotTold):
        Messenger(f"json://{webhook.host}/").tell("a", "b")
    Messenger("").tell("nobody", "is told")
    for known in (
        "mailto://user:pass@example.org",
        "wecombot://key12345678",
        "dingtalk://token1234",
        "tgram://123456789:abcdefg_hijklmnop/lead2/",
    ):
        Messenger(known)

"""A build elsewhere fetches the export from a console, with the token, and sends that nowhere else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from commands.export import NotFetched, fetched

TOKEN = "t" * 32


class _Console(BaseHTTPRequestHandler):
    seen: list[str] = []  # noqa: RUF012 - one server

    def do_GET(self) -> None:
        self.seen.append(self.path)
        if self.path == "/elsewhere":
            self.send_response(302)
            self.send_header("Location", "/export/entries.json")
        else:
            self.send_response(200 if self.headers["Authorization"] == f"Bearer {TOKEN}" else 404)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def console() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Console)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_with_the_token(console: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LINLI_EXPORT_TOKEN", TOKEN)
    assert fetched(f"{console}/export/entries.json") == b"{}"
    (tmp_path / "file").write_bytes(b"[]")
    assert fetched(str(tmp_path / "file")) == b"[]"


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("{}/export/entries.json", "404"),
        ("{}/elsewhere", "302"),
        ("http://127.0.0.1:9/", "reached"),
        ("http://console.example.org/export/entries.json", "https"),
        ("file:///etc/passwd", "https"),
    ],
)
def test_otherwise_it_says_why_and_never_the_token(
    console: str, monkeypatch: pytest.MonkeyPatch, address: str, why: str
) -> None:
    monkeypatch.setenv("LINLI_EXPORT_TOKEN", "another token, which is private")
    with pytest.raises(NotFetched, match=why) as caught:
        fetched(address.format(console))
    assert "private" not in str(caught.value)

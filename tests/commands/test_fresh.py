from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from commands.fresh import Stale, built_at

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Puts a home page on loopback; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()

    def holding(page: str) -> str:
        (tmp_path / "index.html").write_text(page, "utf-8")
        return f"http://127.0.0.1:{server.server_port}/"

    yield holding
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_age_is_what_the_page_says(site: Callable[[str], str]) -> None:
    address = site('<p class="stale" data-built="2026-11-20T18:00:00+08:00" hidden>')
    assert NOW - built_at(address) == timedelta(hours=2)


@pytest.mark.parametrize(
    "page", ["", '<p data-built="yesterday, late">', '<p data-built="2026-11-20T18:00">']
)
def test_a_page_without_its_time_is_stale(site: Callable[[str], str], page: str) -> None:
    with pytest.raises(Stale, match="site_address"):
        built_at(site(page))


def test_no_page_is_stale(site: Callable[[str], str]) -> None:
    with pytest.raises(Stale, match="HTTPError"):
        built_at(site("") + "nowhere.html")

"""A real browser, and sites for it to look at.

All of it lives as long as one module: the driver keeps an event loop in this thread and the servers keep
threads, and the tests that a worker runs next (a database, a fork) are right to refuse both.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from publishing.publish import Site, publish
from tests.browser.install import chromium, flags
from tests.publishing.sample import COMMUNITY, HOUSE, NOW, entry, unchecked

Serve = Callable[[Path], str]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name it has
        """Nothing: what a browser asks for is no news."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = chromium()
    if found is None:
        pytest.fail("no Chromium; run `python -m tests.browser.install`")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=flags())
        yield started
        started.close()


@pytest.fixture(scope="module")
def serve() -> Iterator[Serve]:
    """Serves a folder on this machine until the tests end; gives its address."""
    with ExitStack() as servers:

        def served(folder: Path) -> str:
            server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
            servers.callback(server.server_close)
            servers.callback(server.shutdown)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            return f"http://127.0.0.1:{server.server_port}/"

        yield served


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """The address of a small site with every kind of page."""
    out = tmp_path_factory.mktemp("site") / "public"
    entries = [entry(number, urgency=number % 4, details=_DETAILS) for number in range(12)]
    publish(Site(HOUSE, COMMUNITY, entries, NOW), out, unchecked)
    return serve(out)


_DETAILS = entry(0).details

"""`posters`: the posters of the built site as PDF, printed by a browser (docs/decisions/0004)."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Annotated

import typer

from commands import say
from commands.options import PUBLIC, NotBuilt, Out, built_in

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


class NoBrowser(Exception):
    """Nothing here can print."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nobody wants to read which posters were printed."""


def posters(
    out: Out = PUBLIC,
    to: Annotated[Path, typer.Option(help="放在哪里 / where the PDFs are put")] = Path("var/posters"),
    only: Annotated[str, typer.Option(help="只印一个片区 / one area's key")] = "",
) -> None:
    """海报转成 PDF。Print the posters as PDF with Chromium; its fonts are embedded."""
    pages = sorted(built_in(out).glob(f"**/poster/{only or '*'}.html"))
    if not pages:
        raise NotBuilt(f'{out}: there is no poster of "{only}"; name the key of an area in community.toml')
    browser = _browser()
    to.mkdir(parents=True, exist_ok=True)
    with say.step("打印 printing"), _served(out) as address, tempfile.TemporaryDirectory() as profile:
        for page in pages:
            path = page.relative_to(out.resolve())
            name = path.as_posix().replace("/poster/", "-").removeprefix("poster/").removesuffix(".html")
            _print(browser, profile, f"{address}/{path.as_posix()}", to / f"{name}.pdf")
    say.progress(f"{len(pages)} PDF -> {to}/")


def _browser() -> str:
    named = os.environ.get("LINLI_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        raise NoBrowser("no Chromium found to print with; install one, or name it in LINLI_CHROMIUM")
    return found


def _print(browser: str, profile: str, address: str, pdf: Path) -> None:
    flags = ["--headless", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={profile}"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")  # Chromium has no sandbox for root; it opens our own pages only
    command = [browser, *flags, f"--print-to-pdf={pdf}", address]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


@contextmanager
def _served(out: Path) -> Iterator[str]:
    """Over HTTP, as readers get it: a page on a file system may load no style under our policy."""
    handler = partial(_Quiet, directory=str(out.resolve()))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()

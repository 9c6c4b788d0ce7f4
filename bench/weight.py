"""What a phone has to fetch, and what the search index costs (second part of `make bench-site`).

Bytes are counted as a server with gzip sends them, requests as Chromium makes them with an empty cache. The
index is measured in processor time, beside Hugo building the same entries in the same run.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import typer
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.table import Table

from bench.neighbours import NOW, entries
from bench.site import COMMUNITY, HOUSE, ROOT, _hugo, _hugo_sources, _unchecked
from publishing.listing import fresh
from publishing.placed import placed
from publishing.plan import Site
from publishing.publish import publish
from publishing.search import Index, entry_segments
from publishing.search_codes import layout_for
from tests.browser.install import chromium, flags

KILO = 1000
QUERIES = (
    "口罩",
    "急需口罩",
    "回访",
    "masks",
    "verified",
    "锦江区",
    "錦江區 奶粉",
    "医用口罩 登记证号",
    "evening",
)
FEW, MANY = 1_000, 10_000

Fetched = list[tuple[str, int, int]]  # path, bytes, bytes with gzip


class _Counting(SimpleHTTPRequestHandler):
    """Sends text with gzip, as GitHub Pages and every usual server does, and writes down how much."""

    def __init__(self, *args: object, fetched: Fetched, directory: str) -> None:
        self._fetched = fetched
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        data = path.read_bytes() if path.is_file() else b""
        small = gzip.compress(data, 6)
        self._fetched.append((self.path, len(data), len(small)))
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(small)))
        self.end_headers()
        self.wfile.write(small)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name it has
        """Nothing: it is counted."""


def main() -> None:
    """Measure and print."""
    memory = Path("/dev/shm")  # noqa: S108  a folder of ours is made in it
    where = memory if memory.is_dir() else None
    with tempfile.TemporaryDirectory(dir=where, prefix="linli-weight-") as scratch, _browser() as browser:
        rows = [
            *_pages(browser, _built(Path(scratch) / "few", FEW)),
            *_queries(browser, _built(Path(scratch) / "many", MANY)),
            *_index(Path(scratch)),
        ]
    table = Table(title="What is fetched (kB with gzip, cache empty), and the search index")
    for heading in ("", "measured", "target", ""):
        table.add_column(heading, justify="right" if heading else "left")
    for name, value, target, unit in rows:
        verdict = "" if target is None else "ok" if value <= target else f"missed by {value / target - 1:.0%}"
        table.add_row(name, f"{value:.5g} {unit}", "" if target is None else f"<= {target:g}", verdict)
    Console(width=110).print(table)


Row = tuple[str, float, float | None, str]


def _pages(browser: Browser, site: Path) -> Iterator[Row]:
    entry = next(iter(sorted((site / "e").iterdir()))).name
    for name, path, most in (
        ("home", "index.html", None),
        ("list page", "list/need.html", 150),
        ("entry page", f"e/{entry}", 90),
        ("guide", "fake-masks.html", None),
        ("search page", "search.html", None),
    ):
        with _served(site) as (address, fetched), _page(browser) as page:
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            yield f"{name}, {FEW:,} entries", _weight(fetched), most, "kB"
            if most is not None:
                yield f"{name}, requests", len(fetched), 15, ""


def _queries(browser: Browser, site: Path) -> Iterator[Row]:
    """A query after opening the page; what all queries share is fetched, and counted, with the page."""
    for query in QUERIES:
        with _served(site) as (address, fetched), _page(browser) as page:
            page.goto(f"{address}search.html")
            page.wait_for_load_state("networkidle")
            fetched.clear()
            page.get_by_role("searchbox").fill(query)
            page.get_by_role("searchbox").press("Enter")
            page.wait_for_load_state("networkidle")
            answer = page.locator(":is([data-entries], [data-guides]) .row:visible, [data-nothing]:visible")
            answer.first.wait_for(timeout=60_000)
            raw = sum(size for _, size, _ in fetched) / KILO
            yield f"query {query}, {MANY:,} entries ({raw:.0f} kB unpacked)", _weight(fetched), 150, "kB"


def _index(scratch: Path) -> Iterator[Row]:
    run = [sys.executable, "-m", "bench.weight", "index"]
    told = json.loads(subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    hugo = _processor_seconds(lambda: _by_hugo(scratch))
    yield f"Hugo building {MANY:,} entries", hugo, None, "s of processor"
    yield f"indexing {MANY:,} entries", told["seconds"], hugo, "s of processor"
    yield "memory for it", told["megabytes"], 300, "MB"
    yield "the index on disk", told["disk"], None, "MB"
    yield f"files of {told['files']} that one change writes", told["changed"], None, ""


def _index_alone() -> None:
    """The index of 10,000 entries in this process, then of the same with one changed, as JSON."""
    made = fresh(entries(COMMUNITY, MANY), NOW)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    first = _index_files(made)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    changed = _index_files([replace(made[0], title="改过的 手套", urgency=0), *made[1:]])
    told = {
        "seconds": seconds,
        "megabytes": max(peak, before) / 1024,
        "disk": sum(map(len, first.values())) / KILO**2,
        "files": len(first),
        "changed": sum(first.get(path) != data for path, data in changed.items()),
    }
    print(json.dumps(told))


def _index_files(made: list) -> dict[str, bytes]:  # type: ignore[type-arg]
    layout = layout_for(COMMUNITY, len(made))
    files: dict[str, bytes] = {}
    pieces: dict[str, list[bytes]] = {}
    shown = placed(COMMUNITY, made)
    index = Index(b"", layout, entry_segments(b"", layout, COMMUNITY, shown))
    for segment in index.segments:
        rendered = segment.render()
        files.update((page.path, b"".join(page.buffers)) for page in rendered.pages)
        pieces[segment.name] = [fragment.data for fragment in rendered.fragments]
    for some in index.shards(pieces.__getitem__):
        files.update((page.path, b"".join(page.buffers)) for page in some.render().pages)
    return files


def _by_hugo(scratch: Path) -> None:
    _hugo_sources(scratch / "hugo", MANY)
    target = scratch / "by-hugo"
    command = [str(_hugo()), "--source", str(scratch / "hugo"), "--destination", str(target), "--quiet"]
    subprocess.run(command, check=True, env={**os.environ, "HUGO_CACHEDIR": str(scratch / "cache")})


def _processor_seconds(work: Callable[[], None]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _built(folder: Path, count: int) -> Path:
    folder.mkdir()
    publish(Site(HOUSE, COMMUNITY, entries(COMMUNITY, count), NOW), folder / "public", _unchecked)
    return folder / "public"


def _weight(fetched: Fetched) -> float:
    return sum(small for _, _, small in fetched) / KILO


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=flags())
        yield started
        started.close()


@contextmanager
def _page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


@contextmanager
def _served(site: Path) -> Iterator[tuple[str, Fetched]]:
    fetched: Fetched = []
    handler = partial(_Counting, fetched=fetched, directory=str(site.resolve()))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", fetched
        server.shutdown()


if __name__ == "__main__":
    if sys.argv[1:] == ["index"]:
        _index_alone()
    else:
        typer.run(main)

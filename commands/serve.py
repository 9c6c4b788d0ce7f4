"""`serve`: the site on this machine, built again at every save; pages that are open show what is new."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import Annotated, Final

import typer
from watchfiles import DefaultFilter, watch

from commands import say
from commands.options import COMMUNITY, PUBLIC, CommunityFile, Out, built_in
from commands.preview import News, preview

_FOLDERS: Final = ("content", "site")
_FILES: Final = frozenset({"community.toml", "mkdocs.yml", "watchwords.toml"})
_BUILD: Final = Path(__file__).parents[1] / "build.py"


def serve(
    community: CommunityFile = COMMUNITY,
    out: Out = PUBLIC,
    port: Annotated[int, typer.Option(min=0, max=65535, help="端口 / the port; 0 for any")] = 8000,
    demo: Annotated[
        bool, typer.Option("--demo", help="演示：从 examples/ 重新生成 / build the demo again")
    ] = False,
) -> None:
    """在本机看网站，存盘就重新生成。Serve the site on 127.0.0.1, built again at every save.

    A mistake in a guide is said here and on the open page; the last good site is served meanwhile.
    """
    built_in(out)
    command = [sys.executable, str(_BUILD), "site" if demo else "build"]
    command += ["--community", str(community), "--out", str(out)]
    news = News()
    with preview(out, port, news) as address, _saves(community) as saves:
        say.progress(f"{address} (Ctrl-C 结束 ends it)")
        try:
            for saved in saves:
                say.progress(f"已存盘 saved: {', '.join(saved)}")
                news.tell(_built_again(command))
        except KeyboardInterrupt:
            say.progress("bye")


def _built_again(command: Sequence[str]) -> str:
    """What is wrong, or nothing. In a process of its own: templates, words and settings are read afresh."""
    started = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        say.progress(done.stderr.rstrip())
        say.progress("没有换上，仍是上一个好的网站 not published; the last good site is still served")
        return done.stderr.rstrip()
    say.progress(f"已更新 built again in {time.monotonic() - started:.1f} s")
    return ""


@contextmanager
def _saves(community: Path) -> Iterator[Iterator[list[str]]]:
    """The names of files that a maintainer saved, one list per save.

    The folders are watched with all that lies in them, the community's own folder without: the site is
    built beside it.
    """
    root = community.resolve().parent
    seen: Queue[list[str]] = Queue()
    ended = Event()

    def look(folders: Sequence[Path], only: frozenset[str] | None) -> None:
        for changes in watch(
            *folders, recursive=only is None, watch_filter=DefaultFilter(), stop_event=ended
        ):
            names = sorted({Path(path).name for _, path in changes})
            if only is None or only.intersection(names):
                seen.put([name for name in names if only is None or name in only])

    watchers = [
        Thread(target=look, args=([(root / name).resolve() for name in _FOLDERS], None)),
        Thread(target=look, args=([root], _FILES)),
    ]
    for watcher in watchers:
        watcher.start()
    try:
        yield iter(seen.get, [])
    finally:
        ended.set()
        for watcher in watchers:
            watcher.join()

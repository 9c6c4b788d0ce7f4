"""The console as `make console-prod` starts it, on a database of its own, and what it costs the processor."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "console.example.org"


@dataclass(frozen=True, slots=True)
class Server:
    """A running console: where it listens, and its first process."""

    port: int
    pid: int

    def processor(self) -> float:
        """Seconds of processor time that it and its processes have used so far."""
        ticks = sum(_ticks(pid) for pid in (self.pid, *_children(self.pid)))
        return ticks / os.sysconf("SC_CLK_TCK")

    def processes(self) -> int:
        return len(_children(self.pid))


@contextmanager
def serving(database: str, folder: Path) -> Iterator[Server]:
    """The console on the database of this address; `folder` is for its files."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "LINLI_CONSOLE_BIND": f"127.0.0.1:{port}",
        "LINLI_CONSOLE_HOST": HOST,
        "LINLI_SECRET": "only for measuring, and never used" * 2,
        "LINLI_VAR": str(folder),
    }
    process = subprocess.Popen([sys.executable, "-m", "moderation.console"], env=environment)
    try:
        _wait_for(port, process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int, process: subprocess.Popen[bytes], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the console does not start")


def _children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def _ticks(pid: int) -> int:
    """Of user and system; see proc(5). The name of the process may hold blanks, not what is behind it."""
    behind = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return int(behind[11]) + int(behind[12])

"""Make sure that there is a Chromium to look at pages with: `python -m tests.browser.install`.

The system's own is taken where there is one; else Playwright fetches one; else, on Debian as root, apt does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
_FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    # A test never reaches another host.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--no-first-run",
)


def chromium() -> str | None:
    """The browser to start, or None: Playwright's own is looked for last."""
    for name in _NAMES:
        if (found := shutil.which(name)) is not None:
            return found
    if _MAC.exists():
        return str(_MAC)
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def flags() -> list[str]:
    """Root has no sandbox of its own to put a browser into; everybody else keeps it."""
    return [*_FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else list(_FLAGS)


def main() -> int:
    if chromium() or _fetched() or _from_debian():
        return 0
    print(
        "The tests look at pages in Chromium, and there is none. Install `chromium` (or Google Chrome) with "
        "your system's packages, then run `make test` again.",
        file=sys.stderr,
    )
    return 1


def _fetched() -> bool:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return _ran(command) and chromium() is not None


def _from_debian() -> bool:
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    packages = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium", "fonts-noto-cjk"]
    return _ran(["apt-get", "update"]) and _ran(packages) and chromium() is not None


def _ran(command: list[str]) -> bool:
    return subprocess.run(command, check=False, stdout=sys.stderr).returncode == 0


if __name__ == "__main__":
    sys.exit(main())

"""A checkout as a community without a server has it: our files, its own community.toml."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import re2

ROOT = Path(__file__).parents[2]
RESPONSES = "LINLI_RESPONSES_SHEET"
_SOURCES = re2.compile(r"(?m)^\[\[source\]\]\n(?:[^\[\n].*\n)*")


def project(folder: Path, tabs: Iterable[tuple[str, str]]) -> Path:
    """Links to everything of ours in `folder`, and a community whose `tabs` are (form, tab) pairs."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in ROOT.iterdir():
        if path.name not in ("community.toml", "public", ".public", "var", ".git"):
            (folder / path.name).symlink_to(path)
    settled = _SOURCES.sub("", (ROOT / "community.toml").read_text("utf-8"))
    sources = [
        f'[[source]]\nform = "{form}"\ntype = "google-sheet"\nspreadsheet = "{RESPONSES}"\ntab = "{tab}"\n'
        for form, tab in tabs
    ]
    (folder / "community.toml").write_text("\n".join([settled, *sources]), "utf-8")
    return folder

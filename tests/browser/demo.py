"""The demo as a newcomer builds it, and one page of every kind in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).parents[2]
LANGUAGES: Final = {"zh-Hans": "", "zh-Hant": "zh-Hant/", "en": "en/"}
_WHOLE: Final = ("index", "guides", "fake-masks", "data", "rota", "notices", "thanks", "warnings", "posters")
_MORE: Final = ("subscribe", "aloud/furongli", "list/need", "list/need_masks")


def build(folder: Path) -> Path:
    """The built site; its queue lies in `folder` too."""
    command = [sys.executable, str(ROOT / "build.py"), "site", "--json", "--out", str(folder / "public")]
    environment = {**os.environ, "LINLI_VAR": str(folder / "var")}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=300)
    return (folder / "public").resolve()


def entries(site: Path) -> list[dict[str, Any]]:
    return list(json.loads((site / "entries.json").read_bytes())["entries"])


def kinds(site: Path) -> list[str]:
    """A page of every template, the entry in all its states; below any language's folder."""
    return [*(f"{name}.html" for name in (*_WHOLE, *_MORE)), *_entries(site)]


def pages(site: Path) -> list[str]:
    return [prefix + name for prefix in LANGUAGES.values() for name in kinds(site)] + ["404.html"]


def _entries(site: Path) -> Iterator[str]:
    every = entries(site)
    masks = [one for one in every if one["form"] == "need" and one["category"] == "masks"]
    chosen = (
        next(one for one in masks if one["urgency"] > 1),
        next(one for one in every if one["status"] == "fulfilled"),
        next(one for one in every if one["title"].isascii() and one["form"] == "offer"),
        next(one for one in every if one["form"] == "notice"),
    )
    return (f"e/{one['id']}.html" for one in chosen)

"""Dated registers as data: each file says as of when, and from where."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def register(name: str) -> dict[str, Any]:
    """The register `name`, without its date and source."""
    table = tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text("utf-8"))
    return {key: value for key, value in table.items() if key not in {"as_of", "source"}}

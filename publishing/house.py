"""Where a site is made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class House:
    """Where the words and looks of the site are: this checkout, or a community's own."""

    content: Path
    looks: Path  # site/: theme, templates, assets, words.toml
    config: Path  # mkdocs.yml

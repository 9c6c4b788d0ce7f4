"""A whole community in a folder of its own, and the real command line run in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from moderation.core.community import load_community
from publishing.engine import build_guides
from publishing.house import House

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """What one run of the command line came to."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Checkout:
    """A community's folder: its own community.toml, examples and content; the looks are this project's."""

    folder: Path

    def run(self, *words: str, **environment: str) -> Ran:
        done = subprocess.run(
            [sys.executable, str(ROOT / "build.py"), *words],
            cwd=self.folder,
            env={**os.environ, "LINLI_VAR": "var", "LINLI_NOW": "2026-11-20T12:00:00+08:00", **environment},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    @property
    def public(self) -> Path:
        return (self.folder / "public").resolve()

    def served(self) -> dict[str, bytes]:
        return {
            str(p.relative_to(self.public)): p.read_bytes() for p in self.public.rglob("*") if p.is_file()
        }


@pytest.fixture(scope="session")
def guides(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the engine makes of this project's guides, once for all tests; who changes a word builds anew."""
    cache = tmp_path_factory.mktemp("guides")
    house = House(content=ROOT / "content", looks=ROOT / "site", config=ROOT / "mkdocs.yml")
    build_guides(house, load_community(ROOT / "community.toml"), cache)
    return cache


@pytest.fixture
def checkout(tmp_path: Path, guides: Path) -> Checkout:
    return checkout_in(tmp_path, guides)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory, guides: Path) -> tuple[Checkout, Ran]:
    """A checkout in which the demo has been played once, and what that said. To look at, not to work in."""
    checkout = checkout_in(tmp_path_factory.mktemp("played"), guides)
    return checkout, checkout.run("site", "--json")


@pytest.fixture
def demo(played: tuple[Checkout, Ran], tmp_path: Path) -> Checkout:
    """A copy of it to work in."""
    shutil.copytree(played[0].folder, tmp_path / "demo", symlinks=True)
    return Checkout(tmp_path / "demo")


def checkout_in(folder: Path, guides: Path) -> Checkout:
    for name in ("examples", "content"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("community.toml", "mkdocs.yml"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "site").symlink_to(ROOT / "site")
    shutil.copytree(guides, folder / ".public" / "guides")
    return Checkout(folder)

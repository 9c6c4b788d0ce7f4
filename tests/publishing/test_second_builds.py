"""What a build makes again after any changes is byte for byte what a build from nothing would make."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bench.neighbours import NOW, entries
from moderation.core.community import load_community
from moderation.core.entry import Entry, Status
from moderation.core.public_warning import PublicWarning
from publishing.engine import build_guides
from publishing.house import House
from publishing.publish import Site, publish
from tests.publishing.sample import REPOSITORY
from tests.publishing.test_data_page import FIGURES

# The demo's own community: all forms, boards, a rota.
COMMUNITY = load_community(REPOSITORY / "community.toml").model_copy(update={"languages": ("zh-Hans",)})
HOUSE = House(REPOSITORY / "content", REPOSITORY / "site", REPOSITORY / "mkdocs.yml")
AREAS = [None, *(area.key for area in COMMUNITY.areas)]
CATEGORIES = [None, *(one.key for one in COMMUNITY.categories)]
MADE = entries(COMMUNITY, 240)
FIGURES_HERE = replace(FIGURES, volunteers=(("qingtong", 7),), covered=("qingtong",))


def seen(file: str, data: bytes, *, vendored: bool = False) -> bytes:
    return b"seen"


def passes(file: str, data: bytes) -> None:
    """Looks again at what is kept, and lets it pass."""


def files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def guides(tmp_path_factory: pytest.TempPathFactory) -> Path:
    cache = tmp_path_factory.mktemp("guides")
    build_guides(HOUSE, COMMUNITY, cache)
    return cache


def changed(one: Entry, chance: random.Random) -> Entry:
    """In one respect that pages show."""
    others: tuple[dict[str, Any], ...] = (
        {"title": f"改了 {chance.randrange(10**6)}"},
        {"category": chance.choice(CATEGORIES)},
        {"area": chance.choice(AREAS)},
        {"urgency": chance.randrange(4)},
        {"status": chance.choice(list(Status))},
        {"verified_at": one.approved_at + timedelta(hours=chance.randrange(24))},
        {"expires_at": one.expires_at + timedelta(days=1)},
        {"details": one.details[1:]},
    )
    return replace(one, **chance.choice(others))


@pytest.mark.parametrize("seed", [1, 2])
def test_any_changes_lead_to_what_a_first_build_would_make(tmp_path: Path, guides: Path, seed: int) -> None:
    chance, now, shown = random.Random(seed), NOW, MADE[:200]  # noqa: S311  the same on every run
    figures, warnings = FIGURES_HERE, [PublicWarning("report", "fake-goods", None, date(2026, 11, 2))]

    def build(out: Path, some: Sequence[Entry], at: datetime) -> dict[str, bytes]:
        if not out.is_symlink():
            shutil.copytree(guides, out.with_name(f".{out.name}") / "guides")
        site = Site(HOUSE, COMMUNITY, some, at, figures, warnings)
        publish(site, out, seen, passes, allow_vanishing=True, processes=1)
        return files(out.resolve())

    grown = tmp_path / "grown"
    build(grown, shown, now)
    for step in range(4):
        shown = [changed(one, chance) if chance.random() < 0.02 else one for one in shown]
        shown = [one for one in shown if chance.random() > 0.01] + MADE[200 + step : 200 + step + step % 3]
        shown = list({one.id: one for one in shown}.values())
        now += timedelta(hours=chance.randrange(14))
        if step == 2:
            figures, warnings = replace(FIGURES_HERE, volunteers=()), []
        assert build(grown, shown, now) == build(tmp_path / f"new-{step}", shown, now), step

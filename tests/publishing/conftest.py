from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from moderation.core.entry import Entry
from publishing.engine import Built, build_guides
from publishing.publish import Check, PublishReport, Site, publish
from tests.publishing.sample import COMMUNITY, HOUSE, NOW, unchecked

Publish = Callable[..., PublishReport]


@pytest.fixture(scope="session")
def guides_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What mkdocs made of the sample guides, once for all tests."""
    cache = tmp_path_factory.mktemp("guides")
    build_guides(HOUSE, COMMUNITY, cache)
    return cache


@pytest.fixture(scope="session")
def built(guides_cache: Path) -> Built:
    return build_guides(HOUSE, COMMUNITY, guides_cache)


@pytest.fixture
def out(tmp_path: Path, guides_cache: Path) -> Path:
    """Where the site goes; the guides are built already."""
    shutil.copytree(guides_cache, tmp_path / ".public" / "guides")
    return tmp_path / "public"


@pytest.fixture
def publish_here(out: Path) -> Publish:
    def published(entries: Sequence[Entry], check: Check = unchecked, **given: object) -> PublishReport:
        site = Site(HOUSE, COMMUNITY, entries, NOW)
        ours = ("again", "allow_vanishing", "dry_run", "processes")
        options = {key: given.pop(key) for key in ours if key in given}
        return publish(replace(site, **given), out, check, **options)  # type: ignore[arg-type]

    return published

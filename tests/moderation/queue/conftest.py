"""The community of the queue's tests, and its rules."""

from __future__ import annotations

import pytest

from moderation.core.community import Community
from moderation.screening.ruleset import Ruleset, load_ruleset
from tests.moderation.queue.neighbourhood import neighbourhood


@pytest.fixture(scope="session")
def community() -> Community:
    return neighbourhood()


@pytest.fixture(scope="session")
def ruleset(community: Community) -> Ruleset:
    return load_ruleset(community)

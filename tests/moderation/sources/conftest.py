"""A small community with one form, in three languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.core.community import Community, Form, load_community


@pytest.fixture(scope="session")
def community() -> Community:
    return load_community(Path(__file__).parents[3] / "community.toml")


@pytest.fixture(scope="session")
def thanks(community: Community) -> Form:
    """The form with the fewest required questions: to, text, consent."""
    return community.form_by_key["thanks"]

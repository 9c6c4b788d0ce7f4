"""Fixtures for every test."""

from __future__ import annotations

import os

from hypothesis import settings

pytest_plugins = ["tests.standin.fixture", "tests.queues"]

# How long an example takes says something about the machine, not about the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Tests play a community on somebody's machine, where secrets are made on first use; those about CI set it.
os.environ.pop("CI", None)

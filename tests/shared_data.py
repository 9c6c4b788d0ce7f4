"""Reference data that is not ours to publish: used where it lies beside the checkout, else the test skips."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("LINLI_SHARED", Path(__file__).parents[2] / "shared"))


def shared(path: str) -> Path:
    """The file `data/<path>`; skips the calling test, with the reason, where it is absent."""
    file = SHARED / "data" / path
    if not file.exists():
        pytest.skip(f"no reference data: {path} is neither in ../shared/data nor in $LINLI_SHARED/data")
    return file

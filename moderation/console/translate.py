"""Compile the catalogues: `python -m moderation.console.translate` writes every .mo from its .po.

In Python, because a newcomer's machine need not have gettext. The compiled files are kept beside their
sources, and a test says when they are stale.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent / "locale"
_ALWAYS = datetime(2020, 1, 1, tzinfo=UTC)  # else each compilation would differ by its time


def compiled(source: Path) -> bytes:
    """The .mo of a .po."""
    target = io.BytesIO()
    with source.open("rb") as file:
        catalogue = read_po(file)
    catalogue.creation_date = catalogue.revision_date = _ALWAYS
    write_mo(target, catalogue)
    return target.getvalue()


def main() -> None:
    """Compile all."""
    for source in sorted(LOCALE.rglob("*.po")):
        source.with_suffix(".mo").write_bytes(compiled(source))


if __name__ == "__main__":
    main()

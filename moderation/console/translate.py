"""Compile the catalogues: `python -m moderation.console.translate` writes every .mo from its .po.

In Python, because a newcomer's machine need not have gettext. The compiled files are kept beside their
sources, and a test says when they are stale.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent / "locale"


def compiled(source: Path) -> bytes:
    """The .mo of a .po."""
    target = io.BytesIO()
    with source.open("rb") as file:
        write_mo(target, read_po(file))
    return target.getvalue()


def main() -> None:
    """Compile all."""
    for source in sorted(LOCALE.rglob("*.po")):
        source.with_suffix(".mo").write_bytes(compiled(source))


if __name__ == "__main__":
    main()

"""What the engine said of guides it could not build, about files and lines that the maintainer knows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from publishing.guides import Guide
from publishing.words import PREFIXES

_QUOTED_LINK: Final = re.compile("contains a link '([^']*)'")  # met by the engine's words only


def complaint(language: str, guides: Sequence[Guide], said: str) -> str:
    """What the engine said, about files and lines that the maintainer knows."""
    lines = [line for line in said.splitlines() if line.startswith(("WARNING", "ERROR", "Aborted", "Error"))]
    names = {f"'{PREFIXES[language]}{guide.staged}'": guide.source for guide in guides}
    told = [_placed(line, names) for line in lines or said.splitlines()[-5:]]
    return "\n".join((f"{language}: the guides were not built", *told))


def _placed(line: str, names: Mapping[str, Path]) -> str:
    """One complaint with the file in content/ and, where it quotes a link, the line that holds it."""
    for name, source in names.items():
        if name in line:
            line = line.replace(name, f"'{source}'")
            quoted = _QUOTED_LINK.search(line)
            texts = source.read_text("utf-8").splitlines() if quoted else ()
            places = (number for number, text in enumerate(texts, 1) if quoted and f"({quoted[1]})" in text)
            if number := next(places, None):
                line = f"{source}:{number}: {line} — name a file of content/, and a heading that is in it"
    return line

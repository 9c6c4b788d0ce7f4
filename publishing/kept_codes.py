"""QR codes that follow from the community's file alone, kept in a file: a changed guide makes none again."""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from moderation.core.community import Community
from publishing import codes
from publishing.codes import Table, patterns, printed_code
from publishing.files import written
from publishing.words import PREFIXES

_WITH_POSTER: Final = frozenset({"street", "community", "building"})


@dataclass(frozen=True)
class KeptCodes:
    """What is in the file."""

    file: Path

    @property
    def of_entries(self) -> Mapping[str, Table]:
        """Language -> what the codes of its entries are made of."""
        return dict(self._told["entries"])

    @property
    def of_posters(self) -> Mapping[str, str]:
        """Address -> the code that is printed on a poster, as SVG."""
        return dict(self._told["posters"])

    @cached_property
    def _told(self) -> dict[str, Any]:
        return dict(json.loads(self.file.read_bytes()))


def kept_codes(community: Community, cache: Path) -> KeptCodes:
    """The codes of a community, from `cache` when nothing has changed that they are made of."""
    entries = {language: entry_addresses(community, language) for language in community.languages}
    posters = sorted(poster_addresses(community).values())
    made_by = [importlib.metadata.version("segno"), Path(codes.__file__).read_text("utf-8")]
    digest = blake2b(json.dumps([entries, posters, made_by]).encode(), digest_size=12).hexdigest()
    file = cache / f"codes-{digest}.json"
    if not file.is_file():
        tables = {language: patterns(*around) for language, around in entries.items()}
        printed = {address: printed_code(address) for address in posters}
        written(file, (json.dumps({"entries": tables, "posters": printed}).encode(),))
    return KeptCodes(file)


def entry_addresses(community: Community, language: str) -> tuple[str, str]:
    """What stands before and after an entry's id in the address of its page."""
    return f"{community.site_address}{PREFIXES[language]}e/", ".html"


def poster_addresses(community: Community) -> dict[str, str]:
    """Area -> what the code on its posters leads to: the site, told which door it was scanned at."""
    doors = [area.key for area in community.areas if area.level in _WITH_POSTER]
    return {key: f"{community.site_address}?a={key}" for key in doors}

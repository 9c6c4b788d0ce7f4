"""Which guides there are: the best text of each in every language, and what lists say of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from publishing.words import PREFIXES, to_traditional

# Names at the top of the site that a guide cannot have.
_TAKEN: Final = frozenset(
    {
        *(
            "index",
            "guides",
            "404",
            "e",
            "list",
            "assets",
            "area",
            "areas",
            "search",
            "data",
            "feed",
            "poster",
        ),
        *("aloud", "rota", "notices", "thanks", "warnings", "posters", "entries", "subscribe"),
        *(prefix.rstrip("/") for prefix in PREFIXES.values()),
    }
)
# libyaml, where PyYAML was built with it, reads the same in a tenth of the time.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SUFFIXES: Final = {"en": ".en.md", "zh-Hant": ".zh-Hant.md"}


class GuidesNotBuilt(Exception):
    """A guide cannot be built; the message names the file in content/ and quotes what is wrong."""


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide in one language. `note` is a key of words.toml: what a reader should know about the text."""

    path: str  # of the page, below its language's folder
    title: str
    description: str
    source: Path
    language: str  # of the text
    note: str | None
    reviewed_on: date | None

    @property
    def staged(self) -> str:
        """The name of its text in the engine's folder."""
        return self.path.removesuffix(".html") + ".md"

    def text(self) -> str:
        """Its Markdown; a draft in traditional characters is converted here."""
        return _text(self.source, self.note)


def guides_in(content: Path, language: str) -> Iterator[Guide]:
    """Every guide, as a reviewed translation, a converted draft, or else the original."""
    for original in sorted(content.rglob("*.md")):
        if original.name.endswith(tuple(_SUFFIXES.values())):
            continue
        page = original.relative_to(content).with_suffix(".html").as_posix()
        if page.partition("/")[0].removesuffix(".html") in _TAKEN:
            raise GuidesNotBuilt(f"{original}: the site has a page of that name already; rename the guide")
        source, note = original.with_name(original.stem + _SUFFIXES.get(language, ".md")), None
        if not source.is_file():
            source, note = original, "converted" if language == "zh-Hant" else "untranslated"
        told = _front_matter(_text(source, note))
        reviewed = told.get("reviewed_on")
        yield Guide(
            path=page,
            title=str(told.get("title", original.stem)),
            description=str(told.get("description", "")),
            source=source,
            language="zh-Hans" if note == "untranslated" else language,
            note=note,
            reviewed_on=reviewed if isinstance(reviewed, date) else None,
        )


def _text(source: Path, note: str | None) -> str:
    text = source.read_text("utf-8")
    return to_traditional(text) if note == "converted" else text


def _front_matter(text: str) -> dict[str, Any]:
    if not text.startswith("---\n"):
        return {}
    told = yaml.load(text[4:].partition("\n---")[0], _LOADER)  # noqa: S506  both are safe
    return told if isinstance(told, dict) else {}

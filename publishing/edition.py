"""The site in one language: its words, guides, frames and templates, ready to render."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, NamedTuple

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from moderation.core.community import Community
from publishing.codes import Codes
from publishing.engine import Built
from publishing.guides import Guide
from publishing.house import House
from publishing.kept_codes import entry_addresses
from publishing.mould import Mould
from publishing.words import PREFIXES, load_words

# Sanitised text holds no control characters, so this can stand between the pieces of one template call.
FIELD_END: Final = "\x1e"


class Page(NamedTuple):
    """A file to serve, as buffers, and those of its bytes that are not the frame's."""

    path: str
    buffers: Sequence[bytes]
    own: bytes


class Edition:
    """What all pages of one language share. Rendering is a pure function of what it is given."""

    def __init__(self, house: House, community: Community, built: Built, language: str) -> None:
        self.language = language
        self.prefix = PREFIXES[language]
        self.community = community
        self.words = load_words(house.looks / "words.toml", language)
        self.guides = built.guides[language]
        self.frames = {
            folder: frame for (spoken, folder), frame in built.frames.items() if spoken == language
        }
        self.codes = Codes(*entry_addresses(community, language), built.codes.of_entries[language])
        self._environment = _environment(house.looks / "templates", built.templates)
        self._everywhere = {"words": SimpleNamespace(**self.words)}

    def guide_for(self, category: str | None) -> Guide | None:
        """The guide that community.toml names for a category, where it has been written."""
        named = self.community.category_by_key[category].guide if category else None
        return next((guide for guide in self.guides if guide.path == f"{named}.html"), None)

    def render(self, template: str, **given: object) -> str:
        return self._environment.get_template(f"{template}.html").render(self._everywhere, **given)

    def mould(self, template: str, slots: Mapping[str, object], **shape: object) -> Mould:
        """A template rendered for what it decides on, with slots for what it only prints."""
        return Mould(self.render(template, **slots, **shape))

    def parts(self, template: str) -> Any:
        """The macros of a template."""
        return self._environment.get_template(f"{template}.html").make_module(self._everywhere)

    def page(self, folder: str, name: str, title: bytes, description: bytes, body: bytes) -> Page:
        """A page in its frame; title and description are HTML already."""
        own = (title, description, name.encode(), body)
        buffers = self.frames[folder].fill(title, description, name.encode(), body)
        return Page(f"{self.prefix}{folder}{name}.html", buffers, b"\n".join(own))


@cache
def _environment(templates: Path, compiled: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=FileSystemBytecodeCache(str(compiled)),
        cache_size=-1,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment

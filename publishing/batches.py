"""The site as batches of files that change together, each with the hash of all that its bytes come from.

A batch whose hash is known need not be rendered or written again. What the leak gate made of it is kept, so
that the gate can look at it again: what is private changes with every new submission.
"""

from __future__ import annotations

import importlib.metadata
import marshal
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from moderation.core import private
from moderation.core.community import Community
from publishing.edition import Page
from publishing.engine import Built
from publishing.house import House


class Fragment(NamedTuple):
    """Bytes that will be served, as the leak gate sees them; `name` is the file it will name."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Rendered:
    """`pages` are put together from frames, from `fragments`, and from what batches that came before kept.

    `kept` of the fragments is what batches that come later read; it holds no control characters.
    """

    pages: Sequence[Page]
    fragments: Sequence[Fragment]
    kept: Sequence[bytes] = ()


class Batch(Protocol):
    """Files that change together. `vendored` ones are the theme's, unchanged."""

    @property
    def name(self) -> str: ...

    @property
    def vendored(self) -> bool: ...

    def digest(self) -> str:
        """The hash of everything that `render` reads."""
        ...

    def render(self) -> Rendered: ...


@dataclass(frozen=True, slots=True)
class WholeFiles:
    """Finished files, such as guides and home."""

    name: str
    files: Sequence[tuple[str, bytes]]
    vendored: bool = False

    @property
    def pages(self) -> list[str]:
        """The paths of those that people read."""
        return [path for path, _ in self.files if path.endswith(".html")]

    def digest(self) -> str:
        return digest_of(b"", [(path, blake2b(data, digest_size=16).digest()) for path, data in self.files])

    def render(self) -> Rendered:
        pages = [Page(path, (data,), data) for path, data in self.files]
        return Rendered(pages, [Fragment(page.path, page.own) for page in pages])


@dataclass(frozen=True, slots=True)
class MadeFiles:
    """Whole files that are made only when what they are made of has changed: `facts`, as marshal takes them.

    `pages` are the paths of those that people read.
    """

    name: str
    base: bytes
    facts: list[Any]
    make: Callable[[], Iterable[tuple[str, bytes]]]
    pages: Sequence[str] = ()
    vendored: bool = False

    def digest(self) -> str:
        return digest_of(self.base, self.facts)

    def render(self) -> Rendered:
        return WholeFiles(self.name, list(self.make())).render()


_PACKAGES = (
    *("jinja2", "markupsafe", "bleach", "opencc", "segno", "orjson"),
    *("ahocorasick-rs", "google-re2", "python-stdnum"),  # the leak gate's
)


def foundation(house: House, community: Community, built: Built) -> bytes:
    """The hash of what every page depends on: frames, templates, words, community, this code, versions."""
    digest = blake2b(built.digest.encode() + community.model_dump_json().encode(), digest_size=16)
    for package in _PACKAGES:
        digest.update(importlib.metadata.version(package).encode())
    # How words are folded, and how the leak gate reads a page.
    core = Path(private.__file__).parent.rglob("*.py")
    looks = ((house.looks / "templates").glob("*"), (house.looks / "words.toml",))
    for source in sorted(chain(Path(__file__).parent.glob("*.py"), core, *looks)):
        digest.update(source.name.encode() + source.read_bytes())
    return digest.digest()


def digest_of(base: bytes, facts: list[Any]) -> str:
    """The hash of what a batch is made of: what all pages share, and facts of types that marshal knows."""
    # Version 2 writes no references: later ones depend on how many names an object happens to have.
    return blake2b(base + marshal.dumps(facts, 2), digest_size=16).hexdigest()

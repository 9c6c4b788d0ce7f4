"""Read community.toml; report every mistake at once, each with its key path and how to mend it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from moderation.core.community.model import Community
from moderation.core.community.shared import with_shared_questions


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in community.toml: where (line or key path), what, and how to mend it."""

    where: str
    what: str
    mend: str


class BadCommunity(Exception):
    """Everything that is wrong with a community file, together."""

    def __init__(self, path: Path, mistakes: tuple[Mistake, ...]) -> None:
        self.path = path
        self.mistakes = mistakes
        super().__init__("\n".join(f"{path}: {m.where}: {m.what} — {m.mend}" for m in mistakes))


def load_community(path: Path) -> Community:
    """The community in `path`; raises `BadCommunity` with all its mistakes."""
    try:
        return Community.model_validate(with_shared_questions(tomllib.loads(path.read_text("utf-8"))))
    except ValidationError as error:
        mistakes = tuple(
            Mistake(".".join(map(str, e["loc"])), e["msg"], "see docs/community.md") for e in error.errors()
        )
        raise BadCommunity(path, mistakes) from None

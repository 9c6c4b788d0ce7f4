"""Read community.toml; report every mistake at once, each with its place and how to mend it."""

from __future__ import annotations

from pathlib import Path

from moderation.core.community.check_boards import check_boards
from moderation.core.community.check_forms import check_forms
from moderation.core.community.check_places import check_places
from moderation.core.community.mistake import BadCommunity, Mistake, written
from moderation.core.community.model import Community
from moderation.core.community.shape import check_shape
from moderation.core.community.shared import check_questions, where_written, with_shared_questions
from moderation.core.community.syntax import tables


def load_community(path: Path) -> Community:
    """The community in `path`; raises `BadCommunity` with all its mistakes.

    What the file says about itself (names that must exist, things that must be private) is checked on the raw
    tables, so that one wrong type does not hide the rest.
    """
    raw, mistakes = tables(path)
    whole = with_shared_questions(raw)
    community, wrong = check_shape(whole)
    problems = [
        *wrong,
        *check_questions(raw),
        *check_places(whole),
        *check_forms(whole),
        *check_boards(whole),
    ]
    for place, what, mend in problems:
        mistakes.append(Mistake(written(raw, where_written(raw, place)), what, mend))
    if mistakes or community is None:
        raise BadCommunity(path, tuple(dict.fromkeys(mistakes)))
    return community

"""What is wrong with guides, all together: file, line, what, and the mend."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import re2
import yaml

from moderation.core.community import Community
from publishing.guides import GuidesNotBuilt

_LINK: Final = re2.compile(r"(!?)\[([^\]]*)\]\(([^)\s]*)[^)]*\)")
_ELSEWHERE: Final = ("https://", "http://", "mailto:", "tel:", "#")
_NEEDED: Final = {
    "title": "add title: …",
    "reviewed_by": "add reviewed_by: the group that read it through",
    "reviewed_on": "add reviewed_on: YYYY-MM-DD",
    "sources": "add sources: a list of title and url",
}

Mistake = tuple[int, str, str]


def check_guides(content: Path, community: Community, today: date) -> None:
    """Raises `GuidesNotBuilt` with every mistake in every guide, one per line."""
    said = [
        f"{path}:{line}: {what} — {mend}"
        for path in sorted(content.rglob("*.md"))
        for line, what, mend in mistakes(path, community, today)
    ]
    if said:
        raise GuidesNotBuilt("\n".join(said))


def mistakes(path: Path, community: Community, today: date) -> Iterator[Mistake]:
    """What is wrong with one guide: front matter, age, links, pictures, the areas it is for."""
    text = path.read_text("utf-8")
    head = text[4:].partition("\n---")[0] if text.startswith("---\n") else ""
    try:
        told = yaml.safe_load(head) if head else {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        yield (mark.line + 2 if mark else 1), "its front matter is no YAML", "put values with ':' into quotes"
        return
    lines = text.splitlines()
    yield from _front_matter(told if isinstance(told, dict) else {}, lines, community, today)
    for number, line in enumerate(lines, 1):
        for picture, words, target in _LINK.findall(line):
            if picture and not words.strip():
                yield number, "a picture without words", "say between [ ] what it shows"
            if not target.startswith(_ELSEWHERE) and not (path.parent / target.partition("#")[0]).is_file():
                yield number, f"the link to {target[:80]} leads nowhere", "name a file of content/, from here"


def _front_matter(
    told: dict[str, Any], lines: list[str], community: Community, today: date
) -> Iterator[Mistake]:
    for key, mend in _NEEDED.items():
        if not told.get(key):
            yield 1, f"{key} is missing", mend
    for source in told.get("sources") or ():
        if not isinstance(source, dict) or not source.get("title") or not source.get("url"):
            yield _line(lines, "sources"), "a source needs a title and a url", "write both"
    for area in told.get("areas") or ():
        if area not in community.area_by_key:
            yield _line(lines, "areas"), f'there is no area "{str(area)[:40]}"', "use a key of community.toml"
    reviewed, longest = told.get("reviewed_on"), community.thresholds.guide_overdue_days
    if reviewed and not isinstance(reviewed, date):
        yield _line(lines, "reviewed_on"), "reviewed_on is no date", "write it like 2026-11-20"
    elif reviewed and reviewed + timedelta(days=longest) < today:
        what = f"last reviewed on {reviewed}, more than {longest} days ago"
        yield _line(lines, "reviewed_on"), what, "read it through again and change the date"


def _line(lines: list[str], key: str) -> int:
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)

"""What several verbs ask for, in the same words, and where they work."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import typer
from django.conf import settings

from moderation.core.community import Community, load_community
from moderation.queue.keys import queue_secret
from moderation.screening.ruleset import Ruleset, ruleset_on
from moderation.screening.watchwords import WATCH_WORDS

COMMUNITY = Path("community.toml")
PUBLIC = Path("public")

AsJson = Annotated[bool, typer.Option("--json", help="机器可读 / print JSON on stdout")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只看不写 / say what would happen, change nothing")]
CommunityFile = Annotated[
    Path, typer.Option("--community", envvar="LINLI_COMMUNITY", help="社区配置 / the community file")
]
Out = Annotated[Path, typer.Option("--out", help="网站放在哪里 / where the site is put")]


class BadTime(Exception):
    """LINLI_NOW is not a time."""


class NotBuilt(Exception):
    """There is no site yet where one was looked for."""


def built_in(out: Path) -> Path:
    """The folder that the link `out` leads to; raises `NotBuilt` when there is no site in it."""
    if not (out / "index.html").is_file():
        raise NotBuilt(f"{out}: there is no site; `python build.py build` makes one, `make site` the demo's")
    return out.resolve()


def is_example(address: str) -> bool:
    """Whether an address is one of those kept for examples (RFC 2606)."""
    host = f".{urlsplit(address).hostname or ''}"
    return host.endswith((".example.org", ".example.com", ".example"))


@dataclass(frozen=True)
class Workplace:
    """One community, its rules and its secret, at one moment. Everything is read once, when first needed.

    `usually` is the moment when LINLI_NOW does not say another one; None for the clock's.
    """

    file: Path
    usually: datetime | None = None

    @cached_property
    def community(self) -> Community:
        return load_community(self.file)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.community.time_zone)

    @cached_property
    def ruleset(self) -> Ruleset:
        today = self.now.astimezone(self.zone).date()
        return ruleset_on(today, self.community, self.file.with_name(WATCH_WORDS))

    @cached_property
    def secret(self) -> bytes:
        """Made on first use beside a local database and in the demo; a shared queue must be given its own."""
        local = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") and not os.environ.get("CI")
        return queue_secret(Path(settings.VAR), create=local or self.usually is not None)

    @cached_property
    def now(self) -> datetime:
        """The one place that asks the clock; LINLI_NOW (ISO 8601 with offset) makes a run repeatable."""
        fixed = os.environ.get("LINLI_NOW")
        if not fixed:
            return self.usually or datetime.now(UTC)
        try:
            moment = datetime.fromisoformat(fixed)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise BadTime("LINLI_NOW is not a time with an offset; write it like 2026-11-20T12:00:00+08:00")
        return moment

"""`export`: the publishable entries as one signed file, for a build that has no queue."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from commands import say
from commands.options import COMMUNITY, AsJson, CommunityFile, Workplace
from moderation.core.interchange import exported
from moderation.queue.examine import ruleset_name
from moderation.queue.gather import entries

_LEAST = 32


class NoExportKey(Exception):
    """LINLI_EXPORT_KEY is missing or short."""


def export(
    to: Annotated[Path, typer.Argument(help="写到哪个文件 / the file to write")],
    community: CommunityFile = COMMUNITY,
    as_json: AsJson = False,
) -> None:
    """导出可发布的条目。Write what may be published, redacted and signed; `build --from` builds from it."""
    place = Workplace(community)
    key = export_key()
    publishable, _ = entries(place.community, place.now, place.secret, ruleset_name(place.ruleset))
    draft = to.with_name(f".{to.name}")
    draft.write_bytes(exported(publishable, place.community.name.zh_hans, place.now, key))
    draft.replace(to)
    say.facts("已导出 exported", {"entries": len(publishable), "file": str(to)}, as_json=as_json)


def export_key() -> bytes:
    """The key that console and build share. Raises `NoExportKey`."""
    key = os.environ.get("LINLI_EXPORT_KEY", "")
    if len(key) < _LEAST:
        raise NoExportKey(
            "LINLI_EXPORT_KEY is not set or too short. Make one with `openssl rand -hex 32` and give it to "
            "whoever exports and whoever builds."
        )
    return key.encode()

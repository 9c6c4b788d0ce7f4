"""`export`: the publishable entries as one signed file, for a build that has no queue."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import requests
import typer

from commands import say
from commands.options import COMMUNITY, AsJson, CommunityFile, Workplace
from moderation.core.interchange import exported
from moderation.queue.examine import ruleset_name
from moderation.queue.gather import entries
from moderation.queue.verify import verified

_LEAST = 32
_SECONDS = 60


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
    with verified(place.secret):
        publishable, _ = entries(place.community, place.now, place.secret, ruleset_name(place.ruleset))
    draft = to.with_name(f".{to.name}")
    draft.write_bytes(exported(publishable, place.community.name.zh_hans, place.now, key))
    draft.replace(to)
    say.facts("已导出 exported", {"entries": len(publishable), "file": str(to)}, as_json=as_json)


class NotFetched(Exception):
    """The console did not hand over its export. Says what to look at, and never shows the token."""


def fetched(source: str) -> bytes:
    """The bytes of an export: a file's, or those behind an address of a console, for LINLI_EXPORT_TOKEN.

    A token goes over https:// only, or to this machine, and is never sent on to where an answer points.
    Raises `NotFetched`.
    """
    if "://" not in source:
        return Path(source).read_bytes()
    if not source.startswith(("https://", "http://127.0.0.1:")):
        raise NotFetched("--from takes a file, or an address that begins with https://")
    token = os.environ.get("LINLI_EXPORT_TOKEN", "")
    try:
        answer = requests.get(
            source,
            headers={"Authorization": f"Bearer {token}"},
            timeout=_SECONDS,
            allow_redirects=False,
        )
    except requests.RequestException as error:
        raise NotFetched(f"the console can't be reached ({type(error).__name__}): is it running?") from None
    if answer.status_code == requests.codes.service_unavailable:
        raise NotFetched(
            "the console publishes nothing: its record of decisions is not whole. Run `python build.py queue "
            "verify` where it is"
        )
    if answer.status_code != requests.codes.ok:
        raise NotFetched(
            f"the console answered {answer.status_code}: it and this build need the same LINLI_EXPORT_TOKEN, "
            "and the address ends with /export/entries.json"
        )
    return answer.content


def export_key() -> bytes:
    """The key that console and build share. Raises `NoExportKey`."""
    key = os.environ.get("LINLI_EXPORT_KEY", "")
    if len(key) < _LEAST:
        raise NoExportKey(
            "LINLI_EXPORT_KEY is not set or too short. Make one with `openssl rand -hex 32` and give it to "
            "whoever exports and whoever builds."
        )
    return key.encode()

"""`purge`: private data destroyed on request."""

from __future__ import annotations

from typing import Annotated

import typer

from commands import say
from commands.options import COMMUNITY, AsJson, CommunityFile, Workplace
from moderation.queue.purge import erase, scrub


def purge(
    submission: Annotated[str, typer.Argument(help="投稿编号 / id")],
    by: Annotated[str, typer.Option(help="谁 / who does it")],
    reason: Annotated[str, typer.Option(help="为什么 / why, without private data")],
    community: CommunityFile = COMMUNITY,
    as_json: AsJson = False,
) -> None:
    """清除一条投稿的全部私人信息。Destroy everything private of one submission; it cannot come back.

    Build and publish afterwards, and remove the row from the source.
    """
    place = Workplace(community)
    erase(place.secret, submission, by=by, reason=reason, now=place.now)
    scrub()
    say.facts("已清除 erased", {"submission": submission}, as_json=as_json)

"""`pull`: responses from every source into the queue."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

import typer

from commands import say
from commands.options import COMMUNITY, AsJson, CommunityFile, DryRun, Workplace
from moderation.queue.intake import PullReport, pull_all
from moderation.queue.watched import PULL, went_well, went_wrong
from moderation.sources.configured import configured


def pull(
    community: CommunityFile = COMMUNITY,
    dry_run: DryRun = False,
    accept_loss: Annotated[
        bool,
        typer.Option(
            "--accept-loss",
            help="允许大量投稿同时消失或改动 / although many are gone or edited at once",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """从各来源拉取投稿。Take in the responses of every source; pulling twice changes nothing."""
    reports = pulled(Workplace(community), dry_run=dry_run, accept_loss=accept_loss)
    columns = [part.name for part in dataclasses.fields(PullReport)]
    lines = [dataclasses.astuple(report) for report in reports]
    say.rows("拉取 pulled" + (" (dry run)" if dry_run else ""), columns, lines, as_json=as_json)


def pulled(place: Workplace, *, dry_run: bool = False, accept_loss: bool = False) -> list[PullReport]:
    """Pull every source of the community; see `pull_all`."""
    with say.step("拉取投稿 pulling"), _remembered(place.now, dry_run=dry_run):
        sources = configured(place.community, place.file.parent, os.environ)
        return pull_all(
            sources, place.community, place.now, place.secret, dry_run=dry_run, accept_loss=accept_loss
        )


@contextmanager
def _remembered(now: datetime, *, dry_run: bool) -> Iterator[None]:
    """Note for whoever is on shift whether pulling works."""
    try:
        yield
    except Exception as error:
        went_wrong(PULL, now, type(error).__name__)
        raise
    if not dry_run:
        went_well(PULL, now)

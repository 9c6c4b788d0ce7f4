"""`sync`: decisions from the Moderation tab in, flags and standing out."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from typing import Annotated

import typer

from commands import say
from commands.options import COMMUNITY, AsJson, CommunityFile, Workplace
from commands.screen import screened
from moderation.queue.examine import ruleset_name
from moderation.sheets.sync import SyncReport
from moderation.sheets.sync import sync as settled
from moderation.sheets.tab import ModerationTab
from moderation.sources.google_client import connect
from moderation.sources.google_credentials import WRITE_SHEETS
from moderation.sources.source import NotConfigured

SPREADSHEET = "LINLI_MODERATION_SHEET"


def sync(
    community: CommunityFile = COMMUNITY,
    init: Annotated[
        bool, typer.Option("--init", help="新建或修复审核表 / make the tab, or mend its columns and colours")
    ] = False,
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="许多投稿确实不在了 / although many responses are gone")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """同步审核表。Take decisions over from the Moderation tab, and write back what the queue says."""
    place = Workplace(community)
    tab = moderation_tab(os.environ)
    if init:
        say.progress(f"审核表修复 repaired: {tab.repair(place.community)}")
    report = synced(place, tab, accept_loss=accept_loss)
    say.facts("审核表 moderation tab", dataclasses.asdict(report), as_json=as_json)


def synced(place: Workplace, tab: ModerationTab, *, accept_loss: bool = False) -> SyncReport:
    """Screen what is new, then bring the queue and the tab to one word."""
    screened(place)
    with say.step("同步审核表 syncing"):
        rules = ruleset_name(place.ruleset)
        return settled(tab, place.community, place.secret, rules, place.now, accept_loss=accept_loss)


def moderation_tab(environment: Mapping[str, str]) -> ModerationTab:
    """The tab that the environment names; raises `NotConfigured`."""
    spreadsheet = environment.get(SPREADSHEET, "").strip()
    if not spreadsheet:
        raise NotConfigured(
            f"环境变量 {SPREADSHEET} 没有设置；它应是审核表格的编号，即网址中 /d/ 后面的一段。"
            f" / {SPREADSHEET} is not set: give it the id of the moderation spreadsheet, the part after /d/."
        )
    return ModerationTab(connect(environment, (WRITE_SHEETS,)), spreadsheet, SPREADSHEET)

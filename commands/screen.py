"""`screen` and `rescreen`: every rule on every submission, or on lines of JSON."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Annotated

import typer

from commands import say
from commands.options import COMMUNITY, AsJson, CommunityFile, Workplace
from moderation.core.finding import Verdict
from moderation.queue.crew import crew
from moderation.queue.screened import screen_pending
from moderation.redaction.jsonl import screen_lines


def screen(
    community: CommunityFile = COMMUNITY,
    jsonl: Annotated[
        typer.FileBinaryRead | None,
        typer.Option(help='只筛查文件里的 {"id","form","text"} 行 / screen these lines and no queue'),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """筛查等待中的投稿。Run every rule on every submission that the current rules have not seen."""
    place = Workplace(community)
    if jsonl is not None:
        for line in screen_lines(jsonl, place.ruleset):
            sys.stdout.write(line + "\n")
        return
    _say(screened(place), as_json=as_json)


def rescreen(community: CommunityFile = COMMUNITY, as_json: AsJson = False) -> None:
    """全部重新筛查。Screen everything again, as after a change of rules."""
    _say(screened(Workplace(community), again=True), as_json=as_json)


def screened(place: Workplace, *, again: bool = False) -> Counter[Verdict]:
    """Screen what waits (`again`: everything), in processes; the verdicts, counted."""
    with say.step("筛查 screening"), crew(place.ruleset) as helpers:
        return screen_pending(
            place.community, place.ruleset, place.secret, place.now, helpers=helpers, again=again
        )


def _say(verdicts: Counter[Verdict], *, as_json: bool) -> None:
    said = {verdict.name.lower(): verdicts[verdict] for verdict in Verdict}
    say.facts("筛查结论 verdicts", said, as_json=as_json)

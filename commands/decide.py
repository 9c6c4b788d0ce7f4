"""`decide`: a person's word about a submission, or a table of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from commands import say
from commands.exits import Exit
from commands.options import COMMUNITY, AsJson, CommunityFile, Workplace
from moderation.queue.adopted import adopt
from moderation.queue.decide import decide as decided
from moderation.queue.samples import COLUMNS, Applied, apply_decisions
from moderation.sources.csv_rows import rows
from moderation.sources.source import SourceUnreadable

_NEEDED = ("form", "row", "action", "by")


def decide(
    submission: Annotated[str, typer.Argument(help="投稿编号 / id")] = "",
    version: Annotated[int, typer.Argument(help="看到的版本 / the version you have read", min=1)] = 1,
    action: Annotated[str, typer.Argument(help="approve reject hold withdraw fulfil reopen")] = "",
    by: Annotated[str, typer.Option(help="谁 / who says so")] = "",
    reason: Annotated[str, typer.Option(help="为什么 / why")] = "",
    table: Annotated[
        Path | None, typer.Option(help="一张决定表 (CSV) / a table of decisions instead")
    ] = None,
    from_source: Annotated[
        bool,
        typer.Option("--from-source", help="采用来源自己的审核列 / take over the source's own approvals"),
    ] = False,
    community: CommunityFile = COMMUNITY,
    as_json: AsJson = False,
) -> None:
    """记录决定。Record a decision: append-only, bound to the version you have read."""
    place = Workplace(community)
    if from_source:
        adopted = adopt(place.community, place.secret, place.now)
        say.facts("已采用 adopted", {"approved": adopted}, as_json=as_json)
        return
    if table is not None:
        applied = applied_table(place, table, place.now)
        say.rows(f"{applied.applied} 条有效 applied", ("line", "refused"), applied.refused, as_json=as_json)
        if applied.refused:
            raise typer.Exit(Exit.FAILURE)
        return
    word = decided(
        place.community, place.secret, submission, version, action, by=by, reason=reason, now=place.now
    )
    say.facts("已记录 recorded", {"submission": word.submission, "action": word.action}, as_json=as_json)


def applied_table(place: Workplace, table: Path, now: datetime) -> Applied:
    """Apply a table of decisions as if everybody had decided at `now`."""
    with say.step("决定 deciding"):
        first, *others = [row.cells for row in rows(table) if any(cell.strip() for cell in row.cells)] or [[]]
        if missing := [column for column in _NEEDED if column not in first]:
            raise SourceUnreadable(
                f"{table}: no column {', '.join(missing)}: the first row of a table of decisions is "
                f"{','.join(COLUMNS)}"
            )
        lines = [dict(zip(first, cells, strict=False)) for cells in others]
        return apply_decisions(lines, place.community, place.secret, now)


def undo_window(place: Workplace) -> timedelta:
    """How long an approval can still be taken back."""
    return timedelta(seconds=place.community.thresholds.undo_seconds)

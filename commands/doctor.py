"""`doctor`: what is set up, what is not, and how to mend it."""

from __future__ import annotations

import typer

from commands import say
from commands.checkups import Health, examined, patient_of
from commands.exits import Exit
from commands.options import COMMUNITY, PUBLIC, AsJson, CommunityFile, Out, Workplace


def doctor(community: CommunityFile = COMMUNITY, out: Out = PUBLIC, as_json: AsJson = False) -> None:
    """检查配置。Look at credentials, sharing, questions, time zones, clock, database, secret and site.

    Exit code 3 when anything must be mended; no answer of anybody is read or shown.
    """
    with say.step("检查 examining"):
        findings = list(examined(patient_of(Workplace(community), out)))
    say.rows(
        "检查 doctor",
        ("about", "health", "said", "mend"),
        [(one.about, one.health, one.said, one.mend) for one in findings],
        as_json=as_json,
    )
    if any(one.health is Health.ILL for one in findings):
        raise typer.Exit(Exit.CONFIGURATION)

"""`console`: the moderators' pages, on this machine."""

from __future__ import annotations

import os
import sys

from commands import say
from commands.decide import applied_table
from commands.demo import is_demo, sample_decisions
from commands.options import COMMUNITY, CommunityFile, Workplace
from commands.pull import pulled
from commands.screen import screened
from moderation.queue.models import Submission


def console(community: CommunityFile = COMMUNITY) -> None:
    """审核台。The moderators' console on 127.0.0.1:8001; an empty queue of the demo is filled first."""
    place = Workplace(community)
    if is_demo(place) and not Submission.objects.exists():
        pulled(place)
        screened(place)
        applied_table(place, sample_decisions(place), place.now)
    say.progress("审核台 console")
    environment = {**os.environ, "LINLI_COMMUNITY": str(community)}
    program = [sys.executable, "-m", "moderation.console"]
    os.execve(sys.executable, program, environment)  # noqa: S606 - our own arguments, no shell

"""Where the machine is wrong: moderators say so, and it is counted per rule."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from moderation.queue.decide import Refused
from moderation.queue.models import Found
from moderation.queue.standing import person


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """How often a rule found something, and how often somebody said that it was wrong."""

    rule: str
    hits: int
    wrong: int


def machine_is_wrong(submission: str, finding: int, *, by: str) -> None:
    """Note that a finding is wrong; saying it again takes it back. Changes nothing else.

    Raises `Refused` when there is no such finding.
    """
    if not person(by):
        raise Refused("an objection needs the name of the person who makes it")
    here = Found.objects.filter(pk=finding, version__submission=submission)
    if not here.filter(wrong_by="").update(wrong_by=by) and not here.filter(wrong_by=by).update(wrong_by=""):
        raise Refused("there is no such finding, or a colleague has said the same already")


def by_rule() -> list[RuleRecord]:
    """Every rule that ever found anything, the most often wrong first."""
    rows = Found.objects.values("rule").annotate(hits=Count("pk"), wrong=Count("pk", filter=~Q(wrong_by="")))
    return sorted((RuleRecord(**row) for row in rows), key=lambda row: (-row.wrong, -row.hits, row.rule))

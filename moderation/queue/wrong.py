"""Where the machine is wrong: moderators say so, it stays in the record, and it is counted per rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from moderation.queue import chain
from moderation.queue.decide import Refused, locked
from moderation.queue.models import Act, Found
from moderation.queue.standing import person
from moderation.queue.words import Kind, Objecting


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """How much a rule finds now, and how often ever somebody said that it was wrong."""

    rule: str
    hits: int
    wrong: int


def machine_is_wrong(secret: bytes, submission: str, finding: int, *, by: str, now: datetime) -> None:
    """Note that a finding is wrong; saying it again takes it back. It changes no verdict and hides nothing.

    Raises `Refused` for nobody's word, when there is no such finding, and when a colleague has said it.
    """
    if not person(by):
        raise Refused("an objection needs the name of the person who makes it")
    with transaction.atomic():
        locked(submission)
        found = (
            Found.objects.select_related("version").filter(pk=finding, version__submission=submission).first()
        )
        if found is None:
            raise Refused("there is no such finding; look at the submission again")
        if found.wrong_by not in ("", by):
            raise Refused(f"{found.wrong_by} has said so already")
        word = Objecting.RIGHT if found.wrong_by else Objecting.WRONG
        found.wrong_by = "" if found.wrong_by else by
        found.save(update_fields=["wrong_by"])
        chain.append(
            secret,
            kind=Kind.OBJECTION,
            submission=submission,
            version=found.version.number,
            content=found.version.fingerprint,
            word=word,
            by=by,
            at=now,
            reason=_about(found),
        )


def wrong_counts() -> dict[str, int]:
    """How often each rule was called wrong and nobody took it back, from the record: what is screened again,
    forgotten or erased counts on.
    """
    words: dict[tuple[str, int, str], str] = {}
    for submission, version, about, word in (
        Act.objects.filter(kind=Kind.OBJECTION)
        .order_by("number")
        .values_list("submission", "version", "reason", "word")
    ):
        words[submission, version, about] = word
    counts: dict[str, int] = {}
    for (_, _, about), word in words.items():
        if word == Objecting.WRONG:
            rule = about.partition(" ")[0]
            counts[rule] = counts.get(rule, 0) + 1
    return counts


def by_rule() -> list[RuleRecord]:
    """Every rule that found anything or was ever called wrong, the most often wrong first."""
    hits = dict(Found.objects.order_by().values_list("rule").annotate(Count("pk")))
    wrong = wrong_counts()
    rows = (RuleRecord(rule, hits.get(rule, 0), wrong.get(rule, 0)) for rule in hits.keys() | wrong.keys())
    return sorted(rows, key=lambda row: (-row.wrong, -row.hits, row.rule))


def _about(found: Found) -> str:
    """The finding, so that it is known again when everything is screened anew: places, no words."""
    return f"{found.rule} {found.field} {found.start}-{found.end}"

"""Decisions from a table."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from moderation.core.community import Community
from moderation.queue.decide import decide
from moderation.queue.intake import pull
from moderation.queue.models import Act, Submission
from moderation.queue.samples import Applied, apply_decisions
from moderation.queue.words import Standing
from tests.moderation.queue.neighbourhood import NOW, SECRET, Sheet

pytestmark = pytest.mark.usefixtures("queue")


def line(
    row: str, action: str = "", by: str = "林", call_back: str = "", form: str = "offer"
) -> dict[str, str]:
    return {"form": form, "row": row, "action": action, "by": by, "reason": "", "call_back": call_back}


def standings() -> list[str]:
    return list(Submission.objects.order_by("row").values_list("standing", flat=True))


def test_a_table_is_applied_once(community: Community) -> None:
    pull(Sheet().add(item="甲").add(item="乙").add(item="丙"), community, NOW, SECRET)
    table = [
        line("1", "hold"),
        line("1", "reject", "周"),
        line("2", call_back="no answer"),
        line("3", "withdraw"),
    ]
    assert apply_decisions(table, community, SECRET, NOW) == Applied(4, ())
    assert standings() == [Standing.REJECTED, Standing.PENDING, Standing.WITHDRAWN]
    before = Act.objects.count()
    assert apply_decisions(table, community, SECRET, NOW) == Applied(4, ())
    assert Act.objects.count() == before


def test_what_was_decided_since_stays(community: Community) -> None:
    pull(Sheet().add(), community, NOW, SECRET)
    table = [line("1", "hold")]
    apply_decisions(table, community, SECRET, NOW)
    id_ = Submission.objects.get().pk
    decide(community, SECRET, id_, 1, "reject", by="周", reason="", now=NOW)
    apply_decisions(table, community, SECRET, NOW)
    assert standings() == [Standing.REJECTED]


def test_wrong_lines_say_why_and_change_nothing(community: Community) -> None:
    sheet = Sheet().add(item="甲").add(item="乙", key="k")
    pull(sheet, community, NOW, SECRET)
    sheet.rows.pop()
    pull(sheet.add(item="乙，改过", key="k"), community, NOW, SECRET)
    table = [
        line("9", "hold"),
        line("x", "hold"),
        line("1", "hlod"),
        line("1", "hold", by=""),
        line("2", "hold"),
    ]
    applied = apply_decisions(table, community, SECRET, NOW)
    assert applied.applied == 0
    assert [number for number, _ in applied.refused] == [1, 2, 3, 4, 5]
    assert "no row 9" in applied.refused[0][1]
    assert "version 2 now" in applied.refused[4][1]
    assert Act.objects.count() == 0


def test_the_migrations_are_those_of_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)

"""Screening with helpers comes to what screening alone comes to, whoever works on the queue meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from moderation.core.community import Community
from moderation.core.finding import Span
from moderation.queue import screened
from moderation.queue.crew import Crew, crew
from moderation.queue.decide import decide
from moderation.queue.examine import examine_all
from moderation.queue.intake import pull
from moderation.queue.models import Found, Redaction, Screening, Sighting, Submission
from moderation.queue.purge import erase
from moderation.queue.redacting import hide
from moderation.queue.screened import screen_pending
from moderation.queue.words import Standing
from moderation.screening.ruleset import Ruleset
from tests.moderation.queue.neighbourhood import NOW, SECRET, Sheet

REMARKS = (
    "放在楼下门卫就行,谢谢大家",
    "电话13800138000,微信abc_12345,下午在家",
    "现货口罩批发,量大从优,加微信kouzhao88下单",
    "住在3号楼2单元501,一三八零零一三八零零零",
    "",
)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screened, "_BATCH", 4)


def waiting(community: Community, count: int) -> None:
    sheet = Sheet()
    for number in range(count):
        remark = REMARKS[number % len(REMARKS)]
        sheet.add(item=f"口罩{number}盒", remark=remark and f"{remark} 第{number}份")
    pull(sheet, community, NOW, SECRET)


def everything() -> list[list[dict[str, Any]]]:
    tables = (
        Found.objects.order_by("version", "rule", "field", "start"),
        Redaction.objects.order_by("version", "field", "start"),
        Screening.objects.order_by("version"),
        Sighting.objects.order_by("submission", "digest"),
        Submission.objects.order_by("pk"),
    )
    return [[{**row, "id": None} for row in table.values()] for table in tables]


@pytest.mark.parametrize("count", [3, 8, 21])  # less than a batch, whole batches, and one over
def test_helpers_find_what_one_finds_alone(
    sqlite: Path, community: Community, ruleset: Ruleset, count: int
) -> None:
    waiting(community, count)
    alone = screen_pending(community, ruleset, SECRET, NOW)
    found = everything()
    with crew(ruleset) as helpers:
        assert screen_pending(community, ruleset, SECRET, NOW, helpers=helpers, again=True) == alone
        assert screen_pending(community, ruleset, SECRET, NOW, helpers=helpers).total() == 0
    assert alone.total() == count
    assert everything() == found


def test_what_was_stored_before_a_helper_failed_stays(
    sqlite: Path, community: Community, ruleset: Ruleset
) -> None:
    """Stopped half-way, screening goes on next time with what is left."""
    waiting(community, 21)
    with crew(ruleset) as helpers:

        class Failing(Crew):
            def examine(self, jobs: Any) -> Iterator[Any]:
                if jobs[0].fields["item"] == "口罩12盒":
                    raise MemoryError
                return helpers.examine(jobs)

        with pytest.raises(MemoryError):
            screen_pending(community, ruleset, SECRET, NOW, helpers=Failing(None))  # type: ignore[arg-type]
    kept = Screening.objects.count()
    assert kept == 4
    assert screen_pending(community, ruleset, SECRET, NOW).total() == 21 - kept


class Meanwhile(Crew):
    """Helpers during whose work somebody does something else."""

    def __init__(self, ruleset: Ruleset, act: Callable[[], object]) -> None:
        self._ruleset, self._act = ruleset, act

    def examine(self, jobs: Any) -> Iterator[Any]:
        found = examine_all(jobs, self._ruleset)
        act, self._act = self._act, lambda: None
        act()
        return iter(found)


@pytest.mark.usefixtures("queue")
def test_what_somebody_hides_meanwhile_stays_hidden(community: Community, ruleset: Ruleset) -> None:
    waiting(community, 4)
    one = Submission.objects.get(row=1).pk

    def act() -> None:
        hide(community, ruleset, SECRET, one, 1, "item", Span(0, 2), by="林", now=NOW)

    screen_pending(community, ruleset, SECRET, NOW, helpers=Meanwhile(ruleset, act))
    assert Screening.objects.get(version__submission=one).texts["item"] == "[已隐去]0盒"
    assert Redaction.objects.get(version__submission=one).by == "林"
    assert Screening.objects.count() == 4


@pytest.mark.usefixtures("queue")
def test_what_is_edited_or_erased_meanwhile_is_left_alone(community: Community, ruleset: Ruleset) -> None:
    sheet = Sheet()
    for number in range(4):
        sheet.add(at=NOW - timedelta(hours=number + 1), key=f"k{number}", item=f"第{number}件")
    pull(sheet, community, NOW, SECRET)
    edited, erased = (Submission.objects.get(row_key=key).pk for key in ("k0", "k1"))
    approved = Submission.objects.get(row_key="k2").pk
    edit = Sheet(rows=[({**sheet.rows[0][0], "item": "酒精一瓶"}, *sheet.rows[0][1:]), *sheet.rows[2:]])

    def act() -> None:
        erase(SECRET, erased, by="林", reason="本人要求", now=NOW)
        pull(edit, community, NOW, SECRET)
        decide(community, SECRET, approved, 1, "approve", by="林", reason="", now=NOW)

    screen_pending(community, ruleset, SECRET, NOW, helpers=Meanwhile(ruleset, act))
    assert not Screening.objects.filter(version__submission=erased).exists()
    screening = Screening.objects.get(version__submission=edited)  # of the new words alone
    assert (screening.version.number, screening.texts["item"]) == (2, "酒精一瓶")
    assert Submission.objects.get(pk=edited).standing == Standing.PENDING
    assert Submission.objects.get(pk=approved).standing == Standing.APPROVED
    assert screen_pending(community, ruleset, SECRET, NOW).total() == 0

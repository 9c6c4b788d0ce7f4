"""Screening with helpers comes to what screening alone comes to, batch by batch and in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from moderation.core.community import Community
from moderation.queue import screened
from moderation.queue.crew import Crew, crew
from moderation.queue.intake import pull
from moderation.queue.models import Found, Redaction, Screening, Sighting, Submission
from moderation.queue.screened import screen_pending
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
    assert kept % 4 == 0
    assert screen_pending(community, ruleset, SECRET, NOW).total() == 21 - kept

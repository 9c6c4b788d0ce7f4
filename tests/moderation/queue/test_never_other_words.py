"""Whatever happens to the sheet: what is published is, word for word, what somebody approved."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.core.community import Community
from moderation.queue.decide import Refused, decide
from moderation.queue.examine import ruleset_name
from moderation.queue.gather import entries
from moderation.queue.intake import pull
from moderation.queue.models import Submission, Version
from moderation.queue.screened import screen_pending
from moderation.screening.ruleset import Ruleset
from tests.moderation.queue.neighbourhood import LATER, NOW, SECRET, Sheet

words = st.sampled_from(["口罩", "口罩两盒", "米", "打 13912345678", "药"])
number = st.integers(0, 3)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), words, number),
        st.tuples(st.just("edit"), words, number),
        st.tuples(st.just("delete"), words, number),
        st.tuples(st.just("pull"), words, number),
        st.tuples(st.just("approve"), words, number),
        st.tuples(st.just("approve"), words, number),
    ),
    min_size=4,
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_nothing_approved_is_published_with_other_words(
    sqlite: Path, community: Community, ruleset: Ruleset, steps: list[tuple[str, str, int]]
) -> None:
    sheet = Sheet()
    approved: dict[str, set[str]] = defaultdict(set)
    with transaction.atomic():
        for step, text, which in steps:
            _happens(sheet, step, text, which)
            if step == "pull":
                pull(sheet, community, NOW, SECRET, accept_loss=True)
            if step == "approve":
                screen_pending(community, ruleset, SECRET, NOW)
                _approve(community, which, approved)
            for entry in entries(community, LATER, SECRET, ruleset_name(ruleset))[0]:
                version = Version.objects.filter(submission=entry.id).order_by("-number")[0]
                assert version.values["item"] in approved[entry.id]
                assert entry.title == version.screening.texts["item"]
                assert "13912345678" not in repr(entry)
        transaction.set_rollback(True)


def _happens(sheet: Sheet, step: str, text: str, which: int) -> None:
    if step == "add":
        sheet.add(NOW - timedelta(minutes=which + 1), item=text, contact=f"1380013800{which}")
    elif sheet.rows and step in ("edit", "delete"):
        values, at, key = sheet.rows.pop(which % len(sheet.rows))
        if step == "edit":
            sheet.rows.insert(0, ({**values, "item": text}, at, key))


def _approve(community: Community, which: int, approved: dict[str, set[str]]) -> None:
    """The version that is there, and (refused) the one before it."""
    for one in Submission.objects.order_by("pk")[which : which + 2]:
        for number in (one.version - 1, one.version):
            try:
                decide(community, SECRET, one.pk, number, "approve", by="林", reason="", now=NOW)
            except Refused:
                continue
            approved[one.pk] = {one.versions.get(number=number).values["item"]}

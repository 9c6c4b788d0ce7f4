"""From a sheet to entries and back, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from moderation.core.community import Community
from moderation.core.entry import Status
from moderation.queue.call_back import record_call
from moderation.queue.decide import Refused, StaleDecision, decide
from moderation.queue.examine import ruleset_name
from moderation.queue.gather import entries, private_values
from moderation.queue.history import same_contact
from moderation.queue.intake import PullRefused, PullReport, pull
from moderation.queue.keys import repeatable_id
from moderation.queue.models import Submission, Version
from moderation.queue.publishable import Reason
from moderation.queue.screened import screen_pending
from moderation.queue.verify import verify
from moderation.queue.words import Outcome, Presence, Standing
from moderation.screening.ruleset import Ruleset
from tests.moderation.queue.neighbourhood import LATER, NOW, SECRET, Sheet

pytestmark = pytest.mark.usefixtures("queue")


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def pulled(
    sheet: Sheet, community: Community, *, accept_loss: bool = False, dry_run: bool = False
) -> PullReport:
    return pull(sheet, community, NOW, SECRET, accept_loss=accept_loss, dry_run=dry_run)


def figures(report: PullReport) -> tuple[int, ...]:
    return (report.same, report.new, report.edited, report.returned, report.vanished)


def approve(community: Community, ruleset: Ruleset, *names: str, version: int = 1) -> str:
    screen_pending(community, ruleset, SECRET, NOW)
    one = Submission.objects.order_by("row").first()
    assert one is not None
    for name in names or ("林",):
        decide(community, SECRET, one.pk, version, "approve", by=name, reason="", now=NOW)
    return one.pk


def titles(community: Community, ruleset: Ruleset) -> list[str]:
    return [entry.title for entry in entries(community, LATER, SECRET, ruleset_name(ruleset))[0]]


def withheld(community: Community, ruleset: Ruleset) -> dict[Reason, int]:
    return dict(entries(community, LATER, SECRET, ruleset_name(ruleset))[1])


def test_what_is_approved_is_published(sheet: Sheet, community: Community, ruleset: Ruleset) -> None:
    pulled(sheet.add(item="口罩两盒", category="口罩", area="柳巷"), community)
    assert titles(community, ruleset) == []
    id_ = approve(community, ruleset)
    [entry], reasons = entries(community, LATER, SECRET, ruleset_name(ruleset))
    assert (entry.id, entry.title, entry.category, entry.area) == (id_, "口罩两盒", "masks", "liuxiang")
    assert [detail.field for detail in entry.details] == ["item", "category", "area"]
    assert dict(reasons) == {}


def test_pulling_twice_changes_nothing(sheet: Sheet, community: Community) -> None:
    sheet.add(item="甲").add(item="甲").add(item="乙", at=NOW)
    assert figures(pulled(sheet, community)) == (0, 3, 0, 0, 0)
    before = list(Submission.objects.order_by("pk").values())
    assert figures(pulled(sheet, community)) == (3, 0, 0, 0, 0)
    assert list(Submission.objects.order_by("pk").values()) == before


def test_an_edit_returns_to_pending(sheet: Sheet, community: Community, ruleset: Ruleset) -> None:
    pulled(sheet.add(), community)
    id_ = approve(community, ruleset)
    assert titles(community, ruleset) == ["口罩两盒"]
    sheet.rows.clear()
    assert figures(pulled(sheet.add(item="口罩十盒"), community)) == (0, 0, 1, 0, 0)
    one = Submission.objects.get()
    assert (one.pk, one.version, one.standing) == (id_, 2, Standing.PENDING)
    screen_pending(community, ruleset, SECRET, NOW)
    assert titles(community, ruleset) == []
    with pytest.raises(StaleDecision, match="version 2 now"):
        decide(community, SECRET, id_, 1, "approve", by="林", reason="", now=NOW)
    approve(community, ruleset, version=2)
    assert titles(community, ruleset) == ["口罩十盒"]


def test_an_edit_under_the_source_s_own_key(sheet: Sheet, community: Community) -> None:
    pulled(sheet.add(key="r1", item="甲").add(key="r2", item="甲"), community)
    sheet.rows.clear()
    assert figures(pulled(sheet.add(key="r1", item="全新的字"), community)) == (0, 0, 1, 0, 1)


def test_what_vanishes_is_unpublished_and_then_forgotten(
    sheet: Sheet, community: Community, ruleset: Ruleset
) -> None:
    pulled(sheet.add(), community)
    approve(community, ruleset)
    row = sheet.rows.pop()
    assert figures(pulled(sheet, community)) == (0, 0, 0, 0, 1)
    assert withheld(community, ruleset) == {Reason.GONE: 1}
    sheet.rows.append(row)
    assert figures(pulled(sheet, community)) == (0, 0, 0, 1, 0)
    assert titles(community, ruleset) == ["口罩两盒"]
    sheet.rows.clear()
    for _ in range(community.thresholds.tombstone_after_pulls):
        pulled(sheet, community)
    assert Submission.objects.get().presence == Presence.FORGOTTEN
    assert Version.objects.count() == 0


def test_a_pull_that_loses_too_much_is_refused(sheet: Sheet, community: Community) -> None:
    for number in range(10):
        sheet.add(item=f"第{number}件")
    pulled(sheet, community)
    del sheet.rows[:4]
    with pytest.raises(PullRefused, match="4 of 10"):
        pulled(sheet, community)
    assert Submission.objects.filter(presence=Presence.PRESENT).count() == 10
    assert pulled(sheet, community, accept_loss=True).vanished == 4


def test_a_question_that_is_gone_takes_no_approval_away(community: Community, ruleset: Ruleset) -> None:
    """Who tidies a form makes other responses of all at once: nothing changes until somebody says so."""
    sheet = Sheet()
    for number in range(12):
        sheet.add(item=f"第{number}件", remark="放门卫", key=f"k{number}")
    pulled(sheet, community)
    screen_pending(community, ruleset, SECRET, NOW)
    whole = list(sheet.rows)
    bare = [*whole]
    bare[:] = [({**values, "remark": ""}, at, key) for values, at, key in whole]
    for one in Submission.objects.order_by("row")[:11]:
        decide(community, SECRET, one.pk, 1, "approve", by="林", reason="", now=NOW)
    sheet.rows = bare
    with pytest.raises(PullRefused, match="11 of 11 approved"):
        pulled(sheet, community)
    assert len(titles(community, ruleset)) == 11
    sheet.rows = [*bare[:3], *whole[3:]]  # as many as people may edit
    assert figures(pulled(sheet, community)) == (9, 0, 3, 0, 0)
    sheet.rows = bare
    assert pulled(sheet, community, accept_loss=True).edited == 9


def test_strangers_edit_what_nobody_approved_and_stop_no_pull(community: Community, ruleset: Ruleset) -> None:
    sheet = Sheet()
    for number in range(12):
        sheet.add(item=f"第{number}件", key=f"k{number}")
    pulled(sheet, community)
    sheet.rows = [({**values, "item": f"{values['item']}了"}, at, key) for values, at, key in sheet.rows]
    assert figures(pulled(sheet, community)) == (0, 0, 12, 0, 0)


def test_a_dry_run_changes_nothing(sheet: Sheet, community: Community) -> None:
    assert pulled(sheet.add(), community, dry_run=True).new == 1
    assert Submission.objects.count() == 0


def test_two_people_and_a_call_where_they_are_demanded(community: Community, ruleset: Ruleset) -> None:
    pulled(Sheet("need").add(price="每盒 20 元"), community)
    id_ = approve(community, ruleset, "林", " 林 ")
    assert withheld(community, ruleset) == {Reason.SECOND_PERSON: 1}
    approve(community, ruleset, "周")
    assert withheld(community, ruleset) == {Reason.UNVERIFIED: 1}
    record_call(community, SECRET, id_, 1, Outcome.CONFIRMED, by="周", now=NOW)
    assert titles(community, ruleset) == ["口罩两盒"]


def test_undo_window(sheet: Sheet, community: Community, ruleset: Ruleset) -> None:
    pulled(sheet.add(), community)
    approve(community, ruleset)
    name = ruleset_name(ruleset)
    young, old = NOW + timedelta(seconds=9), NOW + timedelta(seconds=10)
    assert dict(entries(community, young, SECRET, name)[1]) == {Reason.UNDO_WINDOW: 1}
    assert len(entries(community, old, SECRET, name)[0]) == 1


def test_decisions_are_recorded_once(sheet: Sheet, community: Community, ruleset: Ruleset) -> None:
    pulled(sheet.add(), community)
    id_ = approve(community, ruleset)
    first = decide(community, SECRET, id_, 1, "approve", by="林", reason="again", now=LATER)
    assert (first.at, first.reason) == (NOW, "")
    decide(community, SECRET, id_, 1, "fulfil", by="林", reason="", now=NOW)
    assert entries(community, LATER, SECRET, ruleset_name(ruleset))[0][0].status is Status.FULFILLED
    assert verify(SECRET) == []


@pytest.mark.parametrize("word", ["", "approved", "not approve", "批准", "approve!"])
def test_an_unknown_word_decides_nothing(
    sheet: Sheet, community: Community, ruleset: Ruleset, word: str
) -> None:
    pulled(sheet.add(), community)
    id_ = Submission.objects.get().pk
    with pytest.raises(Refused, match="unknown action"):
        decide(community, SECRET, id_, 1, word, by="林", reason="", now=NOW)


def test_a_withdrawal_outlives_an_edit(sheet: Sheet, community: Community, ruleset: Ruleset) -> None:
    pulled(sheet.add(), community)
    id_ = approve(community, ruleset)
    decide(community, SECRET, id_, 1, "withdraw", by="林", reason="", now=NOW)
    sheet.rows.clear()
    pulled(sheet.add(item="口罩三盒"), community)
    with pytest.raises(Refused, match="reopen it first"):
        decide(community, SECRET, id_, 2, "approve", by="林", reason="", now=NOW)
    decide(community, SECRET, id_, 2, "reopen", by="林", reason="又有了", now=NOW)
    approve(community, ruleset, version=2)
    assert titles(community, ruleset) == ["口罩三盒"]


def test_changed_words_in_the_database_are_withheld(
    sheet: Sheet, community: Community, ruleset: Ruleset
) -> None:
    pulled(sheet.add(), community)
    approve(community, ruleset)
    version = Version.objects.get()
    version.screening.texts["item"] = "加微信抢购"
    version.screening.save()
    assert withheld(community, ruleset) == {Reason.ALTERED: 1}


def test_private_values_are_all_there(sheet: Sheet, community: Community, ruleset: Ruleset) -> None:
    pulled(sheet.add(name="王小明", remark="打 13912345678 找我", reasons="备用"), community)
    approve(community, ruleset)
    found = {(value.where, value.text, value.identifying) for value in private_values(community)}
    assert found == {
        ("offer/name", "王小明", True),
        ("offer/contact", "138 0013 8000", True),
        ("offer/remark", "13912345678", True),
    }
    [entry] = entries(community, LATER, SECRET, ruleset_name(ruleset))[0]
    assert [d.text for d in entry.details if d.field == "remark"] == ["打 [已隐去] 找我"]


def test_a_contact_is_recognised_again(community: Community) -> None:
    pulled(Sheet().add(contact="13800138000").add(contact="微信 lin88", item="米"), community)
    pulled(Sheet("need").add(contact="+86 138-0013-8000"), community)
    one = Submission.objects.get(form="need")
    assert [other.form for other in same_contact(one.pk)] == ["offer"]


def test_a_rebuilt_queue_has_the_same_ids(sheet: Sheet, community: Community) -> None:
    """Without a server the queue is made anew each time, and decisions must find their submissions."""
    sheet.add(item="甲").add(item="甲").add(item="乙")
    ids = []
    for _ in range(2):
        with transaction.atomic():
            pulled(sheet, community)
            ids.append(sorted(Submission.objects.values_list("pk", flat=True)))
            transaction.set_rollback(True)
    assert ids[0] == ids[1]
    assert len(ids[0]) == 3


def test_an_id_that_is_taken_is_not_given_again(sheet: Sheet, community: Community) -> None:
    pull(sheet.add(item="甲", key="r1"), community, NOW, SECRET, new_id=repeatable_id)
    sheet.rows.clear()
    sheet.add(item="乙", key="r1").add(item="甲", key="r2")
    assert pull(sheet, community, NOW, SECRET, new_id=repeatable_id).new == 1
    assert Submission.objects.count() == 2


@pytest.mark.parametrize("reason", ["打 138 0013-8000 没人接", "１３８００１３８０００"])
def test_what_is_kept_for_good_holds_no_phone_number(sheet: Sheet, community: Community, reason: str) -> None:
    pulled(sheet.add(), community)
    id_ = Submission.objects.get().pk
    with pytest.raises(Refused, match="leave phone numbers out") as refused:
        decide(community, SECRET, id_, 1, "hold", by="林", reason=reason, now=NOW)
    assert "8000" not in str(refused.value)
    dated = "2030-03-01 17:51 与 2030-03-02 核实"
    assert decide(community, SECRET, id_, 1, "hold", by="林", reason=dated, now=NOW).reason == dated

"""Who was reported is known again, by nothing but hashes; three people hide an entry until it is reviewed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest

from moderation.core.community import Community
from moderation.core.finding import Verdict
from moderation.queue.decide import decide
from moderation.queue.duplicates import cluster
from moderation.queue.examine import ruleset_name
from moderation.queue.flags import reported, reporters
from moderation.queue.gather import entries
from moderation.queue.intake import pull
from moderation.queue.models import Found, Sighting, Submission, Target
from moderation.queue.publishable import Reason
from moderation.queue.purge import erase
from moderation.queue.screened import screen_pending
from moderation.queue.words import Standing
from moderation.screening.ruleset import Ruleset
from moderation.screening.targets import NEAR_DUPLICATE, REPORTED, SAME_CONTACT
from tests.moderation.queue.neighbourhood import LATER, NOW, SECRET, Sheet

Screened = Callable[[], None]

pytestmark = pytest.mark.usefixtures("queue")

AD = "自家厂里多出来的,一盒二十只,谁要谁拿,先到先得,错过就没有了"
SELLER = "157 0000 1234"


@pytest.fixture
def offers() -> Sheet:
    return Sheet()


@pytest.fixture
def reports() -> Sheet:
    return Sheet("report")


@pytest.fixture
def screened(community: Community, ruleset: Ruleset, offers: Sheet, reports: Sheet) -> Screened:
    """Pull both sheets and screen."""

    def run() -> None:
        for sheet in (offers, reports):
            pull(sheet, community, NOW, SECRET)
        screen_pending(community, ruleset, SECRET, NOW)

    return run


def told(rule: str) -> dict[str, str]:
    """What the flags of a rule say, by the item of the submission (its form's name on a report)."""
    return {
        one.version.values.get("item", one.version.submission.form): one.message
        for one in Found.objects.filter(rule=rule).select_related("version__submission")
    }


@pytest.mark.parametrize(
    "disguised",
    [
        (SELLER, ""),
        ("", "要的打一五七零零零零一二三四"),
        ("", "电话①⑤⑦-0000-①②③④"),
    ],
)
def test_a_reported_contact_is_known_again(
    screened: Screened, offers: Sheet, reports: Sheet, disguised: tuple[str, str]
) -> None:
    offers.add(item="假货", contact=disguised[0], remark=disguised[1]).add(
        item="好人", contact="139 0013 9000"
    )
    reports.add(kind="诈骗", target="15700001234", contact="13600136000")
    screened()
    assert {item: "1位" in message for item, message in told(REPORTED).items()} == {"假货": True}
    assert Submission.objects.get(verdict=Verdict.HOLD).versions.get().values["item"] == "假货"


def test_independent_reporters_are_counted_once_each(
    screened: Screened, offers: Sheet, reports: Sheet
) -> None:
    offers.add(item="假货", contact=SELLER)
    for contact in ("13600136000", "136-0013-6000", "+86 13600136000,微信 helper_01", "13700137000", "", ""):
        reports.add(kind="诈骗", target=SELLER, contact=contact)
    screened()
    [people] = reporters().values()
    assert len(people) == 3  # two who said who they are, and nobody


def test_a_new_report_flags_what_waits_and_a_baseless_one_no_longer(
    screened: Screened, community: Community, offers: Sheet, reports: Sheet
) -> None:
    offers.add(item="假货", contact=SELLER)
    screened()
    assert told(REPORTED) == {}
    reports.add(kind="诈骗", target=SELLER, contact="13600136000")
    screened()
    assert set(told(REPORTED)) == {"假货"}
    report = Submission.objects.get(form="report")
    decide(community, SECRET, report.pk, 1, "reject", by="林", reason="", now=NOW)
    screened()
    assert told(REPORTED) == {}
    assert set(Submission.objects.values_list("verdict", flat=True)) == {Verdict.CLEAR}


def test_whoever_reports_an_entry_reports_its_contact_and_its_words(
    screened: Screened, offers: Sheet, reports: Sheet
) -> None:
    offers.add(item="第一次", contact=SELLER, remark=AD)
    offers.add(item="同一个人", contact=SELLER).add(item="同一段话", contact="", remark=f"❗{AD}13900139000")
    offers.add(item="不相干", contact="13500135000")
    screened()
    first = Submission.objects.get(row=1, form="offer").pk
    reports.add(kind="诈骗", entry=f"https://example.org/e/{first}.html", contact="13600136000")
    screened()
    assert set(told(REPORTED)) == {"第一次", "同一个人", "同一段话"}


@pytest.mark.parametrize(("kind", "flagged"), [("信息有误", {"第一次"}), ("我是被举报方", set[str]())])
def test_not_every_report_accuses(
    screened: Screened, offers: Sheet, reports: Sheet, kind: str, flagged: set[str]
) -> None:
    offers.add(item="第一次", contact=SELLER).add(item="同一个人", contact=SELLER)
    screened()
    reports.add(kind=kind, entry=Submission.objects.get(row=1).pk, target=SELLER)
    screened()
    assert set(told(REPORTED)) == flagged


def test_three_people_hide_an_entry_until_it_is_reviewed(
    screened: Screened, community: Community, ruleset: Ruleset, offers: Sheet, reports: Sheet
) -> None:
    offers.add(item="口罩两盒", at=NOW - timedelta(hours=3))
    screened()
    entry = Submission.objects.get().pk
    clock = (NOW - timedelta(hours=2) + timedelta(minutes=minute) for minute in count())

    def say(word: str, by: str) -> None:
        decide(community, SECRET, entry, 1, word, by=by, reason="看过了", now=next(clock))

    say("approve", "林")

    def outcome() -> object:
        published, withheld = entries(community, LATER, SECRET, ruleset_name(ruleset))
        return [one.id for one in published], withheld[Reason.REPORTED]

    for contact in ("13600136000", "13700137000", "13700137000"):
        reports.add(kind="信息有误", entry=entry, contact=contact, story=f"不对{len(reports.rows)}")
    screened()
    assert outcome() == ([entry], 0)
    assert [one.pk for one in reported()] == [entry]
    reports.add(kind="信息有误", entry=entry.upper(), contact="13800138111")
    screened()
    assert outcome() == ([], 1)
    assert Submission.objects.get(pk=entry).standing == Standing.APPROVED
    clock = (NOW + timedelta(seconds=second) for second in count())
    say("reopen", "周")
    say("approve", "周")
    say("approve", "林")
    assert outcome() == ([entry], 0)


def test_nothing_plain_is_kept(screened: Screened, offers: Sheet, reports: Sheet) -> None:
    offers.add(item="假货", contact=SELLER, remark=AD)
    reports.add(
        kind="诈骗", target="wx seller_007", link="https://shop.example.com/p/9", contact="13600136000"
    )
    screened()
    assert Target.objects.count() >= 2
    kept = repr([*Target.objects.values_list(), *Sighting.objects.values_list()])
    for plain in (
        "15700001234",
        "0000",
        "1234'",
        "seller",
        "shop",
        "13600136000",
        "phone:",
        "wechat",
        AD[:4],
    ):
        assert plain not in kept


def test_erasing_takes_everything_out_of_the_register(
    screened: Screened, offers: Sheet, reports: Sheet
) -> None:
    offers.add(item="假货", contact=SELLER, remark=AD)
    reports.add(kind="诈骗", target=SELLER, contact="13600136000")
    screened()
    for one in Submission.objects.all():
        erase(SECRET, one.pk, by="林", reason="", now=NOW)
    assert (Target.objects.count(), Sighting.objects.count(), Found.objects.count()) == (0, 0, 0)


def test_a_report_that_vanished_counts_no_more(screened: Screened, offers: Sheet, reports: Sheet) -> None:
    offers.add(item="假货", contact=SELLER)
    reports.add(kind="诈骗", target=SELLER)
    screened()
    reports.rows.clear()
    screened()
    assert told(REPORTED) == {}


def test_one_contact_and_one_text_are_seen_across_forms(
    screened: Screened, community: Community, ruleset: Ruleset, offers: Sheet
) -> None:
    offers.add(item="一", contact=SELLER, remark=AD).add(item="二", contact="", remark=f"【{AD}】加急")
    offers.add(item="三", contact="13500135000")
    needs = Sheet("need").add(
        item="四", contact="+86 157-0000-1234", remark="家里老人要用的东西请大家帮帮忙找一找"
    )
    pull(needs, community, NOW, SECRET)
    screened()
    assert {item: "1份" in message for item, message in told(SAME_CONTACT).items()} == {
        "一": True,
        "四": True,
    }
    assert {item: "1份" in message for item, message in told(NEAR_DUPLICATE).items()} == {
        "一": True,
        "二": True,
    }
    first, second = Submission.objects.filter(form="offer", row__in=(1, 2)).order_by("row")
    assert (first.cluster, second.cluster) == (first.pk, first.pk)
    assert cluster(first.pk) == [second.pk]


def test_a_flood_is_one_cluster(screened: Screened, offers: Sheet) -> None:
    filler = "的了啊呀哦嗯吧嘛"
    for at in range(2000):
        remark = AD[: at % 30] + filler[at % 8] + AD[at % 30 + 1 :] + filler[at // 8 % 8]
        offers.add(item="口罩", contact="", remark=remark)
    screened()
    assert Submission.objects.values_list("cluster", flat=True).distinct().count() == 1
    assert all("1999份" in message for message in told(NEAR_DUPLICATE).values())


def test_a_changed_redaction_keeps_the_flags(
    screened: Screened, community: Community, ruleset: Ruleset, offers: Sheet, reports: Sheet
) -> None:
    offers.add(item="假货", contact=SELLER)
    reports.add(kind="诈骗", target=SELLER)
    screened()
    before = Found.objects.get(rule=REPORTED).pk
    screen_pending(community, ruleset, SECRET, NOW, again=True)
    assert Found.objects.get(rule=REPORTED).pk == before
    assert Submission.objects.get(form="offer").verdict == Verdict.HOLD

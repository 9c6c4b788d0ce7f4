"""`site`: the demo. Invented submissions go the whole way, from exports in examples/ to public/."""

from __future__ import annotations

from commands import say
from commands.build import built
from commands.decide import applied_table, undo_window
from commands.demo import DEMO_NOW, sample_decisions
from commands.options import COMMUNITY, PUBLIC, AsJson, CommunityFile, Out, Workplace
from commands.pull import pulled
from commands.screen import screened
from moderation.core.finding import Verdict
from moderation.queue.models import Screening


def site(community: CommunityFile = COMMUNITY, out: Out = PUBLIC, as_json: AsJson = False) -> None:
    """演示：从 examples/ 到网站。The demo: pull, screen, apply the sample decisions, build."""
    place = Workplace(community, usually=DEMO_NOW)
    decisions = sample_decisions(place)
    reports = pulled(place)
    screened(place)
    applied_table(place, decisions, place.now - undo_window(place))
    report, withheld = built(place, out, allow_vanishing=True)  # a new var/ gives all entries new ids
    verdicts = {
        f"筛查 {verdict.name.lower()}": Screening.objects.filter(verdict=verdict).count()
        for verdict in Verdict
    }
    said = {"读入 read": sum(each.read for each in reports), **verdicts, "已发布 published": report.entries}
    said |= {f"未发布 withheld: {reason}": count for reason, count in withheld.most_common()}
    say.facts(f"{place.community.name.zh_hans} -> {out}/", said, as_json=as_json)

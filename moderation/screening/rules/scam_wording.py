"""Wordings of swindlers.

**Finds** money to be paid first beside jobs, favours, authorities, investments or borrowing; links, codes and
card numbers asked for in an authority's name; investments with returns; favours that the law forbids, for
money; "I have a new number, lend me".

**Why it matters**: every epidemic brings false subsidies, false jobs and false relatives.

**What happens**: the post is held. Words of victims and of warnings near by (被骗, 报警, 千万别) let it pass:
a warning must reach people.

**Known gaps**: a swindle that warns of swindles; stories without any of these words.
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.core.finding import Kind, Severity
from moderation.core.text import Text
from moderation.screening.combination import combination, hits
from moderation.screening.rule import Context, Hit, Rule

RULE = Rule(
    kind=Kind.SCAM,
    severity=Severity.HOLD,
    title="诈骗用语",
    finds=(
        "居家⟦兼职,先交⟧押金,做完退",
        "⟦您的医保卡即将停用,请回复卡号⟧",
        "在家⟦理财,稳赚⟧不赔",
        "我⟦换了新号,急用钱⟧",
    ),
    passes=(
        "提醒:先交押金的兼职都是诈骗,请报警",
        "团购押桶三十可退,不收定金",
        "捐款请走红十字会官网公布的账号",
        "兼职志愿者在 https://example.org/ps 报名",
    ),
)

_COMBINATIONS = (
    combination(
        "pay_first",
        "job illegal invest authority money_back borrowing phishing",
        unless="warning free at_cost asking official",
    ),
    combination("phishing", "authority money_back", "phishing", unless="warning free"),
    combination("invest", "invest", unless="warning"),
    combination("illegal", "illegal add_me order price", unless="warning official asking free"),
    combination("borrowing", "borrowing", unless="warning at_cost official"),
    combination("job", "job", "pay_first add_me", unless="warning free official"),
)


def find(text: Text, context: Context) -> Iterator[Hit]:
    return hits(text, _COMBINATIONS, "诈骗用语")

"""Calls to leave the site for somebody's own chat.

**Finds** "join my group", "scan to enter", "add me for the price list" beside goods, prices, jobs,
investments or praise.

**Why it matters**: what happens in a private group no moderator sees; that is where deposits vanished.

**What happens**: the post is held. An account given for a gift or a need is personal data, not luring.

**Known gaps**: invitations in pictures.
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.core.finding import Kind, Severity
from moderation.core.text import Text
from moderation.screening.combination import combination, hits
from moderation.screening.rule import Context, Hit, Rule

RULE = Rule(
    kind=Kind.LURE,
    severity=Severity.HOLD,
    title="引流用语",
    finds=(
        "⟦口罩秒杀,扫码进⟧群",
        "想要⟦价目表的加微信⟧",
    ),
    passes=(
        "免费送轮椅,要的加我微信",
        "楼长群里接龙就行",
        "有人拉我进群卖口罩,是骗子吗",
    ),
)

_HONEST = "warning free at_cost asking official thanking"
_COMBINATIONS = (
    combination("join_group", "stock price order goods invest job praise scarcity", unless=_HONEST),
    combination("add_me", "stock price order invest job praise scarcity wholesale", unless=_HONEST),
)


def find(text: Text, context: Context) -> Iterator[Hit]:
    return hits(text, _COMBINATIONS, "引流用语")

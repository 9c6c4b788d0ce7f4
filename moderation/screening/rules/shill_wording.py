"""Wordings of people who praise a seller as if they were customers.

**Finds** praise beside "I bought there" or beside an account; and words that wash a seller clean
(同行抹黑, 别再举报) beside praise or goods.

**Why it matters**: buyers of fake masks had been reassured by neighbours who weren't any.

**What happens**: the post is held; thanks to helpers and donors say nothing of buying and pass.

**Known gaps**: an honest customer writes the same words; a moderator decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.core.finding import Kind, Severity
from moderation.core.text import Text
from moderation.screening.combination import combination, hits
from moderation.screening.rule import Context, Hit, Rule

RULE = Rule(
    kind=Kind.SHILL,
    severity=Severity.HOLD,
    title="托儿用语",
    finds=(
        "真心⟦推荐李姐,我已经买⟧了三次",
        "这家店⟦质量好,我把微信推⟧给你们",
        "⟦同行抹黑,她家⟧口罩真的好",
    ),
    passes=(
        "谢谢楼上大哥送来的口罩,质量很好",
        "推荐大家去社区医院开药,不用排队",
        "感谢团长,账目清楚,辛苦了",
    ),
)

_HONEST = "asking official warning free at_cost"
_COMBINATIONS = (
    combination("praise", "witness", unless=_HONEST),
    combination("praise", "add_me order", unless=_HONEST),
    combination("whitewash", "praise witness order goods", unless="official thanking"),
)


def find(text: Text, context: Context) -> Iterator[Hit]:
    return hits(text, _COMBINATIONS, "托儿用语")

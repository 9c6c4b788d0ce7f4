"""Wordings of people who sell.

**Finds** goods with stock or wholesale words and a price, a call to order or an account, within sixty
letters of each other, also spaced out, in homophones (扣罩), in pinyin and with pictures between; words for
secrecy (别声张) beside goods.

**Why it matters**: sellers flooded the mask groups of 2020, took deposits and pulled people into groups of
their own.

**What happens**: the post is held, and the moderator sees the words; not once more when it is held for claims
that contradict each other. Gifts, cost prices, needs, official channels and warnings say so, and are left
alone.

**Known gaps**: code words that nobody has written down; sellers who speak of cost prices. The linear score
weighs the rest.
"""

from __future__ import annotations

from collections.abc import Iterable

from moderation.core.finding import Kind, Severity
from moderation.core.text import Text
from moderation.screening.combination import combination, hits
from moderation.screening.rule import Context, Hit, Rule

RULE = Rule(
    kind=Kind.SELLER,
    severity=Severity.HOLD,
    title="卖货用语",
    finds=(
        "⟦口罩现货,一手货源,欢迎咨询⟧",
        "⟦扣 罩 有 货,2块5一个,加 薇⟧ abc",
        "⟦手套批发,价格私聊⟧",
    ),
    passes=(
        "口罩拼单,药房进货价一块一,不加价,发票给大家看",
        "家里有多的口罩,免费送给孕妇,自己来拿",
        "哪里还有口罩卖?价格贵点也行,急",
        "药店今天有口罩,每人限五只,要排队",
    ),
    last=True,
)

_HONEST = "free at_cost asking official warning thanking"
_COMBINATIONS = (
    combination(
        "goods medicine", "stock wholesale", "price order scarcity add_me join_group", unless=_HONEST
    ),
    combination("goods medicine", "price order", "add_me join_group scarcity wholesale", unless=_HONEST),
    combination("stock wholesale", "price", "add_me join_group order scarcity", unless=_HONEST),
    combination("wholesale", "order add_me price", unless=_HONEST),
    combination("quiet", "stock price order add_me goods", unless=_HONEST),
)


def find(text: Text, context: Context) -> Iterable[Hit]:
    return () if Kind.COUNTERFEIT in context.found else hits(text, _COMBINATIONS, "卖货用语")

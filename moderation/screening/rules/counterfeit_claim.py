"""Claims about goods that can't all be true, and claims with nothing to check them by.

**Finds** registration and filing numbers, standards, grades (N95, KN95, FFP2 …), marks of NIOSH, CE and LA,
medicine numbers, dates and filtration figures that contradict each other or the product: 械备 on a surgical
mask, ear loops on a NIOSH mask, goods older than the standard printed on them, one thing on the box and
another on the mask, a number of one province from a maker in another, a
medicine sold by a disinfectant's permit.
A guide that explains such contradictions claims nothing and stays.

**Why it matters**: people went into fever wards in masks that were sold to them with such numbers.

**What happens**: a contradiction holds the post, with the reason; a claim that can't be checked ("三证齐全")
is noted. Nothing is published about the seller.

**Known gaps**: whether a well-formed number is really registered can't be told without the registers
themselves. A year alone proves nothing: real records cite wrong editions.

Sources and dates of the registers: `moderation/screening/claims/registers/*.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.core.finding import Kind, Severity
from moderation.core.text import Text
from moderation.screening.claims import State, judge
from moderation.screening.rule import Context, Hit, Rule

RULE = Rule(
    kind=Kind.COUNTERFEIT,
    severity=Severity.HOLD,
    title="自相矛盾的商品宣称",
    finds=(
        "医用外科口罩,⟦浙杭械备20200001⟧号,资料齐",
        "一次性医用口罩,注册证⟦苏械注准20203140001⟧,五十只",
        "KN95口罩,GB 2626-2019,⟦KN97⟧级过滤",
        "美标N95,编号⟦TC-84A-12345⟧,独立包装",
        "防护口罩,⟦三证齐⟧全,随时看货",
    ),
    passes=(
        "医用外科口罩,YY 0469-2011,注册证苏械注准20202140001,五十只一盒",
        "医用隔离面罩,浙杭械备20200001号,送给志愿者",
        "口罩YY 0469-2010版,包装完好",
        "求两只KN95口罩,去医院用",
        "口罩怎么选,看 https://example.org/aTC-84B-12",
    ),
)


def find(text: Text, context: Context) -> Iterator[Hit]:
    for one in judge(text):
        if one.state is State.CONTRADICTORY:
            yield Hit(text.span(one.start, one.end), f"宣称矛盾:{one.reason}")
        elif one.state is State.UNVERIFIABLE:
            message = f"宣称无法核实:{one.reason}"
            yield Hit(text.span(one.start, one.end), message, Kind.UNVERIFIABLE, Severity.NOTE)

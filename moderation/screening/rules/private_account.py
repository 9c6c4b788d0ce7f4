"""Money asked for on a private bank card.

**Finds** words for giving, lending, paying or collecting in a field where a bank card number was found.

**Why it matters**: whoever collects for masks, for a sick mother or for a group-buy on a card of their own
can be gone tomorrow; in every epidemic false charities do so.

**What happens**: the post is held until somebody has called back. Reports, where victims write down where
their money went, and accounts of public bodies pass.

**Known gaps**: an honest organiser's card looks the same: the moderator decides. Payment codes are pictures.
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.core.finding import Kind, Severity
from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.rule import Context, Hit, Rule

RULE = Rule(
    kind=Kind.SCAM,
    severity=Severity.HOLD,
    title="私人账户收款",
    finds=(
        "替护士们募⟦捐⟧,卡号6222021234567890128,户名丁满仓",
        "每户先⟦交⟧三十,都到这张卡6222021234567890128",
        "Please ⟦transfer⟧ 50 yuan to card 6222021234567890128",
    ),
    passes=(
        "慈善总会的捐款账号是6222021234567890128",
        "捡到一张银行卡,尾号0128,到门卫室来拿",
        "募捐的事请看红十字会官网",
    ),
    last=True,
)

_ASKS = Pattern(
    r"转|捐|汇|打到|打款|打给|打进|交|付|借|押金|保证金|充值|缴|收款|账户|开户|垫|补差|解冻|验资|"
    r"transfer|donate|deposit|pay|lend|send money"
)
_PUBLIC = Pattern(
    r"慈善总会|慈善会|红十字|基金会|民政局|财政局|对公账|公共账户|专用账户|医保局|水务|电力公司"
)


def find(text: Text, context: Context) -> Iterator[Hit]:
    asked = Kind.BANKCARD in context.found and context.form != "report" and _ASKS.search(text.folded)
    if asked and not _PUBLIC.found_in(text.folded):
        yield Hit(text.span(*asked.span()), f"要求付款到私人银行卡:“{asked.group()}”")

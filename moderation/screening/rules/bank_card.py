"""Bank card numbers: 16 to 19 digits that pass Luhn's check.

**Finds** 16-19 digits in any form, beside any letter, that begin like a card and hold Luhn's check digit;
without it, too, after words such as 卡号 or 账户, and UnionPay numbers (62…) where money is spoken of.

**Why it matters**: "pay into this account" is how most scams end, and a real card number draws more.

**What happens**: the number is hidden.

**Known gaps**: bank books and company accounts without a check digit and a label.

Source: ISO/IEC 7812 (Luhn's formula); UnionPay's issuer numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.core.finding import Kind, Severity
from moderation.core.numbers import Number, apart, numbers
from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.labels import Label, labelled, says
from moderation.screening.rule import Context, Hit, Rule
from moderation.screening.rules.id_card import looks_like_id

RULE = Rule(
    kind=Kind.BANKCARD,
    severity=Severity.NOTE,
    title="银行卡号",
    finds=(
        "转到⟦6222021234567890128⟧户名",
        "账户⟦6222 0212 3456 7890 128⟧",
        "卡号⟦6216—6179—4053—8426—899⟧",
        "my card: ⟦4111-1111-1111-1111⟧",
        "卡⟦六二二二〇二一二三四五六七八九〇一二八⟧",
        "钱交到⟦6214 OOOO OOOO OOOO 552⟧,做满退",
        "转这张⟦六二二八,十二个零,四四⟧",
        "卡号⟦4000 0000 0000 0123⟧",
    ),
    passes=(
        "my card number is 4012-8888-8888-1882",
        "订单号4111111111111111",
        "条码 6901234567892",
    ),
)

MESSAGE = "疑似银行卡号,建议隐去"

_ABOUT_MONEY = Pattern(r"[卡户转汇钱款付存]|账号|银行|打到|交到|费用|押金|定金|订金|利息|工资|pay|bank|card")
_DOUBLED = bytes.maketrans(b"0123456789", b"0246813579")
_ZERO = ord("0")
_ISSUERS = ("3", "4", "5", "6", "9")


def find(text: Text, context: Context) -> Iterator[Hit]:
    like_cards = numbers(text.runs, range(16, 20), _ISSUERS, _may_be_card)
    candidates = [*like_cards, *labelled(text, Label.ACCOUNT, range(16, 20))]
    if candidates:
        about_money = _ABOUT_MONEY.found_in(text.folded)
        for number in apart(n for n in candidates if _is_card(text, n, about_money=about_money)):
            yield Hit(text.span(number.start, number.end), MESSAGE)


def _may_be_card(digits: str) -> bool:
    return digits.startswith("62") or holds_luhn(digits)


def holds_luhn(digits: str) -> bool:
    """Luhn's check: every second digit from the right doubled, the sum a multiple of ten.

    Ours and not stdnum's, which is ten times slower for cleaning what is clean. The two digits of a doubled
    one are added up: 7 counts 1 + 4.
    """
    figures = digits.encode("ascii")
    total = sum(figures[-1::-2]) + sum(figures[-2::-2].translate(_DOUBLED))
    return (total - _ZERO * len(figures)) % 10 == 0


def _is_card(text: Text, number: Number, *, about_money: bool) -> bool:
    digits = number.digits
    if says(Label.ORDER, text, number.start) or (len(digits) == 18 and looks_like_id(digits)):
        return False
    named = says(Label.ACCOUNT, text, number.start)
    if digits[0] not in _ISSUERS:
        return named and holds_luhn(digits)
    return named or holds_luhn(digits) or (digits.startswith("62") and about_money)

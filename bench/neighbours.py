"""Invented entries in any number, in the proportions of examples/, the same ones on every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from moderation.core.community import Community, FieldType, Form, Publishes
from moderation.core.entry import Detail, Entry, Status
from moderation.core.private import PrivateValue
from moderation.core.quantity import Quantity

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
_SHARES = {"need": 12, "offer": 7, "channel": 3, "groupbuy": 3, "notice": 2, "thanks": 3, "activity": 2}
_ITEMS = (
    "N95 口罩",
    "一次性医用口罩",
    "84 消毒液",
    "布洛芬混悬液",
    "婴儿奶粉 2 段",
    "大米 5 公斤",
    "猫粮",
    "血氧仪",
)
_REMARK = (
    "社区卫生站的六位护士每天接待两百多人，库存只够用到周四。希望是有注册证号的正规产品，可以自取，也可以放在门卫室。",
    "家里有两位老人，不方便出门，周末上午有人。\n谢谢大家，已经有的请留给更需要的邻居。",
    "We can pick it up after six in the evening; thank you for asking around.",
)


def entries(community: Community, count: int) -> list[Entry]:
    """`count` entries; the first ones are the same whatever the count."""
    chance = random.Random(20200123)
    forms = [form for form in community.forms if form.publishes is Publishes.ENTRY]
    weights = [_SHARES.get(form.key, 1) for form in forms]
    areas = [area.key for area in community.areas]
    return [
        _entry(community, chance.choices(forms, weights)[0], chance.choice(areas), number, chance)
        for number in range(count)
    ]


def private_values(count: int) -> Iterator[PrivateValue]:
    """What the same number of submissions would keep private: a phone, a name, a door each."""
    chance = random.Random(42)
    for number in range(count):
        yield PrivateValue("need/contact", f"19{chance.randrange(10**9):09}")
        yield PrivateValue("need/name", f"邻居甲{number}号")
        yield PrivateValue("need/door", f"竹影里{number}巷{chance.randrange(1, 99)}号")


def _entry(community: Community, form: Form, area: str, number: int, chance: random.Random) -> Entry:
    at = NOW - timedelta(minutes=20_000) + timedelta(seconds=number * 100_000 // (number + 9))
    category = chance.choice(community.categories).key
    sorted_ = any(field.options_from == "categories" for field in form.fields)
    return Entry(
        id=f"{chance.randrange(16**10):010x}",
        form=form.key,
        title=f"{chance.choice(_ITEMS)} {chance.randrange(1, 500)} 件",
        category=category if sorted_ else None,
        area=area,
        urgency=chance.choice((0, 0, 0, 1, 2, 3)) if form.call_back else 0,
        details=tuple(_details(community, form, number, chance)),
        status=chance.choice((Status.OPEN, Status.OPEN, Status.OPEN, Status.FULFILLED)),
        received_at=at - timedelta(hours=2),
        approved_at=at,
        verified_at=at - timedelta(hours=1) if form.call_back else None,
        expires_at=NOW + timedelta(days=chance.randrange(1, 14)),
    )


def _details(community: Community, form: Form, number: int, chance: random.Random) -> Iterator[Detail]:
    for field in form.fields:
        if not field.public:
            continue
        if field.type in (FieldType.CHOICE, FieldType.CHOICES):
            option = chance.choice(community.options_of(field))
            yield Detail(field.key, option.label.zh_hans, (option.key,))
        elif field.type is FieldType.QUANTITY:
            amount = chance.randrange(1, 500)
            words = f"大概{amount}件"
            yield Detail(field.key, words, (), Quantity(words, Decimal(amount), "件"))
        elif field.type is FieldType.LONG_TEXT:
            yield Detail(field.key, chance.choice(_REMARK))
        elif field.type is not FieldType.URL:
            yield Detail(field.key, chance.choice(_ITEMS))
        elif chance.random() < 0.5:  # one entry in eight has an address, as in examples/
            yield Detail(field.key, f"https://example.org/shop?item={number}")

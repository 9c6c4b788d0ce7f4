"""A submission as the tab shows it: redacted text and flags, never anything private."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from moderation.core.community import Community, Form
from moderation.core.finding import Verdict
from moderation.core.values import category_named
from moderation.sheets.columns import Column

VERDICTS: Mapping[Verdict, str] = {
    Verdict.CLEAR: "无异常 clear",
    Verdict.NOTE: "留意 note",
    Verdict.HOLD: "存疑 hold",
    Verdict.BLOCK: "拦截 block",
}
URGENCIES = ("", "需要 1", "紧急 2", "危急 3")
UNSAFE = "（还有未能隐去的私人信息，请凭“收到”时间在原表中查看） / not shown: private data is left"
OTHERS = "其他 others"


@dataclass(frozen=True, slots=True)
class Card:
    """`code` binds a decision to what was shown: it changes with the words, and with what is hidden.

    `cells` are the bot's columns that do not depend on what people decide.
    """

    key: str
    version: int
    code: str
    cells: Mapping[Column, str] = field(repr=False)


def card(
    community: Community,
    form: Form,
    *,
    key: str,
    version: int,
    content: str,
    texts: Mapping[str, str],
    safe: bool,
    verdict: Verdict,
    flags: Sequence[str],
    urgency: int,
    received: datetime,
) -> Card:
    """The card of a screened version. `content` is its fingerprint, `texts` its redacted public fields."""
    shown = [
        (each.label.zh_hans, texts[each.key]) for each in form.fields if each.public and texts.get(each.key)
    ]
    text = "\n".join(f"{label}：{words}" for label, words in shown) if safe else UNSAFE
    code = hashlib.sha256(json.dumps([content, text]).encode()).hexdigest()[:8]
    local = received.astimezone(ZoneInfo(community.time_zone))
    cells = {
        Column.KEY: key,
        Column.FORM: form.name.zh_hans,
        Column.TEXT: text,
        Column.FLAGS: "\n".join(dict.fromkeys(flags)),
        Column.VERDICT: VERDICTS[verdict],
        Column.URGENCY: URGENCIES[urgency],
        Column.RECEIVED: f"{local:%Y-%m-%d %H:%M:%S}",
        Column.GROUP: _group(community, form, texts),
        Column.CODE: code,
    }
    return Card(key, version, code, cells)


def _group(community: Community, form: Form, texts: Mapping[str, str]) -> str:
    """The working group that takes the category, so that each can look at its own rows."""
    category = category_named(community, form, texts)
    taking = (group for group in community.groups if category and category.key in group.takes)
    return next((group.name.zh_hans for group in taking), OTHERS)

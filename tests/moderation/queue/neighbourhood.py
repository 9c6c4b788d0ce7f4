"""A small community and its responses, invented, for tests of the queue."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache

from moderation.core.community import Community
from moderation.core.response import Question, RawResponse

SECRET = b"a secret that only these tests know"
NOW = datetime(2030, 3, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)

_TOML = """
name = { zh-Hans = "柳巷互助" }
languages = ["zh-Hans"]
site_address = "https://example.org/"
time_zone = "Asia/Shanghai"

[[area]]
key = "liuxiang"
level = "community"
name = { zh-Hans = "柳巷" }

[[category]]
key = "masks"
name = { zh-Hans = "口罩" }
units = ["盒"]

[[form]]
key = "offer"
name = { zh-Hans = "捐赠" }
publishes = "entry"
headline = ["item"]
expires_after_days = 14
FIELDS

[[form]]
key = "need"
name = { zh-Hans = "求助" }
publishes = "entry"
headline = ["item"]
call_back = true
two_people_if = ["price"]
closes = "until"
expires_after_days = 14
FIELDS

[[form]]
key = "report"
name = { zh-Hans = "举报" }
publishes = "nothing"
REPORT_FIELDS

[[form]]
key = "hours"
name = { zh-Hans = "时长" }
publishes = "figures"
FIELDS
"""

_FIELDS = """
[[form.field]]
key = "item"
label = { zh-Hans = "物品" }
titles = ["什么？"]
type = "text"
required = true
visibility = "public"

[[form.field]]
key = "category"
label = { zh-Hans = "类别" }
titles = ["哪一类？"]
type = "choice"
options_from = "categories"
visibility = "public"

[[form.field]]
key = "area"
label = { zh-Hans = "片区" }
titles = ["哪个片区？"]
type = "area"
visibility = "public"

[[form.field]]
key = "price"
label = { zh-Hans = "价格" }
titles = ["多少钱？"]
type = "quantity"
visibility = "public"

[[form.field]]
key = "until"
label = { zh-Hans = "截止" }
titles = ["到什么时候？"]
type = "time"
visibility = "public"

[[form.field]]
key = "remark"
label = { zh-Hans = "说明" }
titles = ["说明"]
type = "long text"
visibility = "public"

[[form.field]]
key = "reasons"
label = { zh-Hans = "原因" }
titles = ["原因"]
type = "choices"
options = [
  { key = "oxygen", urgency = 3, label = { zh-Hans = "在家吸氧" } },
  { key = "spare", label = { zh-Hans = "备用" } },
]

[[form.field]]
key = "name"
label = { zh-Hans = "称呼" }
titles = ["怎么称呼？"]
type = "text"

[[form.field]]
key = "contact"
label = { zh-Hans = "联系方式" }
titles = ["电话？"]
type = "contact"

[[form.field]]
key = "consent"
label = { zh-Hans = "授权" }
titles = ["可以公开吗？"]
type = "consent"
required = true
options = [
  { key = "week", publishes = true, days = 7, label = { zh-Hans = "可以，一周" } },
  { key = "long", publishes = true, days = 300, label = { zh-Hans = "可以，很久" } },
  { key = "no", label = { zh-Hans = "不可以" } },
]
"""


_REPORT_FIELDS = """
[[form.field]]
key = "kind"
label = { zh-Hans = "类型" }
titles = ["举报什么？"]
type = "choice"
options = [
  { key = "scam", label = { zh-Hans = "诈骗" } },
  { key = "wrong-entry", label = { zh-Hans = "信息有误" } },
  { key = "reply", label = { zh-Hans = "我是被举报方" } },
]

[[form.field]]
key = "entry"
label = { zh-Hans = "条目" }
titles = ["编号？"]
type = "entry id"

[[form.field]]
key = "link"
label = { zh-Hans = "网址" }
titles = ["网址？"]
type = "url"

[[form.field]]
key = "target"
label = { zh-Hans = "对方" }
titles = ["对方的联系方式？"]
type = "contact"

[[form.field]]
key = "story"
label = { zh-Hans = "经过" }
titles = ["发生了什么？"]
type = "long text"

[[form.field]]
key = "contact"
label = { zh-Hans = "联系方式" }
titles = ["电话？"]
type = "contact"
"""


@cache
def neighbourhood() -> Community:
    return Community.model_validate(
        tomllib.loads(_TOML.replace("REPORT_FIELDS", _REPORT_FIELDS).replace("FIELDS", _FIELDS))
    )


@dataclass
class Sheet:
    """A response sheet that tests edit between pulls; its rows are (values by field, timestamp, row key)."""

    form: str = "offer"
    rows: list[tuple[Mapping[str, str], datetime | None, str | None]] = field(default_factory=list)

    def add(self, at: datetime = NOW - timedelta(hours=1), key: str | None = None, **values: str) -> Sheet:
        usual = {"item": "口罩两盒", "consent": "可以，很久", "contact": "138 0013 8000"}
        answers = values if self.form == "report" else {**usual, **values}
        self.rows.append(({k: v for k, v in answers.items() if v}, at, key))
        return self

    def questions(self) -> tuple[Question, ...]:
        fields = neighbourhood().form_by_key[self.form].fields
        return tuple(Question(each.titles[0]) for each in fields)

    def responses(self) -> Iterator[RawResponse]:
        titles = {each.key: each.titles[0] for each in neighbourhood().form_by_key[self.form].fields}
        for values, at, key in self.rows:
            answers = {Question(titles[name]): value for name, value in values.items()}
            yield RawResponse(self.form, key, at, answers)

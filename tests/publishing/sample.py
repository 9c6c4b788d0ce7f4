"""A small invented community with entries, guides and the real looks of the site."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from moderation.core.community import Community
from moderation.core.entry import Detail, Entry, Status
from moderation.core.quantity import Quantity
from publishing.house import House

REPOSITORY = Path(__file__).parents[2]
HOUSE = House(Path(__file__).with_name("content"), REPOSITORY / "site", REPOSITORY / "mkdocs.yml")
NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)

COMMUNITY = Community.model_validate(
    tomllib.loads("""
languages = ["zh-Hans", "zh-Hant", "en"]
site_address = "https://linli.example.org/"
time_zone = "Asia/Shanghai"
name = { zh-Hans = "锦里邻里", zh-Hant = "錦里鄰里", en = "Jinli Neighbours" }
thresholds = { entries_per_page = 5 }
area = [
  { key = "city", level = "city", name = { zh-Hans = "锦城", en = "Jin City" } },
  { key = "east", level = "district", parent = "city", name = { zh-Hans = "东区", en = "East" } },
  { key = "east-1", level = "building", parent = "east", name = { zh-Hans = "东区1栋", en = "East 1" } },
]
category = [
  { key = "masks", name = { zh-Hans = "口罩", en = "Masks" }, units = ["只"], guide = "fake-masks" },
  { key = "food", name = { zh-Hans = "食品", en = "Food" }, units = ["份"] },
]
hotline = [{ number = "12345", name = { zh-Hans = "政务热线", en = "Government" } }]

[[form]]
key = "need"
name = { zh-Hans = "求助", en = "Need" }
publishes = "entry"
call_back = true
headline = ["item"]
address = "https://forms.example.org/need"
  [[form.field]]
  key = "item"
  label = { zh-Hans = "需要什么", en = "What" }
  titles = ["需要什么？"]
  type = "text"
  visibility = "public"
  [[form.field]]
  key = "quantity"
  label = { zh-Hans = "数量", en = "Quantity" }
  titles = ["多少？"]
  type = "quantity"
  visibility = "public"
  [[form.field]]
  key = "who"
  label = { zh-Hans = "求助方", en = "For" }
  titles = ["谁？"]
  type = "choice"
  visibility = "public"
  options = [{ key = "home", label = { zh-Hans = "居民家庭", en = "A household" } }]
  [[form.field]]
  key = "remark"
  label = { zh-Hans = "说明", en = "Remarks" }
  titles = ["说明"]
  type = "long text"
  visibility = "public"
  [[form.field]]
  key = "area"
  label = { zh-Hans = "片区", en = "Area" }
  titles = ["哪里？"]
  type = "area"
  visibility = "public"
  [[form.field]]
  key = "name"
  label = { zh-Hans = "称呼", en = "Name" }
  titles = ["称呼"]
  type = "text"

[[form]]
key = "report"
name = { zh-Hans = "举报", en = "Report" }
address = "https://forms.example.org/report"
entry_parameter = "entry.7"
  [[form.field]]
  key = "entry"
  label = { zh-Hans = "编号", en = "Entry" }
  titles = ["编号"]
  type = "entry id"
""")
)


def entry(number: int, **given: object) -> Entry:
    """A need for masks in building East 1, approved `number` minutes after the first."""
    at = NOW - timedelta(days=2) + timedelta(minutes=number)
    quantity = Quantity("两百来只", Decimal(200), "只")
    facts: dict[str, object] = {
        "id": f"entry-{number:04}",
        "form": "need",
        "title": f"N95 口罩 第{number}件",
        "category": "masks",
        "area": "east-1",
        "urgency": 0,
        "details": (
            Detail("item", "N95 口罩"),
            Detail("quantity", "两百来只", (), quantity),
            Detail("who", "居民家庭", ("home",)),
            Detail("area", "东区1栋302室"),
        ),
        "status": Status.OPEN,
        "received_at": at - timedelta(hours=1),
        "approved_at": at,
        "verified_at": at - timedelta(minutes=30),
        "expires_at": NOW + timedelta(days=5),
    }
    return Entry(**{**facts, **given})  # type: ignore[arg-type]


def unchecked(file: str, data: bytes, *, vendored: bool = False) -> None:
    """A leak gate that lets everything pass."""

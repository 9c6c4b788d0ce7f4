"""Addresses down to the door.

**Finds** what leads to somebody's home, from the house or building number to the door: 6号3单元,
1900弄4号605, 3-2-502, 三杠二杠五零二, 3#1201, 24巷8弄5號2樓之4, 二十座十四樓F, 7号亭子间, 4社11号, 204床,
车位B2-117, flat 3b bldg 5, 1/F 22 Rear Lane, 3haolou502, 楼下1102; where somebody sleeps or works
(六楼神经内科15床, 3栋412上铺, 二排7号集装箱, 负一楼A区27档, 酒店8316); houses of a village (四组第二户,
二队老槐树边); and ways that are described (左拐第二个门洞,上到顶楼右边那户); with digits in any form, also
廿三号 and 十二零三. Area, community and road names stay readable.

**Why it matters**: a form asks for an area, and people write their door. In public it invites visits that
nobody asked for.

**What happens**: the door is hidden. The post is not held for it.

**Left alone**: buildings and floors by themselves (3栋, 3-8栋, 七楼), a building with its entrance where
nothing says that somebody lives there (3栋2单元电梯检修), counts (每栋2人), dates, prices, models and
standards, the number of a shop, a clinic or an office.

**Known gaps**: a bare room number without a word that makes it a home; a house that is described and has no
number; a shop in somebody's home.

Source: GB/T 35273-2020, annex B (where somebody lives is sensitive personal information); the order of the
parts is that of GB/T 23705-2009.
"""

from __future__ import annotations

from collections.abc import Iterable

from moderation.core.finding import Kind, Severity
from moderation.core.text import Text
from moderation.screening.doors.alone import rooms_alone
from moderation.screening.doors.described import described_doors
from moderation.screening.doors.elsewhere import beds, houses, named_doors
from moderation.screening.doors.english import english_doors
from moderation.screening.doors.homes import chained_doors
from moderation.screening.rule import Context, Hit, Rule

RULE = Rule(
    kind=Kind.ADDRESS,
    severity=Severity.NOTE,
    title="门牌号",
    finds=(
        "草衙三路⟦24巷8弄5號2樓之4⟧",
        "住⟦二十座十四樓F⟧,電梯壞咗",
        "松鹤坊⟦7号亭子间⟧",
        "柳河村⟦4社11号⟧",
        "养老院⟦三号楼204床⟧的老人",
        "⟦三单元五楼靠左⟧,孩子发烧",
        "住西关外⟦77号⟧",
        "大樟⟦树下那户⟧没药了",
        "Knock at ⟦1/F, 22 Rear Lane⟧",
        "Pick up: ⟦Tower 6, 19A⟧",
        "wo zhu ⟦3 hao lou 2 dan yuan 502 shi⟧",
        "送到康居苑⟦3栋2单元501⟧,谢谢",
        "住双溪路⟦18号⟧,门朝东",
        "平安里⟦6号3单元⟧,在家等",
        "金溪路⟦1900弄4号605⟧",
        "⟦3-2-502⟧ 大米一袋",
        "⟦3#1201⟧缺药",
        "⟦二栋一单元〇三〇二⟧",
        "Leave it at ⟦Flat 3B, Bldg 5⟧",
        "漏到楼下⟦1102⟧了",
        "⟦402⟧的,菜拿错了",
        "按⟦1栋1楼最里头那间⟧的门铃",
        "我爸在⟦六楼神经内科15床⟧",
        "工地⟦二排7号集装箱⟧,两个人发烧",
        "住柳林村⟦二队老槐树边⟧",
        "⟦Room 803 of Building 6⟧",
    ),
    passes=(
        "3-8栋今天封控",
        "每栋2人,每单元1人",
        "3栋2单元电梯检修",
        "七楼还是九楼漏水",
        "4月2号付的钱,3号到货",
        "坐138路到5号线",
        "KN95按GB 2626-2019,3M 9501也行",
        "中山北路1808号那间大药房能刷医保",
        "住院部3号楼12层1203病房",
        "3室1厅,押一付三",
        "2楼B超室,门诊2楼CT室",
        "仓库12号到货",
        "对面那家卖口罩的",
        "Block C is closed, Line 2 is running",
        "收了一单元十四户每户80",
        "Take it off, 300 RMB, if we agree",
    ),
)

_MESSAGE = "门牌号,建议隐去"


def find(text: Text, context: Context) -> Iterable[Hit]:
    """The doors of a text."""
    found: list[tuple[int, int]] = []
    taken: set[int] = set()  # the characters of what is found: pairing all doors takes quadratic time
    for doors in (
        english_doors(text),
        named_doors(text),
        chained_doors(text.folded, text.numerals),
        beds(text),
        described_doors(text),
        houses(text),
        rooms_alone(text.folded, text.numerals),
    ):
        fresh = [door for door in doors if taken.isdisjoint(range(*door))]
        found += fresh
        taken.update(at for door in fresh for at in range(*door))
    for start, end in found:
        yield Hit(text.span(start, end), _MESSAGE)

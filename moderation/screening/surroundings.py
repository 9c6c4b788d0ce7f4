"""Words beside a number or a name that tell what it is. All patterns are of folded text and end at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, Protocol

import re2

from moderation.core.numerals import Number
from moderation.core.text import Text
from moderation.screening.rule import Context


class Pattern(Protocol):
    """A compiled re2 pattern, as far as labels need it."""

    def search(self, text: str, /) -> Any: ...


REACH: Final = 24
"""So many folded characters before a value are looked at for its label."""

_FILL = (
    r"(?:[\s:=,;、>()\[\]「」『』“”\"'~—–…-]|号码|账号|帐号|号|id|是|为|叫|搜索|搜|查找|添加|加|联系|"
    r"我|的|同|请|就|也|都|私|戳|滴|is|number|no\.|me|at|add|here){0,6}$"
)


def label(words: str) -> Pattern:
    """A pattern of `words` followed by nothing but fillers up to the end."""
    pattern: Pattern = re2.compile(rf"(?:{words}){_FILL}")
    return pattern


WECHAT = label(
    r"[微薇威维徽卫嶶葳溦蔚魏v]\s?[信星芯心新欣辛♥x号同]|微\W?x|[微薇威v]?亻言|♥信|"
    r"绿泡|绿泡泡|绿色软件|绿标|小绿|绿信|小绿书|"
    r"[加伽佳嘉迦+扣]\s?[微薇威维徽卫vw]|微我|微:|薇:|"
    r"(?:^|[^a-z])(?:wechat|weixin|wei xin|we chat|wx|vx|w x|v x|wxid|weix|vxin|v信|w信|vchat|wechatid|v)"
)
QQ = label(
    r"(?:^|[^a-z0-9])(?:q\s?q|q|qico|kou\s?kou)|扣扣|抠抠|蔻蔻|口口|企鹅|球球|秋秋|🐧|腾讯|群号|q群|扣群|qq群"
)
CONTACT = label(
    r"电话|手机|联系人?|联络人?|致电|来电|拨打?|打给|打他|打她|打我|打|call|text|phone|tel|mobile|cell|"
    r"whatsapp|signal|揾佢|揾我|找|寻|号码|热线|☎|专线|宅电|座机|固话|dianhua|shouji"
)
_NOT_PERSONAL = re2.compile(
    r"(?:单号|订单|尾号|运单|快递|编号|批号|货号|型号|款号|注册证?号?|备案号?|条码|条形码|流水号?|取件码|验证码|工单|"
    r"案号|受理号?|回执|税号|信用代码|序列号|统一代码|发票|标准|批文|证号|tracking|order|invoice|model|lot|batch)"
    r"[^0-9,。;!?\n]{0,6}$"
)
_SERVICE = re2.compile(r"(?:热线|柜台|总机|前台|服务台|服务热线|客服热线|投诉|官方)[^0-9。;!?\n]{0,6}$")
_STANDARD = re2.compile(
    r"(?:^|[^a-z])(?:gb|yy|en|iso|cns|astm|jis|db|wst|ws|as|nzs|ks|din|ansi|tc|type)\W{0,2}(?:[tzf]\W?)?$"
)


def before(text: Text, at: int) -> str:
    """What stands before offset `at` of the folded text, as far as labels reach."""
    return text.folded[max(0, at - REACH) : at]


def says(pattern: Pattern, text: Text, at: int) -> bool:
    """True when the words before `at` are what `pattern` looks for."""
    return pattern.search(before(text, at)) is not None


def labelled(text: Text, pattern: Pattern, lengths: Sequence[int]) -> Iterator[Number]:
    """The longest number of one of the `lengths` (rising) after each label.

    A label parts runs, so only the beginning of a run is looked at.
    """
    for run in text.runs:
        if says(pattern, text, run.groups[0].start):
            found = [number for length in lengths if (number := run.number(0, 0, length)) is not None]
            yield from found[-1:]


def named_otherwise(text: Text, at: int) -> bool:
    """True for order, tracking, batch and registration numbers, by the word before them."""
    return says(_NOT_PERSONAL, text, at)


def of_a_service(text: Text, at: int) -> bool:
    """True for the numbers of counters, switchboards and hotlines, by the word before them."""
    return says(_SERVICE, text, at)


def of_a_standard(text: Text, at: int) -> bool:
    """True where GB, YY/T, EN and their like stand before the number."""
    return says(_STANDARD, text, at)


def official(digits: str, context: Context) -> bool:
    """True for a hotline of the community, with or without its area code."""
    return digits in context.hotlines or (
        digits.startswith("0") and (digits[3:] in context.hotlines or digits[4:] in context.hotlines)
    )

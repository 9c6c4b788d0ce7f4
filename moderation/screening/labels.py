"""Words before a number or a name that tell what it is.

One pass (a set of patterns) answers for all labels at once, so that every rule may ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum, auto
from functools import cache, lru_cache
from typing import Any, Final

import re2

from moderation.core.numbers import Number
from moderation.core.text import Text

REACH: Final = 24
"""So many folded characters before a value are looked at for its label."""


class Label(IntEnum):
    """What the words before a value call it."""

    WECHAT = 0
    QQ = auto()
    CONTACT = auto()
    LANDLINE = auto()
    IDENTITY = auto()
    DOCUMENT = auto()
    ACCOUNT = auto()
    INVITES = auto()  # 私, 加, 联系, 客服 …: what follows may be an id
    SITE = auto()
    ORDER = auto()  # order, tracking, batch and registration numbers
    SERVICE = auto()  # a counter's, a switchboard's, a hotline's
    STANDARD = auto()


# What may stand between a label and its value.
_FILL = (
    r"(?:[\s:=,;、@>()\[\]「」『』“”\"'~—–…-]|号码|账号|帐号|号|id|是|为|叫|搜索|搜|查找|添加|加|联系|"
    r"我|的|系|同|请|就|也|都|私|戳|滴|is|number|no\.|me|at|add|here){0,6}$"
)
_WORD_START = r"(?:^|[^a-z])"
_SAME_CLAUSE = r"[^0-9,。;!?\n]{0,6}$"

_MARK = r"[\s!-/:-@\[-`{-~·。、]"  # \W is no help: to re2 Han characters are \W


def _spaced(word: str) -> str:
    return f"{_MARK}?".join(word)


# Folded text: simplified, lower case.
_PATTERNS = {
    Label.WECHAT: (
        rf"(?:[微薇威维徽卫嶶葳溦蔚魏v]{_MARK}{{0,4}}[信星芯心新欣辛♥x号同亻]|[微薇威v]?亻言|♥信|微我|微:|薇:|"
        rf"[加伽佳嘉迦家+扣]{_MARK}?[微薇威维徽卫vw]|绿泡|绿泡泡|绿色软件|绿色聊天软件|绿标|小绿|绿信|小绿书|"
        rf"{_WORD_START}(?:wechat|{_spaced('weixin')}|we chat|w{_MARK}{{0,2}}x|v{_MARK}{{0,2}}x|wxid|weix|"
        r"vxin|v信|w信|vchat|v|telegram|tg|kakao|kakaotalk|instagram|ins|ig|facebook|fb|twitter|signal|messenger|skype|"
        r"discord|line(?: id|号|:))|"
        r"纸飞机|飞机号|电报|推特|[加的]赖|赖:|抖音|快手|小红书|微博|围脖|钉钉|陌陌|支付宝)" + _FILL
    ),
    Label.QQ: (
        rf"(?:(?:^|[^a-z0-9])(?:q{_MARK}?q|q|qico|kou{_MARK}?kou|kou|qiu{_MARK}?qiu)|扣.?扣|抠抠|蔻蔻|叩叩|口口|"
        r"[加我联]扣|扣号|[企小胖]鹅仔?|[那这]只鹅|鹅号|tx号|球球|秋秋|丘丘|求求|🐧|penguin|腾讯|群号|[q扣]?裙号?|[q扣]群|qq群|群聊号|讨论组)"
        r"(?:上|里|群|邮箱|就|找|用|聊|留|空间|同号|好记|备用|[小大主老新旧]号?|[换改]成|一直是|永远是|搜我){0,3}"
        + _FILL
    ),
    Label.CONTACT: (
        r"(?:电话|手机|联系人?|联络人?|致电|来电|拨打?|打给|打他|打她|打我|打|call|text|phone|tel|mobile|cell|"
        r"whatsapp|signal|揾佢|揾我|找|寻|号码|热线|☎|专线|宅电|座机|固话|dianhua|shouji)" + _FILL
    ),
    Label.LANDLINE: r"(?:座机|固话|固定电话|宅电|电话|家电|tel|landline)" + _FILL,
    Label.IDENTITY: r"(?:身份证件?|身分证字?|证件|id card|id)" + _FILL,
    Label.DOCUMENT: r"(?:护照|通行证|回乡证|台胞证|入台证|居留证|旅行证|签证|passport|visa|permit)" + _FILL,
    Label.ACCOUNT: (
        r"(?:卡号?|转?这张卡?|[给交]的是|收款人?|账户|账号|帐户|帐号|银行|农行|工行|建行|中行|招行|交行|邮储|信用社|收款|汇款?|转[账到入]?|打[到入]|户头)"
        + _FILL
    ),
    Label.INVITES: (
        r"(?:私聊?|私信|私发|加|\+|滴|戳|联系|联系人|约|约号|报名|客服|咨询|助理|助手|dd|找|搜|账号|号|代收|朋友圈|同号|订|拿货|"
        r"付款|问|业务|添加|扫|联络|暗号|备注|预约|收货|发我|群主|团长|老师|contact|dm|pm|jia wo|jia)" + _FILL
    ),
    Label.SITE: r"(?:网址|网站|网页|链接|域名|官网|公众号|小程序|site|url)[^,。;!?\n]{0,8}$",
    Label.ORDER: (
        r"(?:单号|订单|尾号|运单|快递|编号|批号|货号|型号|款号|注册证?号?|备案号?|条码|条形码|流水号?|取件码|验证码|工单|"
        r"案号|受理号?|回执|税号|信用代码|序列号|统一代码|发票|标准|批文|证号|tracking|order|invoice|model|lot|batch)"
        + _SAME_CLAUSE
    ),
    Label.SERVICE: r"(?:热线|柜台|总机|前台|服务台|服务热线|客服热线|投诉|官方|咨询|值班|医院|"
    r"妇幼|[市省县区一二三四五六七八九]院|急诊|门诊|派出所|居委|居委会|街道|物业|药房|药店|社区|政务|疾控|"
    r"供电|燃气|水务|举报|监督|办公室|服务中心)" + _SAME_CLAUSE,
    Label.STANDARD: (
        rf"{_WORD_START}(?:gb|yy|en|iso|cns|astm|jis|db|wst|ws|as|nzs|ks|din|ansi|tc|type){_MARK}{{0,2}}(?:[tzf]{_MARK}?)?$"
    ),
}


@cache
def _pattern_set() -> Any:
    together = re2.Set.SearchSet()
    for label in Label:
        together.Add(_PATTERNS[label])
    together.Compile()
    return together


@lru_cache(maxsize=4096)
def _labels_at_the_end_of(words: str) -> frozenset[int]:
    return frozenset(_pattern_set().Match(words) or ())


def labels_before(text: Text, at: int) -> frozenset[int]:
    """The labels that the words before offset `at` of the folded text give to what begins there."""
    return _labels_at_the_end_of(text.folded[max(0, at - REACH) : at])


def says(label: Label, text: Text, at: int) -> bool:
    """True when the words before offset `at` of the folded text are `label`."""
    return label in labels_before(text, at)


def labelled(text: Text, label: Label, lengths: Sequence[int]) -> Iterator[Number]:
    """The longest number of one of the `lengths` (rising) after each `label`.

    A label parts runs, so only the beginning of a run is looked at.
    """
    for run in text.runs:
        if says(label, text, run.groups[0].start):
            ends = [length for length in lengths if length in run.ends]
            if ends:
                yield run.number(0, 0, ends[-1])

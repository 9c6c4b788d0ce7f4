"""Registration and filing numbers of medical devices.

Source of the form: CFDA order 4 (2014), article 76: (国|province)械注(准|进|许), year(4), class(1),
category(2), serial(4); class I goods are filed: (province)(city)械备, year(4), serial(4). Never judged by a
year alone: real records of 2020 cite wrong ones by the hundred.
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.screening.claims import places
from moderation.screening.claims.facts import Facts, Number
from moderation.screening.claims.registers import register
from moderation.screening.claims.state import Judgement, State

_PROVINCES = frozenset("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼黔滇秦陇内古疆")
_NO_PROVINCES = frozenset("卫中华申穗深杭欧美全医药食港台澳军央")
"""Characters that fakes put before 械注 and that no authority has."""
_MASK_CATEGORIES = {"14", "64"}
_OTHER_CATEGORIES = {"07": "诊察和监护器械", "22": "检验器械", "40": "体外诊断试剂"}
_DIAGNOSTICS = ("体温计", "血氧仪", "血压计", "抗原试剂")
"""Goods that the catalogue of 2017 lists under these and never with masks."""
_MASKS = ("外科口罩", "医用口罩", "一次性医用口罩", "医用防护口罩")
_ONLY_BEGINS = ("开头", "打头", "起头", "字头")
_FIRST_YEAR = 2014
_DIGITS = 11
_PERMIT_DIGITS = 8
_OLD_DIGITS = 7
_LAST_OLD_YEAR = 2015
_OLD_VALID_YEARS = 5


def judgements(facts: Facts) -> Iterator[Judgement]:
    for imported, number in facts.registrations:
        if facts.text.folded.startswith(_ONLY_BEGINS, number.end):
            continue
        reason = _wrong(imported, number, facts)
        if reason:
            yield Judgement(State.CONTRADICTORY, number.start, number.end, reason)
        elif doubt := _doubtful(number, facts):
            yield Judgement(State.UNVERIFIABLE, number.start, number.end, doubt)
        else:
            yield Judgement(State.CONSISTENT, number.start, number.end, "注册证号格式相符")
    for _, number in facts.old_registrations:
        if reason := _wrong_old(number, facts):
            yield Judgement(State.CONTRADICTORY, number.start, number.end, reason)
    yield from _filings(facts)


def _wrong_old(number: Number, facts: Facts) -> str | None:
    """The form until 2014: year, then class(1) category(2) serial(4); valid for five years at most."""
    made = facts.made()
    if len(number.number) != _OLD_DIGITS:
        return f"旧式注册证号“第”后应为{_OLD_DIGITS}位数字,这里是{len(number.number)}位"
    if int(number.head) > _LAST_OLD_YEAR:
        return f"“食药监械”是旧式编号,{_LAST_OLD_YEAR}年后不再发"
    if made and made.day and made.day.year > int(number.head) + _OLD_VALID_YEARS:
        return "旧式注册证在生产日期前早已到期"
    return None


def _wrong(way: str, number: Number, facts: Facts) -> str | None:
    """Why a registration number can't be right; 准 domestic, 进 imported, 许 Hong Kong, Macao, Taiwan."""
    digits = number.number
    if len(digits) != _DIGITS:
        return f"注册证号应为{_DIGITS}位数字,这里是{len(digits)}位"
    year, level = int(digits[:4]), digits[4]
    if number.head in _NO_PROVINCES:
        return f"“{number.head}械注{way}”:没有这个省份简称"
    if level not in "23":
        return "械注号第5位是管理类别,只有2或3;第一类是备案,不发注册证"
    if year < _FIRST_YEAR:
        return "“械注”编号2014年起才有"
    if number.head in _PROVINCES:
        if way != "准":
            return "省级只有“械注准”;进口和港澳台产品由国家局注册"
        if level == "3":
            return "第三类由国家局注册(国械注准),省局不能发"
    if way != "准" and (place := places.maker(facts)) in places.MAINLAND:
        return f"“械注{way}”不发给境内厂家,这里的厂家在{place}"
    heads = places.MAINLAND.get(place := places.maker(facts), number.head)
    if way == "准" and number.head in _PROVINCES and number.head not in heads:
        return f"注册证是“{number.head}”字,厂家却在{place}"
    if number.head == "国" and way == "准" and level == "2":
        return "境内第二类由省局注册,编号应以省份简称开头"
    if way == "准" and facts.has("进口") and number.head == "国":
        return "进口产品应为“国械注进”"
    category = digits[5:7]
    if (mask := facts.has(*_MASKS)) and category in _OTHER_CATEGORIES:
        return f"分类编码{category}是{_OTHER_CATEGORIES[category]},不是{mask.name}"
    if category in _MASK_CATEGORIES and (thing := facts.has(*_DIAGNOSTICS)) and not facts.has(*_MASKS):
        return f"分类编码{category}是防护用品,不是{thing.name}"
    made = facts.made()
    if made and made.day and made.day.year < year:
        return "生产日期早于注册年份"
    wrong_class = next(
        (thing for thing in facts.things if not thing.denied and _class(thing.name) not in {0, int(level)}),
        None,
    )
    return f"{wrong_class.name}不是第{level}类" if wrong_class and len(facts.registrations) == 1 else None


def _doubtful(number: Number, facts: Facts) -> str | None:
    if number.head not in _PROVINCES | {"国"}:
        return "注册证号缺省份简称"
    if facts.has(*_MASKS) and number.number[5:7] not in _MASK_CATEGORIES:
        return "分类编码不是口罩常见的14或64,请到药监局官网查编号"
    return None


def _class(product: str) -> int:
    level: int = register("devices")["class_of"].get(product, 0)
    return level


def _filings(facts: Facts) -> Iterator[Judgement]:
    if not (facts.filings or facts.production_filings or facts.production_permits):
        return
    higher = [t for t in facts.things if not t.denied and _class(t.name) >= 2]
    first = [t for t in facts.things if not t.denied and _class(t.name) == 1]
    for filing in facts.filings:
        nearest = min(higher, key=lambda t: abs(t.start - filing.start), default=None)
        nearer = min((abs(t.start - filing.start) for t in first), default=1000)
        if nearest and abs(nearest.start - filing.start) < nearer:
            reason = f"“械备”是第一类备案,{nearest.name}属第{_class(nearest.name)}类,应有注册证"
            yield Judgement(State.CONTRADICTORY, filing.start, filing.end, reason)
        elif len(filing.number) != 8:
            reason = f"备案号应为8位数字,这里是{len(filing.number)}位"
            yield Judgement(State.CONTRADICTORY, filing.start, filing.end, reason)
        else:
            yield Judgement(State.CONSISTENT, filing.start, filing.end, "第一类备案号格式相符")
    for permit in facts.production_permits:
        if len(permit.number) != _PERMIT_DIGITS:
            reason = f"生产许可证号应为{_PERMIT_DIGITS}位数字,这里是{len(permit.number)}位"
            yield Judgement(State.CONTRADICTORY, permit.start, permit.end, reason)
    for start, end in facts.production_filings:
        if higher:
            reason = f"生产备案只用于第一类,{higher[0].name}的厂家应有生产许可证"
            yield Judgement(State.CONTRADICTORY, start, end, reason)

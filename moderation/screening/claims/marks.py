"""Grades, approval marks and models of masks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from moderation.core.pattern import Pattern
from moderation.screening.claims.facts import Facts
from moderation.screening.claims.registers import register
from moderation.screening.claims.state import Judgement, State

_EQUALS_95 = Pattern(r"(?:等同|等于|相当于|媲美|不输|达到|堪比)[^,。;]{0,3}k?n95")
_EU_SECOND = Pattern(r"(?:ii|2|二)类(?:医疗)?器械|mdr[^,。;]{0,4}(?:ii|2|二)类")
_SHORT_CE = Pattern(
    r"(?:^|[^a-z])ce ?(?:[0-9]{1,3}|[0-9]{5,})(?:[^0-9]|$)|"
    r"ce[^,。;]{0,8}(?:没有|没|无|缺)[^,。;]{0,4}(?:四位|4位|数字|号)"
)
_LAST_BODY = 3999
"""Numbers of notified bodies run from 0001 without a gap; none near 4000 has been given yet."""
_NO_TC = Pattern(r"(?:没有?|无|不带|缺)(?:印)?(?:tc|编号|认证号)|without (?:a )?tc|no tc")
_LA_CLAIMED = Pattern(r"(?:^|[^a-z])la ?(?:标志|标识|认证|安全标志)|劳安认证")
_LA_FORM = Pattern(r"[0-9]{2}-(?:[0-9]{2}|[a-z]{2})-[0-9]{6}")
_ROOMS = tuple("栋幢楼座区室号房门单元")
_NIOSH = Pattern(r"niosh|美标")
_CHINESE_MODEL = Pattern(r"(?:3m|三m)[^0-9]{0,6}(?:9001|9002|9003|9501|9502|9541|9542)(?:[^0-9]|$)")
_MODEL = Pattern(r"(?:^|[^0-9])(9001|9002|9003|9501|9502|8210|8511|9541|9542|1860|1870|9132)(?:[^0-9]|$)")


def judgements(facts: Facts) -> Iterator[Judgement]:
    for check in _CHECKS:
        yield from check(facts)


def _wrong(place: tuple[int, int], reason: str) -> Judgement:
    return Judgement(State.CONTRADICTORY, *place, reason)


def _grades(facts: Facts) -> Iterator[Judgement]:
    exist = register("marks")["grades"]
    for grade in facts.grades:
        room = (
            facts.text.folded[grade.end : grade.end + 1] in _ROOMS
            and facts.text.folded[: grade.start][-1:] in _ROOMS
        )
        if (
            not room
            and grade.number not in exist[grade.head]
            and _speaks_of_masks(facts, grade.head, grade.number)
        ):
            yield _wrong((grade.start, grade.end), f"没有{grade.head.upper()}{grade.number}这个等级")


def _speaks_of_masks(facts: Facts, letters: str, number: str) -> bool:
    """Single letters and short numbers are much else: N98 is a mask only near a mask."""
    if letters in {"n", "r", "p"}:
        return number in {"90", "91", "92", "93", "94", "96", "97", "98"} and "口罩" in facts.text.folded
    return letters != "ds" or "口罩" in facts.text.folded


def _filtration(facts: Facts) -> Iterator[Judgement]:
    marks = register("marks")
    folded = facts.text.folded
    if not (facts.filtrations or _EQUALS_95.found_in(folded)):
        return
    for percent, start, end in facts.filtrations:
        if percent > 100:
            yield _wrong((start, end), "过滤效率不会超过100%")
    named = [name for name in marks["filters"] if _named(folded, name)]
    weak = sorted(set(named) & set(marks["less_than_95"]["grades"]))
    if weak and (match := _EQUALS_95.search(folded)):
        yield _wrong(match.span(), f"{weak[0].upper()}的过滤效率低于N95")
    if len(named) != 1:
        return  # several grades in one text: no telling which percentage is whose
    for percent, start, end in facts.filtrations:
        least = marks["filters"][named[0]]
        if weak and 95 <= percent <= 100:
            if not any(word in folded[start:end] for word in ("不到", "低于", "不足")):
                yield _wrong((start, end), f"{weak[0].upper()}的过滤效率达不到{percent:g}%")
        elif 50 <= percent < least:
            yield _wrong((start, end), f"{named[0].upper()}要求过滤效率至少{least}%")


def _named(folded: str, name: str) -> bool:
    """`name` stands in the text as a word of its own."""
    at = folded.find(name)
    beside = folded[max(0, at - 1) : at] + folded[at + len(name) : at + len(name) + 1]
    return at >= 0 and not any(c.isascii() and c.isalnum() for c in beside)


def _niosh(facts: Facts) -> Iterator[Judgement]:
    folded = facts.text.folded
    for word in register("marks")["niosh"]["misspelt"]:
        if (at := folded.find(word)) >= 0:
            yield _wrong((at, at + len(word)), "NIOSH拼写错误,是常见的假冒特征")
    for approval in facts.approvals:
        if approval.head != "84a":
            yield _wrong((approval.start, approval.end), "NIOSH防颗粒物口罩的编号以TC-84A开头")
        elif len(approval.number) != 4:
            yield _wrong((approval.start, approval.end), "TC-84A后面应是4位数字")
    match = _NIOSH.search(folded)
    claimed = match.span() if match else facts.approvals[0][2:4] if facts.approvals else None
    if claimed is None:
        return
    if thing := facts.has("耳挂"):
        yield _wrong((thing.start, thing.end), "NIOSH认证的口罩都是头带,没有耳挂")
    if thing := facts.has("儿童"):
        yield _wrong((thing.start, thing.end), "NIOSH不认证儿童口罩")
    other = facts.has("外科口罩", "一次性医用口罩", "医用口罩", "FFP口罩", "KF口罩", "布口罩", "日常口罩")
    if other and not facts.grades_of("n", "r", "p", "kn", "kp") and "95" not in folded:
        yield _wrong((other.start, other.end), f"NIOSH不认证{other.name}")
    if _CHINESE_MODEL.search(folded):
        yield _wrong(claimed, "3M 9001、9501、9502是中国型号,没有NIOSH认证")
    if match := _NO_TC.search(folded):
        yield _wrong(match.span(), "NIOSH认证的口罩都印有TC-84A编号")
    if not facts.approvals and not facts.notified_bodies and "3m" not in folded:
        home = next(
            (s for s in facts.standards if s.key in {"gb2626", "gb19083", "gbt32610", "yy0469"}), None
        )
        if home:
            yield _wrong((home.start, home.end), "NIOSH按美国42 CFR 84认证,不按中国标准")
    chinese = [grade for grade in facts.grades if grade.head in {"kn", "kp"}]
    american = [grade for grade in facts.grades if grade.head in {"n", "r", "p"}]
    if chinese and not american:
        yield _wrong((chinese[0].start, chinese[0].end), "NIOSH不认证KN型口罩,KN是中国标准的等级")


def _bodies(facts: Facts) -> Iterator[Judgement]:
    for body in facts.notified_bodies:
        if body.number in register("marks")["not_notified"]["bodies"]:
            yield _wrong((body.start, body.end), f"CE {body.number}不是口罩的公告机构,证书无效")
        elif body.number == "0000" or int(body.number) > _LAST_BODY:
            yield _wrong((body.start, body.end), f"没有{body.number}号公告机构")
        elif body.number in register("marks")["not_notified"]["doubted"]:
            yield Judgement(
                State.UNVERIFIABLE, body.start, body.end, f"CE {body.number}常被冒用,请向公告机构核对"
            )
        else:
            yield Judgement(State.CONSISTENT, body.start, body.end, "CE后有四位公告机构号")
    if facts.has("FFP口罩") and (match := _SHORT_CE.search(facts.text.folded)):
        yield _wrong(match.span(), "FFP口罩的CE后应有四位公告机构号")
    surgical = facts.has("外科口罩")
    european = any(word in facts.text.folded for word in ("欧", "ce", "en ", "mdr", "type i"))
    if surgical and european and (match := _EU_SECOND.search(facts.text.folded)):
        yield _wrong(match.span(), "欧盟医用口罩是I类器械,不是II类")


def _safety_marks(facts: Facts) -> Iterator[Judgement]:
    for mark in facts.safety_marks:
        if not _LA_FORM.fullmatch(mark.number):
            yield _wrong((mark.start, mark.end), "LA标志编号应为“两位-两位-六位”")
    medical = facts.has("外科口罩", "一次性医用口罩", "医用口罩")
    others = facts.has("防颗粒物口罩", "FFP口罩", "防护服", "护目镜")
    if medical and not others and (match := _LA_CLAIMED.search(facts.text.folded)):
        yield _wrong(match.span(), f"LA是劳动防护标志,{medical.name}是医疗器械,没有LA")


def _models(facts: Facts) -> Iterator[Judgement]:
    folded = facts.text.folded
    for match in _MODEL.finditer(folded) if "3m" in folded or "三m" in folded or "型号" in folded else ():
        model = register("marks")["models"][match.group(1)]
        medical = facts.has("外科口罩", "医用口罩", "一次性医用口罩", "医用防护口罩")
        grades = {f"{grade.head}{grade.number}" for grade in facts.grades}
        if medical and not model["medical"]:
            yield _wrong(match.span(1), f"3M {match.group(1)}不是医用口罩")
        elif model["grade"] in {"kn90"} and grades & {"kn95", "n95"} and "kn90" not in grades:
            yield _wrong(match.span(1), f"3M {match.group(1)}是KN90,不是95级")
        worn = (
            facts.has("头带") if model["straps"] == "ear" else facts.has("耳挂") if model["straps"] else None
        )
        if worn and not (facts.has("头带") and facts.has("耳挂")) and _one_model(folded):
            says = {"ear": "耳挂式", "head": "头带式"}[model["straps"]]
            yield _wrong((worn.start, worn.end), f"3M {match.group(1)}是{says},没有{worn.name}")
        valve = facts.has("呼气阀")
        if (
            valve
            and not model["valve"]
            and _one_model(folded)
            and folded[match.end(1) : match.end(1) + 1] != "v"
        ):
            yield _wrong((valve.start, valve.end), f"3M {match.group(1)}没有呼气阀")


def _one_model(folded: str) -> bool:
    """Straps and valves are held against a model only where no other is spoken of."""
    return len({match.group(1) for match in _MODEL.finditer(folded)}) == 1


_CHECKS: tuple[Callable[[Facts], Iterator[Judgement]], ...] = (
    _grades,
    _filtration,
    _niosh,
    _bodies,
    _safety_marks,
    _models,
)

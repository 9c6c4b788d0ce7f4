"""What is said of the goods themselves: device class, permits, strength, dates, medicines."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from moderation.core.pattern import Pattern
from moderation.screening.claims.facts import Facts
from moderation.screening.claims.registers import register
from moderation.screening.claims.state import Judgement, State

_THIRD_CLASS = Pattern(r"(?:三类|3类|iii类)(?:(?:医疗|医用)?器械|医?疗?证|注册)|第三等级")
_FIRST_CLASS = Pattern(r"(?:一类|1类|第一类|i类)医?(?:疗|用)?器械")
_NO_AUTHORITY = Pattern(
    r"cfda[^0-9,。;\n]{0,6}20(?:19|2[0-9])|20(?:19|2[0-9])年?[^0-9,。;\n]{0,6}cfda|"
    r"sfda[^0-9,。;\n]{0,6}20(?:1[4-9]|2[0-9])|20(?:1[4-9]|2[0-9])年?[^0-9,。;\n]{0,6}sfda"
)
"""The State FDA became the CFDA in 2013, and that part of the market administration in 2018."""
_FORMULA = Pattern(r"国食注字\s?yp\s?((?:19|20)[0-9]{2})")
_NO_REGISTRATION = Pattern(r"(?:无需|不需|不用|免)(?:要)?(?:办)?注册")
_SURGICAL_95 = Pattern(
    r"一次性(?:使用)?医用(?:口罩)?(?:k?n9[059]|ffp|kf94)|(?:ffp[123]|kf94)外科|"
    r"外科口罩 ?(?:ffp[123]|kf94|kn9[05])|"
    r"k?n9[59][^,。;、和与及或不也换比]{0,6}外科|外科[^,。;、和与及或不也换比]{0,6}k?n9[59]"
)
_STRENGTH_75 = Pattern(r"75\s?(?:%|度|percent)")
_STRENGTH_95 = Pattern(r"(?:95|99)\s?(?:%|度|percent)")
_COMPARING = Pattern(r"不是|别买|区别|勿|不要|兑|稀释|不能|而非")
_SAME_BATCH = 31
"""Days that a batch number and a day of making may lie apart."""
_LATEX_FREE = Pattern(r"latex[ -]?free|无乳胶|不含乳胶|不含天然乳胶")
_LATEX = Pattern(r"(?:天然|含|纯)乳胶|乳胶手套")
_CHINESE_BARCODE = Pattern(
    r"(?:条码|条形码|barcode)[^,。;\n]{0,6}(?:69[0-9]?)(?:[^0-9]|$)|69[0-9]?(?:开头|打头)[^,。;\n]{0,3}条"
)
_FOREIGN_MEDICINE = Pattern(
    r"(?:越南|印度|日本|泰国|韩国|德国|美国|英国|法国|澳洲|俄罗斯|老挝|缅甸|孟加拉)(?:原产|原装|进口|生产|制造|产|版|代购|直邮)"
)
_CERTIFIED = Pattern(
    r"(?:三证|证照|手续|资质|证件)(?:都)?(?:齐|全)|检测报告|质检(?:报告|合格)|检测合格|正品|保真|专柜|认证|授权|出口标准|医用级|fda|假一赔"
)


def judgements(facts: Facts) -> Iterator[Judgement]:
    for check in _CHECKS:
        yield from check(facts)


def _wrong(place: tuple[int, int], reason: str) -> Judgement:
    return Judgement(State.CONTRADICTORY, *place, reason)


def _device_class(facts: Facts) -> Iterator[Judgement]:
    folded = facts.text.folded
    if "口罩" in folded and not facts.registrations and (match := _THIRD_CLASS.search(folded)):
        yield _wrong(match.span(), "口罩没有第三类医疗器械")
    mask = facts.has("外科口罩", "医用口罩", "一次性医用口罩", "医用防护口罩")
    second = facts.has("体温计", "血氧仪", "制氧机", "防护服", "手术衣", "抗原试剂") or mask
    if second and not any(word in folded for word in ("欧", "en ", "ce")):
        for pattern in (_FIRST_CLASS, _NO_REGISTRATION):
            match = pattern.search(folded)
            if match and not _denied(folded, match.start()):
                yield _wrong(match.span(), f"{second.name}不是第一类,需要注册证")
    if match := _SURGICAL_95.search(folded):
        yield _wrong(match.span(), "外科和一次性医用口罩没有N95、FFP等级,二者标准不同")


def _authorities(facts: Facts) -> Iterator[Judgement]:
    if match := _NO_AUTHORITY.search(facts.text.folded):
        yield _wrong(match.span(), "那一年已经没有这个发证机关")
    made = facts.made() if (match := _FORMULA.search(facts.text.folded)) else None
    if match and made and made.day and made.day.year < int(match.group(1)):
        yield _wrong(match.span(), "生产日期早于批准年份")


def _denied(folded: str, at: int) -> bool:
    """What begins there is said not to be so."""
    return folded[:at].endswith(("不是", "并非", "非", "没有", "别信"))


def _goods(facts: Facts) -> Iterator[Judgement]:
    folded = facts.text.folded
    alcohol = "酒精" in folded or "乙醇" in folded
    weak = _STRENGTH_75.search(folded) if alcohol else None
    strong = _STRENGTH_95.search(folded) if weak else None
    if weak and strong and not _COMPARING.search(folded):
        start, end = sorted((weak.end(), strong.end()))
        yield _wrong((start, end), "同一瓶酒精不会又是75%又是95%")
    if (match := _LATEX_FREE.search(folded)) and _LATEX.search(folded):
        yield _wrong(match.span(), "天然乳胶手套不可能不含乳胶")
    single_use = ("外科口罩", "医用口罩", "一次性医用口罩", "医用防护口罩", "防颗粒物口罩", "FFP口罩")
    if (thing := facts.has("可水洗")) and (mask := facts.has(*single_use)):
        yield _wrong((thing.start, thing.end), f"{mask.name}遇水失去过滤作用,不可水洗或反复使用")
    if facts.has("进口") and (match := _CHINESE_BARCODE.search(folded)):
        yield _wrong(match.span(), "条码69开头是中国企业,与进口原装不符")


def _medicines(facts: Facts) -> Iterator[Judgement]:
    register_ = register("medicines")
    for number in facts.medicines:
        kinds = {
            kind for kind, names in register_["kinds"].items() if any(n in facts.text.folded for n in names)
        }
        if number.head not in register_["letters"]:
            yield _wrong((number.start, number.end), "国药准字后的字母应是H、Z、S、J等")
        elif len(number.number) != 8:
            yield _wrong((number.start, number.end), "国药准字后应是1个字母加8位数字")
        elif number.head in register_["domestic"] and (made := _FOREIGN_MEDICINE.search(facts.text.folded)):
            head = number.head.upper()
            yield _wrong((number.start, number.end), f"国药准字{head}是境内生产的药品,这里说{made.group()}")
        elif len(kinds) == 1 and number.head in register_["kinds"] and number.head not in kinds:
            said, meant = register_["letters"][number.head], register_["letters"][kinds.pop()]
            yield _wrong((number.start, number.end), f"国药准字{number.head.upper()}是{said},这是{meant}")


def _dates(facts: Facts) -> Iterator[Judgement]:
    made, until = facts.made(), facts.until()
    for day in (made, until):
        if day and day.day is None:
            yield _wrong((day.start, day.end), "日历上没有这一天")
    for role, reason in (("batch", "批号与生产日期不是同一年月"), ("sterile", "灭菌日期早于生产日期")):
        other = [day for day in facts.days if day.role == role and day.day]
        if made and made.day and made.role == "made" and len(other) == 1 and other[0].day:
            apart = (other[0].day - made.day).days
            if apart < -_SAME_BATCH or (role == "batch" and apart > _SAME_BATCH):
                yield _wrong((other[0].start, other[0].end), reason)
    if made and until and made.day and until.day:
        if until.day <= made.day:
            yield _wrong((until.start, until.end), "有效期止于生产日期之前或当天")
        elif facts.years_good and abs((until.day - made.day).days - facts.years_good * 365) > 60:
            yield _wrong((until.start, until.end), "有效期年数与起止日期不符")


def _words_only(facts: Facts) -> Iterator[Judgement]:
    if match := _CERTIFIED.search(facts.text.folded):
        start, end = match.span()
        yield Judgement(State.UNVERIFIABLE, start, end, "自称有证或正品,但没有可核对的编号")


_CHECKS: tuple[Callable[[Facts], Iterator[Judgement]], ...] = (
    _device_class,
    _authorities,
    _goods,
    _medicines,
    _dates,
    _words_only,
)

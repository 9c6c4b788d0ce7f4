"""How a mask is made, against its kind: valves, cloth, sterility, filtering, where it was made."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from moderation.core.pattern import Pattern
from moderation.screening.claims import places
from moderation.screening.claims.facts import Facts, Thing
from moderation.screening.claims.state import Judgement, State

MEDICAL = ("外科口罩", "医用口罩", "一次性医用口罩")
_MASKS = (*MEDICAL, "医用防护口罩", "防颗粒物口罩", "FFP口罩", "KF口罩", "日常口罩")
_OTHER_GOODS = Pattern(r"和|及|或|与|、|还有|另有|[0-9][.)]|以及|跟|也")
_OIL = Pattern(r"(?:防|抗|耐|过滤|阻隔)油|油性|oil")
_NOT_OIL = Pattern(
    r"(?:非|不防|不能防|不耐|不可防|不含|无)油|非油|不适用于油|not (?:resistant|for) (?:to )?oil|oil[ -]free"
)
_BFE = Pattern(r"(?:bfe|细菌过滤(?:效率)?)[^0-9,。;]{0,8}([0-9]{2}(?:\.[0-9]+)?)\s?%?")
_WHO = Pattern(r"(?:世卫(?:组织)?|世界卫生组织|\bwho)[^,。;]{0,2}(?:认证|批准|认可|certified|approved)")
_HOME_MADE = Pattern(r"(?:^|[^韩美德法英泰])国产|中国制造|中国产|made in china|大陆产")
_FOREIGN_MADE = Pattern(
    r"(?:原装|纯|全)进口|(?:日本|德国|美国|韩国|法国|澳洲|新加坡)(?:原装|进口|产(?:的|$|[^国])|制造|生产)|"
    r"made in (?:japan|germany|usa|korea)|进口(?:口罩|kn?95|n95|ffp)"
)
_FUTURE = Pattern(
    r"(?:生产日期|生产|出厂)[^,。;]{0,10}(?:明天|后天|下个?月|下周|明年|还没到|未来|今天之后|比今天还晚)"
)


def judgements(facts: Facts) -> Iterator[Judgement]:
    if "口罩" in facts.text.folded or "mask" in facts.text.folded or facts.grades:
        for check in _CHECKS:
            yield from check(facts)


def _wrong(place: tuple[int, int], reason: str) -> Judgement:
    return Judgement(State.CONTRADICTORY, *place, reason)


def owner(facts: Facts, at: int, end: int) -> Thing | None:
    """The mask that something said at `at` is said of; None when other goods are named between."""
    masks = [thing for thing in facts.things if thing.name in _MASKS]
    folded = facts.text.folded
    if folded[end : end + 1] == "的" and (after := [m for m in masks if end <= m.start <= end + 8]):
        return after[0]
    before = [mask for mask in masks if mask.end <= at]
    after = [mask for mask in masks if mask.start >= end]
    nearest = before[-1] if before else after[0] if after else None
    if nearest is None:
        return None
    between = folded[nearest.end : at] if before else folded[end : nearest.start]
    apart = any(mark in between for mark in "。;!?\n") or _OTHER_GOODS.search(between)
    return None if apart else nearest


def _valves(facts: Facts) -> Iterator[Judgement]:
    for thing in facts.things:
        if thing.name == "呼气阀" and not thing.denied:
            mask = owner(facts, thing.start, thing.end)
            if mask and mask.name in {*MEDICAL, "医用防护口罩"} and not mask.denied:
                yield _wrong((thing.start, thing.end), "医用口罩不带呼气阀:呼出的气不过滤")


def _cloth(facts: Facts) -> Iterator[Judgement]:
    cloth = facts.has("布口罩")
    mask = facts.has("外科口罩", "医用防护口罩", "防颗粒物口罩", "FFP口罩")
    if cloth and mask and mask.start > cloth.start:
        between = facts.text.folded[cloth.end : mask.start]
        if not _OTHER_GOODS.search(between) and not any(word in between for word in ("不", "没", "。", "换")):
            yield _wrong((cloth.start, cloth.end), f"棉布、纱布、海绵达不到{mask.name}的过滤要求")


def _filtering(facts: Facts) -> Iterator[Judgement]:
    if facts.has(*MEDICAL):
        for match in _BFE.finditer(facts.text.folded):
            if float(match.group(1)) < 95:
                yield _wrong(match.span(), "医用口罩细菌过滤效率至少95%")
    grade = next(
        (g for g in facts.grades if g.head in {"n", "kn"} and g.number in {"90", "95", "99", "100"}), None
    )
    oily = _OIL.search(facts.text.folded)
    if (
        grade
        and oily
        and not _NOT_OIL.search(facts.text.folded)
        and not any(g.head in {"p", "r", "kp"} for g in facts.grades)
    ):
        yield _wrong(oily.span(), f"{grade.head.upper()}型只防非油性颗粒,防油的是KP、R、P型")


def _origin(facts: Facts) -> Iterator[Judgement]:
    folded = facts.text.folded
    foreign = _FOREIGN_MADE.search(folded)
    place = places.maker(facts) or (match.group() if (match := _HOME_MADE.search(folded)) else "")
    if foreign and place and not _OTHER_GOODS.search(folded):
        yield _wrong(foreign.span(), f"又说进口又说{place}产")
    korean = next((grade for grade in facts.grades if grade.head == "kf"), None)
    if korean and (place or any(key.key.startswith(("gb", "yy")) for key in facts.standards)):
        others = any(grade.head != "kf" for grade in facts.grades)
        if not others:
            yield _wrong((korean.start, korean.end), "KF是韩国食药处给韩国产品的等级,不是国标")


def _sterile(facts: Facts) -> Iterator[Judgement]:
    sterile, unsterile = facts.has("无菌"), facts.has("非无菌")
    if sterile and unsterile and not _OTHER_GOODS.search(facts.text.folded):
        yield _wrong((unsterile.start, unsterile.end), "又写无菌又写非无菌")


def _non_medical(facts: Facts) -> Iterator[Judgement]:
    """Called surgical and, of the same thing, not medical."""
    plain = facts.has("非医用", "日常口罩")
    medical = facts.has("外科口罩", "医用防护口罩", "一次性医用口罩", "医用级")
    others = facts.has("防颗粒物口罩", "FFP口罩", "KF口罩")
    if plain and medical and not others:
        between = facts.text.folded[min(plain.end, medical.end) : max(plain.start, medical.start)]
        if not _OTHER_GOODS.search(between) and not any(c in between for c in "。;!?\n"):
            yield _wrong((plain.start, plain.end), f"又说是{medical.name},又说是非医用")


def _sayings(facts: Facts) -> Iterator[Judgement]:
    for pattern, reason in ((_WHO, "世卫组织不认证口罩"), (_FUTURE, "生产日期在今天之后")):
        if match := pattern.search(facts.text.folded):
            yield _wrong(match.span(), reason)


_CHECKS: tuple[Callable[[Facts], Iterator[Judgement]], ...] = (
    _valves,
    _cloth,
    _filtering,
    _origin,
    _sterile,
    _non_medical,
    _sayings,
)

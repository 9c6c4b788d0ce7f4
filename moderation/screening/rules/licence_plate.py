"""Licence plates of the mainland, new-energy plates included.

**Finds** province, letter and five or six letters and digits, with dots or spaces between and o, l or words
for digits, words or bars between them (新G字头000尾巴A4); after 车牌 or 车号 also without the province,
as are those of Hong Kong, Macao and Taiwan; of the armed police with WJ.

**Why it matters**: a plate tells where somebody lives and drives.

**What happens**: the plate is hidden.

**Known gaps**: the last digits alone (尾号449) stay: odd-even days and pick-up notes need them. Military
plates are looked for by their label only.

Source: GA 36-2018.
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.core.fillers import digits_said
from moderation.core.finding import Kind, Severity
from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.rule import Context, Hit, Rule

RULE = Rule(
    kind=Kind.PLATE,
    severity=Severity.NOTE,
    title="车牌号",
    finds=(
        "冷链车号⟦川F7Z07A⟧,到了",
        "拉医护的是⟦川A·F2l98A⟧和⟦川A2W53A⟧",
        "⟦渝B·5PYG0⟧等",
        "新能源⟦粤BD12345⟧",
        "车牌⟦陕A 1 2 3 4 5⟧",
        "⟦川A一二三四五⟧",
        "车牌:⟦A12B45⟧",
        "车⟦苏E·5K8R1⟧,13800000079",
        "車牌 ⟦ABC-1234⟧",
        "港车⟦AB 1234⟧停门口",
        "⟦WJ京12345⟧",
        "上海牌照⟦A12B45⟧",
        "⟦使224578⟧停门口",
        "领头皮卡⟦新G字头000尾巴A4⟧",
        "车⟦鄂A/三个零/K7⟧,下午到",
    ),
    passes=(
        "粤B2-20090191",
        "车牌尾号449",
        "新N95口罩5000只",
        "川A1栋",
        "即使100000块也不卖",
        "密码123456使用到月底",
        "什么牌子:HP 1020的打印机",
    ),
)

MESSAGE = "疑似车牌号,建议隐去"

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_NAMES = "(?:车牌|车号|号牌|牌照|牌号|[港澳军]车|licen[sc]e plate)"
_BETWEEN = r"[\s·.•・_-]{0,2}"
_BODY = rf"[a-z][\s·.•・,、_-]{{0,2}}[a-z0-9](?:{_BETWEEN}[a-z0-9]){{3,4}}{_BETWEEN}[a-z0-9挂学警港澳]"
_HINT = Pattern(rf"[{_PROVINCES}]{_BETWEEN}[a-z]|{_NAMES}|wj|使[0-9]{{6}}|[0-9]{{6}}使")
_PLATE = Pattern(rf"(?:wj\s?)?[{_PROVINCES}]{_BETWEEN}{_BODY}|wj\s?[{_PROVINCES}]?\s?[0-9]{{4,5}}[a-z0-9]?")
# Of an embassy; 即使100000块 and 密码123456使用 are none.
_EMBASSY = Pattern(
    r"(?:^|[^0-9即假致促大行天特驱])(使[0-9]{6}|[0-9]{6}使)(?:[^0-9块元人次户份只个万用得者命]|$)"
)
_ABROAD = r"[a-z]{2,4}[-\s]?[0-9]{3,4}|[0-9]{3,4}[-\s]?[a-z]{2,3}"
# With words or bars between, or with digits said several times: 新G字头000尾巴A4, 鄂A/三个零/K7.
_SAID_BETWEEN = r"(?:[\s·.•・,、_/|-]{0,2}|,?(?:尾巴?|结尾|后面?|再|然后|接着)[是,\s]?)"
_SAID = Pattern(
    rf"[{_PROVINCES}]{_BETWEEN}[a-z](?:[字打开]头)?(?:{_SAID_BETWEEN}[a-z0-9][\x00-\x08]*){{2,6}}"
)
_LABELLED = Pattern(rf"{_NAMES}[号码照子是为:\s,]{{0,4}}({_BODY}|{_ABROAD})")
_BEFORE_LABEL = Pattern(rf"({_ABROAD})\s?(?:车牌|号牌)")
_PATTERNS = ((_PLATE, 0), (_EMBASSY, 1), (_LABELLED, 1), (_BEFORE_LABEL, 1), (_SAID, 0))
"""Each with the group that holds the plate."""
_FEWEST_DIGITS = 2
_LENGTHS = (5, 6)
_USUAL = Pattern(rf"[{_PROVINCES}]{_BETWEEN}[a-z](?:{_BETWEEN}[a-z0-9])+")


def find(text: Text, context: Context) -> Iterator[Hit]:
    if not _HINT.found_in(text.folded):
        return
    found = set()
    for pattern, part in _PATTERNS:
        for match in pattern.finditer(text.numerals):
            written = match.group(part)
            whole = pattern is not _SAID or _is_said(written)
            if (
                whole
                and _ends(text.numerals, match.end(part))
                and len(digits_said(written)) >= _FEWEST_DIGITS
            ):
                found.add(match.span(part))
    for start, end in found:
        yield Hit(text.span(start, end), MESSAGE)


def _is_said(written: str) -> bool:
    """Whether a plate with words in it has as many letters and digits as one."""
    letters = sum("a" <= c <= "z" for c in written[1:]) - 1
    return letters + len(digits_said(written)) in _LENGTHS and not _USUAL.fullmatch(written)


def _ends(view: str, at: int) -> bool:
    """A plate is not followed by more letters, digits or -2009… (a permit's number)."""
    after = view[at : at + 2]
    return not (after[:1].isascii() and after[:1].isalnum()) and not (
        after[:1] == "-" and after[1:].isdigit()
    )

"""QQ numbers and QQ group numbers, by their label.

**Finds** 5-11 digits in any form after QQ, 扣扣, 企鹅, 那只鹅, 球球, 🐧, 群号, 裙号 and their like, also some
words after, in parts or said as an amount, or before (QQ), 是我企鹅; eight to ten digits that somebody leaves
(留634908152, 加200…) or that stand beside a mobile number or somebody to be asked, and nine or ten that can
hardly be anything else.

**Why it matters**: the number is an account, a mailbox and often a nickname used everywhere.

**What happens**: the number is hidden.

**Known gaps**: shorter numbers without a label; they look like any amount.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from moderation.core.finding import Kind, Severity
from moderation.core.numbers import Group, Number, apart
from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.doors.numbers import is_counted
from moderation.screening.labels import Label, labelled, labels_before, says
from moderation.screening.no_account import counts, is_beside_models, is_something_else
from moderation.screening.parted import LONGEST_JOINT, joins, readings
from moderation.screening.rule import Context, Hit, Rule

RULE = Rule(
    kind=Kind.QQ,
    severity=Severity.NOTE,
    title="QQ号",
    finds=(
        "QQ:⟦12345678⟧",
        "技术扣扣⟦二五①七八③九五〇⟧",
        "企鹅号 ⟦1 0 0 0 8 6 1 2⟧",
        "加🐧⟦88888123⟧进群",
        "Q群⟦七七八九〇〇一⟧",
        "看⟦1612280000⟧空间",
        "⟦87654321⟧(QQ)",
        "老同学都用扣扣找我,⟦一三六七 〇四二 八八⟧",
        "单车白送。留⟦634908152⟧",
        "鹅号 ⟦捌柒陆伍肆叁贰壹⟧",
        "我那只鹅⟦二，七个零，三三⟧",
        "企鹅号好记:⟦两个亿零七百零三⟧",
        "企鹅我用了十几年,号是⟦86421⟧",
        "QQ前面⟦2000,后面001955⟧",
        "QQ:⟦2000001955⟧/⟦2000001956⟧",
        "加⟦200、000、0338⟧,头像金鱼",
        "联系人事小王,⟦2000000829⟧",
        "昵称小满爱吃鱼 ⟦2000000829⟧",
    ),
    passes=(
        "看 https://example.org/s?mid=2242815762",
        "Round Rock, TX 78665",
        "跟上的扣666",
        "QQ 上 3 点见",
        "共 12345678 只",
        "留20000000元,扣20000分",
        "联系 12345",
        "QQ群里通知2020-4-20 8:30开会",
        "QQ糖12345袋,QQ音乐三亿用户",
        "QQ群里说3M 9501 9502都有货",
        "QQ群里说订单号2000000829已发货",
        "防护服GB 19082-2009,日期2020041508",
        "报修400-820-1234,批文准字2020214088",
    ),
)

MESSAGE = "疑似QQ号,建议隐去"


_AFTER = Pattern(
    r"\s?[(,]?\s?(?:的|是|这是)?(?:我的?)?"
    r"(?:空间|qq|扣扣|[企小]鹅|q[号上我]|扣[号我]|加[q扣]|球球|秋秋|叩叩|蔻蔻|鹅号|🐧|[q扣]?群号|"
    r"(?:扣|q)(?:$|[),。;!?\n ]))"
)
# A number to write to, of whatever kind: 留634908152.
_LEFT = Pattern(
    r"(?:扣|[鹅球企叩]:|(?:^|[^增共总外附])加|添加|留|[找加私滴敲戳搜]我|搜索?|"
    r"联系我?|进群|入群|加群|群|好友|空间|讨论组|我的?号|[小大主老]号)"
    r"(?:号码?|一个|个|是)?[:\s]{0,2}$"
)
# … or somebody by name: 联系人事王,2000…; longer ones only.
_ASKED = Pattern(r"(?:联系|找|加|咨询|报名|对接)[^0-9,。;!?\n]{1,8}[,:\s]{1,2}$")
_SPOKEN_OF = Pattern(
    r"qq|扣扣|[企小胖]鹅|[那这]只鹅|鹅号|球球|秋秋|求求|叩叩|蔻蔻|口口|抠抠|扣号|🐧|加扣|扣我|q我|q号|(?:[加我]|^)q(?:$|[^a-z])|"
    r"tx号?:|tx号|腾讯号|[q扣]群|裙号"
)
# Its name some words before a number of any length: 企鹅我用了十几年,号是86421.
_NAMES = "(?:qq|扣扣|[企小胖]鹅|[那这]只鹅|鹅号|球球|秋秋|求求|🐧|抠抠|口口)"
_NAMED_BEFORE = Pattern(rf"{_NAMES}[^0-9。!?\n]{{1,16}}(?:号码?是?|[:是为])[:\s]?$")
_NEAR_BEFORE = Pattern(rf"{_NAMES}[^0-9。!?\n]{{0,12}}$")
_FAR = 30
_PARTS_BEGIN = Pattern(rf"{_NAMES}号?(?:的|是|:)?(?:前|开头|头|起头|打头|先)[^0-9,。;\n]{{0,4}}$")
_IN_WORDS = Pattern(r"[0-9][0-9千百十]*[亿万][亿零0-9千百十万]{3,}")
_NAMED = frozenset({Label.ORDER, Label.SERVICE, Label.LANDLINE, Label.STANDARD, Label.ACCOUNT})
_FEWEST, _FEWEST_NEAR, _FEWEST_LEFT, _FEWEST_UNNAMED, _MOST_LEFT = 5, 7, 8, 9, 10
_MOST = 11
_REACH = 12
_MOBILE_BEGINS = ("13", "14", "15", "16", "17", "18", "19")


def find(text: Text, context: Context) -> Iterator[Hit]:
    before = [*labelled(text, Label.QQ, range(_FEWEST, _MOST + 1))]
    for number in apart(
        chain(before, _also(before), _named_after(text), _left(text), _beside_a_mobile(text))
    ):
        if not text.in_link(number.start):  # https://example.org/?mid=2242815762 names a page
            yield Hit(text.span(number.start, number.end), MESSAGE)
    if _SPOKEN_OF.found_in(text.folded):
        in_parts = (_in_parts(text, reading) for reading in readings(text))
        for start, end in chain(_in_words(text), *in_parts):
            yield Hit(text.span(start, end), MESSAGE)


def _also(numbers_named: list[Number]) -> Iterator[Number]:
    """The second account of QQ:2000001955/2000001956."""
    for number in numbers_named:
        rest = len(number.run.digits) - len(number.digits)
        if _FEWEST_LEFT <= rest <= _MOST:
            yield from number.run.last_numbers((rest,))


def _left(text: Text) -> Iterator[Number]:
    """Digits that somebody leaves and does not count, or any where QQ is spoken of."""
    spoken_of = None
    for run in text.runs:
        digits, start = run.digits, run.groups[0].start
        if not (_FEWEST <= len(digits) <= _MOST_LEFT and digits[0] in "123456789") or counts(text, run):
            continue
        left = _is_left(text, start, len(digits))
        if not left and is_beside_models(text, start):
            continue
        if spoken_of is None:
            spoken_of = _SPOKEN_OF.found_in(text.folded)
        named = left or (spoken_of and _is_spoken_of(text, start, len(digits)))
        if named or (len(digits) >= _FEWEST_UNNAMED and not is_something_else(text, run)):
            yield run.number(0, 0, len(digits))


def _is_left(text: Text, start: int, length: int) -> bool:
    """Whether the words before ask to write to such a number: 留634908152, 联系人事小王,2000000829."""
    before = text.folded[max(start - _REACH, 0) : start]
    if length >= _FEWEST_LEFT and _LEFT.found_in(before):
        return True
    asked = length >= _FEWEST_UNNAMED and _ASKED.found_in(before)
    return asked and not says(Label.ORDER, text, start)


def _is_spoken_of(text: Text, start: int, length: int) -> bool:
    """Whether a number is an account, as QQ is spoken of: the nearer its name, the shorter it may be."""
    before, labels = text.folded[max(start - _FAR, 0) : start], labels_before(text, start)
    if _NAMED_BEFORE.found_in(before) or (length >= _FEWEST_NEAR and _NEAR_BEFORE.found_in(before)):
        return Label.ORDER not in labels
    return length >= _FEWEST_LEFT and not _NAMED.intersection(labels)


def _beside_a_mobile(text: Text) -> Iterator[Number]:
    """What is listed behind a mobile number without a word: 13800138000,2000001234."""
    for run in text.runs:
        for length in (_FEWEST_UNNAMED, _MOST_LEFT):
            at = len(run.digits) - length - _MOST
            if (
                (at == 0 or at in run.ends)
                and run.digits.startswith(_MOBILE_BEGINS, at)
                and not counts(text, run)
                and not is_beside_models(text, run.groups[0].start)
            ):
                yield from (number for number in run.last_numbers((length,)) if number.digits[0] != "0")


def _in_words(text: Text) -> Iterator[tuple[int, int]]:
    """企鹅号好记:两个亿零七百零三: an account said as an amount."""
    for match in _IN_WORDS.finditer(text.numerals.replace("个亿", "亿亿").replace("个万", "万万")):
        start, end = match.span()
        named = says(Label.QQ, text, start) or _NAMED_BEFORE.found_in(
            text.folded[max(start - _FAR, 0) : start]
        )
        if named and not is_counted(text.folded, end):
            yield start, end


def _in_parts(text: Text, reading: Sequence[Group]) -> Iterator[tuple[int, int]]:
    """QQ前面2000,后面001955."""
    groups = [group for group in reading if group.end - group.start < _MOST and group.digits]
    after = -1
    for first, group in enumerate(groups):
        before = text.folded[max(group.start - _REACH, 0) : group.start]
        if group.start < after or not _PARTS_BEGIN.found_in(before):
            continue
        digits, last = group.digits, first
        while last + 1 < len(groups) and len(digits) < _MOST:
            gap = text.folded[groups[last].end : groups[last + 1].start]
            word = gap.strip(" ,.、。;:是")
            if len(gap) > LONGEST_JOINT or not (word and joins(word)):
                break
            last += 1
            digits += groups[last].digits
        if last > first and _FEWEST_LEFT <= len(digits) <= _MOST:
            after = groups[last].end
            yield group.start, after


def _named_after(text: Text) -> Iterator[Number]:
    ends = {match.start() for match in _AFTER.finditer(text.folded)} if text.runs else set()
    for run in text.runs if ends else ():
        if run.groups[-1].end in ends:
            yield from (number for number in run.last_numbers(range(5, 12)) if number.digits[0] != "0")

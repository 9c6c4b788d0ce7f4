"""WeChat ids, by their label in any disguise, by the words around them, or by their looks.

**Finds** names of five and more letters, digits, _ and -, and numbers, after 微信, 薇信, 威信, VX, V❤, 加V,
绿泡泡, 伽薇亻言, wei xin and their like; the same after 私, 滴, 联系, 客服 … when they look like an id; and
names that can hardly be anything else (letters joined by _, pinyin with digits or hyphens), label or not.
Dots, stars and line breaks between the parts belong to the name, and so do words that stand for a
part of it (零换0, 下划线), an @ and a nickname before it.

**Why it matters**: sellers and scammers work there, out of sight; for everybody else it is a private door.

**What happens**: the id is hidden; contact goes through moderators.

**Known gaps**: ids in Han characters; short ids and English words without a label.

Source: Tencent's rule for ids: 6-20 letters, digits, _ and -, a letter first.
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.core.finding import Kind, Severity
from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.doors.parts import touches_latin
from moderation.screening.labels import Label, labelled, labels_before
from moderation.screening.pinyin import spells_pinyin
from moderation.screening.rule import Context, Hit, Rule
from moderation.screening.things import is_host, is_thing, is_word, parts

RULE = Rule(
    kind=Kind.WECHAT,
    severity=Severity.NOTE,
    title="微信号",
    finds=(
        "微信:⟦xiaowang2020⟧",
        "薇信号是⟦mask_ok_88⟧,备注小区",
        "vx ⟦lin.ju.99⟧",
        "加V⟦abc_12345⟧",
        "V❤⟦wangshifu⟧",
        "绿泡泡⟦kangyuan④u⟧",
        "伽薇亻言 ⟦linju-mama⟧",
        "威信⟦Q☆yan☆1988☆cd⟧",
        "jia wo wei xin ⟦xiaoluo-kz⟧ bie wen",
        "私聊报价。⟦n99waike⟧",
        "晚饭后剪头发,约号⟦tony_lao_shi⟧",
        "罩加\n⟦s\nh\na\nn\n9\n0⟧\n晚了",
        "⟦laowang_99⟧是我微信",
        "微信⟦12345678⟧",
        "微信 ⟦fangcang(零换0)zhaopin⟧",
        "微信⟦dongwu下划线yuan88⟧",
        "找我⟦A暖暖yy0915⟧",
        "Telegram⟦@bao_ji_huiguo⟧",
        "官方小帮手⟦@jiukun.fast.tw⟧",
        "微信⟦⒲⒣⒪_dazi66⟧",
        "一罐四百二,⟦nai·fen·baby⟧",
        "dian赞,⟦dian\u2060zan_laoshi\u200bo3⟧在线等",
    ),
    passes=(
        "N95、KN95、FFP2、COVID-19、iPhone11都别问",
        "English-speaking volunteer, check-in at noon",
        "微信群里说的3M口罩",
        "加VIP",
        "@楼长 每户2袋@15元,@all 都看一下",
        "看 shanghai.gov.cn 或 example.com",
        "看 https://www.who.int/covid_19/advice_for_public",
        "批文TC-84A-618,GB2626-2006",
        "印着TC-84A-KN95和LA-99-KN的那批别买",
        "运单SF1084070218380",
    ),
)

MESSAGE = "疑似微信号,建议隐去"

_JOIN = r"[-_.丶丨|~·*^\\]{1,3}"
_TOKEN = Pattern(rf"[a-z0-9](?:(?:{_JOIN})?[a-z0-9〇○]){{4,}}[_-]?[〇○甴丿丨丶]?[0-9]*")
_SPELLED_OUT = Pattern(r"(?:[a-z0-9][^a-z0-9\pL]{1,2}){4,}[a-z0-9](?:[^a-z0-9]|$)")
# A part of it is said in words: fangcang(零换0)zhaopin, dongwu下划线yuan …
_SAID_OVER = Pattern(
    r"([a-z0-9_]{2,20}\((?:[^()a-z]{1,4}换[^()]{1,4}|下划线|横杠|短横|杠|点|减号|横线|空格|去掉?[^()]{1,3}|零|空)\)[a-z0-9_]{2,20}|"
    r"[a-z0-9]{2,20}(?:下划线|横杠|短横|减号|横线|中横线|小数点|点)[a-z0-9]{2,20})"
)
# … or follows a nickname: A暖暖yy0915.
_NICKNAMED = Pattern(
    r"(?:找我|加我|微信|加v|私我|联系我|滴我):?([a-z]?\p{Han}{1,4}[a-z]{2,}[0-9]{2,})(?:[^a-z0-9]|$)"
)
_SHORTEST = 5
_NO_LETTERS = dict.fromkeys(map(ord, "0123456789-_.丶丨|~·*^\\〇○甴"))

_AFTER = Pattern(r"\s?[(,]?\s?(?:是|为|这是)?我?的?(?:[微薇威维v][信♥x]|vx|wx|wechat)")


def find(text: Text, context: Context) -> Iterator[Hit]:
    found = sorted(_names(text), key=_by_start_and_length) if text.has_latin else []
    after = -1
    for start, end in found:
        if end > after:
            yield Hit(text.span(start, end), MESSAGE)
            after = end
    for number in labelled(text, Label.WECHAT, range(5, 13)):
        yield Hit(text.span(number.start, number.end), MESSAGE)


def _by_start_and_length(name: tuple[int, int]) -> tuple[int, int]:
    return name[0], -name[1]


def _names(text: Text) -> Iterator[tuple[int, int]]:
    """Where ids that are no bare numbers stand in the folded text; some may lie in others."""
    for match in _TOKEN.finditer(text.folded):
        start, end = match.span()
        start += _glued_label(text.folded, start)
        if end - start >= _SHORTEST and _is_id(text, text.folded[start:end], start, end):
            yield start - _at_sign(text.folded, start), end
    for pattern in (_SAID_OVER, _NICKNAMED):
        for match in pattern.finditer(text.folded):
            start, end = match.span(1)
            word = text.folded[start:end]
            if not is_thing(word.lstrip()) and _is_introduced(text, start, word):
                yield start, end
    for match in _SPELLED_OUT.finditer(text.folded):
        word = match.group().rstrip()
        if _has_both(word) and {Label.WECHAT, Label.INVITES} & labels_before(text, match.start()):
            end = match.end() - (not match.group()[-1].isalnum() or not match.group()[-1].isascii())
            yield match.start(), end


def _is_introduced(text: Text, start: int, word: str) -> bool:
    """Whether an id with words in it is one: by what calls it so, or by the words themselves (零换0)."""
    return "换" in word or not {Label.WECHAT, Label.INVITES}.isdisjoint(labels_before(text, start))


def _at_sign(folded: str, start: int) -> int:
    """@linju_99: the sign belongs to the name, and in a mailbox it does not begin one."""
    return folded[start - 1 : start] == "@" and not folded[start - 2 : start - 1].isdigit()


def _glued_label(folded: str, start: int) -> int:
    """The length of a label without a break before the id: 加v|abc, +vx|abc."""
    if folded[start - 1 : start] in {"加", "+"} and folded[start : start + 1] in {"v", "w"}:
        return 2 if folded[start + 1 : start + 2] == "x" else 1
    return 0


def _has_both(word: str) -> bool:
    return any(c.isdigit() for c in word) and any(c.isalpha() for c in word)


def _is_id(text: Text, token: str, start: int, end: int) -> bool:
    labels = labels_before(text, start)
    if token.isdigit() or _part_of_address(text, start, end, called=Label.WECHAT in labels):
        return False
    handle = _at_sign(text.folded, start) and (start < 2 or not text.folded[start - 2].isascii())
    if handle and not is_word(token) and text.has_han and not token.isalpha():
        return True
    if is_word(token) or is_host(token):
        return False
    introduced = Label.INVITES in labels
    if Label.SITE in labels and not introduced:
        return False
    if Label.WECHAT in labels or _AFTER.match(text.folded[end : end + 10]):
        return (
            _in_chinese(text.folded, start, end)
            or not token.isalpha()
            or ":" in text.folded[start - 3 : start]
        )
    if is_thing(token) or not (text.has_han or ("_" in token and _has_both(token))):
        return False
    return looks_like_id(token) or (introduced and _could_be_id(token))


def _part_of_address(text: Text, start: int, end: int, *, called: bool) -> bool:
    """True inside a link or an e-mail address; those have their own rules."""
    folded = text.folded
    mailbox = folded[start - 1 : start] == "@" and touches_latin(folded, start - 1) and not called
    return mailbox or folded[end : end + 1] == "@" or folded[start - 1 : start] == "/" or text.in_link(start)


def _in_chinese(folded: str, start: int, end: int) -> bool:
    """True when the next letter on either side is Han: an English sentence reads on in English."""
    before = folded[max(0, start - 4) : start]
    after = folded[end : end + 3].strip()
    return not (after[:1].isascii() and after[:1].isalpha()) or any(c > "\u2e80" for c in before)


def looks_like_id(token: str) -> bool:
    """True for names that can hardly be anything else."""
    letters = token.translate(_NO_LETTERS)
    if "_" in token:
        return len(letters) >= 3 and not token.startswith("_")
    if len(letters) < 4:
        return False
    pieces = parts("".join(c if "a" <= c <= "z" else "." for c in token))
    spelled = [part for part in pieces if len(part) > 1 and spells_pinyin(part)]
    if any(c.isdigit() for c in token):
        return len("".join(spelled)) >= 4 or len(pieces) > 2 or (len(pieces) > 1 and len(letters) > 7)
    share = len("".join(spelled)) / len(letters)
    joined = any(c in token for c in "-丶丨·*^~")
    return len(letters) >= 7 and ((joined and share >= 0.6) or ("." in token and share >= 0.8))


def _could_be_id(token: str) -> bool:
    """After a word such as 私 or 联系: anything with letters and figures, or pinyin of two syllables."""
    letters = token.translate(_NO_LETTERS)
    if len(letters) < 3 or len(token) < 6:
        return False
    return any(c.isdigit() for c in token) or any(c in token for c in "-丶丨·*^~") or spells_pinyin(token)

"""E-mail addresses, also with (at), 艾特 and [dot].

**Finds** name@host.tld with Latin host names, the usual ways to avoid the sign, and names that are called a
mailbox.

**Why it matters**: an address names a person and draws phishing.

**What happens**: the address is hidden.

**Known gaps**: names of letters alone without a host ("my gmail is …"), hosts in Chinese characters.
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.core.finding import Kind, Severity
from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.rule import Context, Hit, Rule

RULE = Rule(
    kind=Kind.EMAIL,
    severity=Severity.NOTE,
    title="电子邮箱",
    finds=(
        "发到⟦linju.xiaowang@example.com⟧联系",
        "邮箱 ⟦ａｂｃ＠example．org⟧",
        "写信给⟦wang (at) example [dot] com⟧",
        "⟦wang艾特example点com⟧",
        "邮箱⟦zhangsan#163.com⟧(#换@)",
        "mail ⟦li4 at gmail dot com⟧",
        "邮箱⟦wang＠example。com⟧",
        "⟦li_si（圈a）example-mail点cn⟧",
        "邮箱⟦wang_99⟧(网易的)",
        "⟦wang.99后缀163.com⟧",
        "写到⟦li.si 花a example 点 com⟧",
        "write to ⟦wang AT example DOT com⟧",
        "联系 ⟦87654321@qq⟧",
        "cc ⟦a.b+c@xn--fiq228c.xn--fiqs8s⟧.",
    ),
    passes=(
        "有需要请@楼长",
        "每户2袋@15元",
        "meet at noon. thanks",
        "email us tomorrow, 邮箱 please",
    ),
)

MESSAGE = "疑似电子邮箱,建议隐去"


_AT = (
    r"(?:@|\s?[(\[{<]\s?(?:at|@|圈a|a圈|a|花a|艾特|爱特|小老鼠)\s?[)\]}>]\s?|"
    r"艾特|爱特|小老鼠|圈a|花a)"
)
_DOT = r"(?:\.|\s?[(\[{<]\s?(?:dot|点|\.)\s?[)\]}>]\s?|\s?点\s?)"
_ADDRESS = Pattern(
    rf"[a-z0-9][a-z0-9._%+-]{{0,63}}\s?{_AT}\s?(?:[a-z0-9-]{{1,63}}\s?{_DOT}\s?){{1,4}}[a-z][a-z0-9-]{{1,23}}"
)
# Providers whose name alone tells that this is an address, whatever stands for the @.
_PROVIDER = (
    r"(?:qq|vip\.qq|163|126|gmail|sina|outlook|hotmail|foxmail|yahoo|yeah|icloud|139|189|sohu|aliyun|protonmail)"
    r"\s?(?:[.。,·]|点|dot|\(点\)|\[点\])\s?(?:com|cn|net)"
)
_HAS_PROVIDER = Pattern(_PROVIDER)
_AT_PROVIDER = Pattern(
    rf"[a-z0-9][a-z0-9._-]{{1,63}}(?:\s?(?:[#*&$^!~]|艾特|圈a?|小老鼠|爱特)\s?|\s?[(\[]\s?(?:at|@|#)\s?[)\]]\s?|\s+at\s+){_PROVIDER}"
)
_OTHERS = (
    Pattern(r"[a-z0-9][a-z0-9._-]{1,63}\s?@\s?[a-z0-9-]{1,63}[。,]\s?(?:com|cn|net|org)(?:\.cn)?"),
    Pattern(r"[a-z0-9][a-z0-9._-]{1,63} at [a-z0-9-]{1,63} dot (?:com|cn|net|org|edu)"),
    Pattern(r"[a-z0-9][a-z0-9._-]{1,63}\s?\(a\)\s?[a-z0-9-]{1,63}\.(?:com|cn|net|org|edu)"),
    Pattern(r"[a-z0-9][a-z0-9._-]{1,63}@(?:qq|163|126|gmail|foxmail|outlook|hotmail|sina|yahoo|icloud)"),
)
# A name that is only called an address, or whose provider is said beside it: wang.99后缀163.com.
_CALLED = Pattern(
    r"(?:邮箱|信箱|电邮|e-?mail)(?:地址|号)?(?:[:\s是为]|is){0,4}([a-z0-9][a-z0-9._-]{4,63})(?:[^a-z0-9@._-]|$)"
)
_SUFFIXED = Pattern(
    rf"([a-z0-9][a-z0-9._-]{{2,63}}\s?[,(]?\s?(?:后缀|后面|再加|加上|接|在|加)(?:是|接|加)?\s?@?{_PROVIDER})"
)
_SIGNS = ("@", "at", "特", "老鼠", "(a)", "圈a", "花a")


def find(text: Text, context: Context) -> Iterator[Hit]:
    if not text.has_latin:
        return
    found: dict[int, int] = {}  # where an address begins -> where it ends at last
    if any(sign in text.folded for sign in _SIGNS):
        for pattern in (_ADDRESS, *_OTHERS):
            _note(found, pattern, text.folded)
    if _HAS_PROVIDER.found_in(text.folded):
        _note(found, _AT_PROVIDER, text.folded)
        _note(found, _SUFFIXED, text.folded)
    for match in _CALLED.finditer(text.folded):
        start, end = match.span(1)
        if any(c.isdigit() or c in "._-" for c in match.group(1).strip("._-")):
            found[start] = max(end, found.get(start, end))
    for start, end in found.items():
        yield Hit(text.span(start, end), MESSAGE)


def _note(found: dict[int, int], pattern: Pattern, folded: str) -> None:
    for match in pattern.finditer(folded):
        start, end = match.span()
        found[start] = max(end, found.get(start, end))

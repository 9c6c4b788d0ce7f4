"""E-mail addresses, also with (at), 艾特 and [dot].

**Finds** name@host.tld with Latin host names, and the usual ways to avoid the sign.

**Why it matters**: an address names a person and draws phishing.

**What happens**: the address is hidden.

**Known gaps**: addresses without a host name ("my gmail is …"), hosts in Chinese characters.
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
        "cc ⟦a.b+c@xn--fiq228c.xn--fiqs8s⟧.",
    ),
    passes=(
        "有需要请@楼长",
        "每户2袋@15元",
        "meet at noon. thanks",
    ),
)

MESSAGE = "疑似电子邮箱,建议隐去"


_AT = r"(?:@|\s?[(\[{<]\s?(?:at|@)\s?[)\]}>]\s?|艾特|小老鼠)"
_DOT = r"(?:\.|\s?[(\[{<]\s?(?:dot|点|\.)\s?[)\]}>]\s?|点)"
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
_SIGNS = ("@", "at", "艾特", "老鼠")


def find(text: Text, context: Context) -> Iterator[Hit]:
    if not text.has_latin:
        return
    if any(sign in text.folded for sign in _SIGNS):
        yield from _hits(text, _ADDRESS)
    if _HAS_PROVIDER.found_in(text.folded):
        yield from _hits(text, _AT_PROVIDER)


def _hits(text: Text, pattern: Pattern) -> Iterator[Hit]:
    for match in pattern.finditer(text.folded):
        yield Hit(text.span(match.start(), match.end()), MESSAGE)

"""E-mail addresses, also with (at), 艾特 and [dot].

**Finds** name@host.tld with Latin host names, and the usual ways to avoid the sign.

**Why it matters**: an address names a person and draws phishing.

**What happens**: the address is hidden.

**Known gaps**: addresses without a host name ("my gmail is …"), hosts in Chinese characters.
"""

from __future__ import annotations

from collections.abc import Iterator

import re2

from moderation.core.finding import Kind, Severity
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
_ADDRESS = re2.compile(
    rf"[a-z0-9][a-z0-9._%+-]{{0,63}}\s?{_AT}\s?(?:[a-z0-9-]{{1,63}}\s?{_DOT}\s?){{1,4}}[a-z][a-z0-9-]{{1,23}}"
)
_SIGNS = ("@", "at", "艾特", "老鼠")


def find(text: Text, context: Context) -> Iterator[Hit]:
    if any(sign in text.folded for sign in _SIGNS):
        for match in _ADDRESS.finditer(text.folded):
            yield Hit(text.span(match.start(), match.end()), MESSAGE)

"""All claims of a text, judged together."""

from __future__ import annotations

import re2

from moderation.core.text import Text
from moderation.screening.claims import goods, marks, registration, standard
from moderation.screening.claims.facts import Facts
from moderation.screening.claims.state import Judgement, State

_KINDS = (registration, standard, marks, goods)
_ANY = re2.compile(
    "口罩|面罩|面屏|隔离|械注|械备|械生产|生产备案|gb|yy|en ?1|niosh|nlosh|noish|tc-?[0-9]|ffp|k?n9|n1|kf|kp|"
    "astm|type|酒精|乙醇|手套|准字|额温|测温|体温|血氧|制氧|呼吸机|防护服|抗原|试剂|mask|la-?[0-9]|3m"
)
"""Without one of these a text claims nothing that is checked here: most texts end there."""


def judge(text: Text) -> tuple[Judgement, ...]:
    """Every claim found, in the order of the text. Empty when nothing checkable is claimed.

    A doubt is dropped where something is known to be consistent or contradictory.
    """
    if not _ANY.search(text.folded):
        return ()
    facts = Facts(text)
    found = [one for kind in _KINDS for one in kind.judgements(facts)]
    known = [one for one in found if one.state is not State.UNVERIFIABLE]
    return tuple(sorted(set(known or found), key=lambda one: (one.start, one.end, one.reason)))

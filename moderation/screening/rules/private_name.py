"""Names of private persons.

**Finds** full names behind a label (联系人:周晓岚), behind or before what people are called (团长骆文婷,
骆文婷阿姨), as a signature or in a list, beside a number to call, and anywhere when the characters are
hardly anything else; surname and given name apart (姓郑,名少华); names of several peoples (扎西曲珍,
买买提·艾力, 爱新觉罗·恒泽, 김도윤); and, by their capitals and what announces them, names in Latin letters.

**Why it matters**: a full name makes a post about somebody findable for ever, most of all an accusation.

**What happens**: the name is hidden. The post is not held for it.

**Left alone**: a surname with a form of address (王阿姨, 李主任, 小陈), nicknames, officials behind their
office, public figures, firms and places that look like names (李宁, 王府井, 建国路).

**Known gaps**: a name that is a common word as well (江西, 双喜); given names without a surname; surnames
outside the list; of rare words that begin with a rare surname, some are hidden.

Source: GB/T 35273-2020, annex A (a name is personal information). Surnames after 百家姓 and those met today;
what speaks for a name is weighed by a small linear model (`name_model.py`) that `make train` learns from
invented sentences and posts, and from how often characters stand together in the words of a dictionary.
"""

from __future__ import annotations

from collections.abc import Iterable

from moderation.core.finding import Kind, Severity
from moderation.core.text import Text
from moderation.screening.announced_names import split_names, transliterated_names
from moderation.screening.latin_names import latin_names
from moderation.screening.people import people
from moderation.screening.rule import Context, Hit, Rule

RULE = Rule(
    kind=Kind.NAME,
    severity=Severity.NOTE,
    title="个人姓名",
    finds=(
        "联系人:⟦周晓岚⟧,下午在家",
        "团长⟦骆文婷⟧说明早到货",
        "谢谢⟦丁建国⟧师傅帮忙搬水",
        "1. ⟦傅敏⟧ 葱两把",
        "户名⟦欧阳倩⟧",
        "⟦扎西曲珍⟧,会量血压",
        "余下的⟦危如山⟧自己垫的,不用谢",
        "本人姓⟦郑,名少华⟧,住河边",
        "船员⟦Rodel Magbanua⟧牙疼三天",
        "谢谢⟦吾布力·卡斯木⟧送馕",
        "司机⟦Chan Tai Man⟧等到十点",
        "My name is ⟦Colm Brannigan⟧, I live nearby",
    ),
    passes=(
        "王阿姨和小陈今天值班",
        "李主任说明早八点",
        "建国路的药店有货",
        "李宁店里没有口罩",
        "安全第一,方便的话放门口",
        "布洛芬两盒,放门卫",
        "Ho Man Tin同Wong Tai Sin都有貨",
        "Kids Tylenol, from the Red Cross",
        "设施非常明显,登记姓名和剂量",
        "Masks in Pudong. Unpaid. Lunch is a sandwich",
    ),
)
_MESSAGE = "个人姓名,建议隐去"


def find(text: Text, context: Context) -> Iterable[Hit]:
    """The names of a text."""
    written_out = [*transliterated_names(text.folded), *split_names(text.folded)]
    whole = {place for name in written_out for place in range(name.start, name.end)}
    for name in people(text.folded, text.numerals):
        if whole.isdisjoint(range(name.start, name.end)):
            yield Hit(text.span(name.start, name.end), _MESSAGE)
    for name in written_out:
        yield Hit(text.span(name.start, name.end), _MESSAGE)
    for span in latin_names(text):
        yield Hit(span, _MESSAGE)

"""How much a post reads like selling, praising for pay or swindling, as a number from 0 to 1.

**Finds** posts whose worst forty letters weigh more than the hold line, by weights learned from an invented
corpus (`training/posts`): characters, pairs of them, pairs of syllables, amounts, the lexicon's words, and
what is left behind (a number, an account, a bank card).

**Why it matters**: rules find combinations that somebody thought of; the score finds what reads like them.

**What happens**: from 0.5 on the post is held, and the moderator sees the words that weighed most. Every
field's score is kept with the screening. What is held for claims that contradict each other is not held
once more as an advertisement.

**Known gaps**: selling in words that no post of the corpus used. `make train` learns from more posts.
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.core.finding import Kind, Severity
from moderation.core.text import Text
from moderation.screening.rule import Context, Hit, Rule, Score
from moderation.screening.scorer import HOLD_FROM, explain, shipped_weights, weigh
from moderation.screening.wording import wording

RULE = Rule(
    kind=Kind.SELLER,
    severity=Severity.HOLD,
    title="线性评分",
    finds=(
        "⟦口罩现货,工厂直发,十盒起批,先到先得⟧",
        "⟦低息贷款,无抵押,先交保证金,秒下款⟧",
    ),
    passes=(
        "谢谢志愿者把菜送上六楼",
        "家里老人要去医院,口罩用完了,谁能匀两个",
        "明天早上核酸,请带身份证,分时段下楼",
    ),
    last=True,
)

SCORE = "unwanted"
_LEFT = {Kind.WECHAT: "微信号", Kind.PHONE: "手机号", Kind.BANKCARD: "银行卡号"}


def find(text: Text, context: Context) -> Iterator[Hit | Score]:
    said, weights = wording(text), shipped_weights()
    window = weigh(said, context.form, weights, context.found)
    yield Score(SCORE, window.value)
    if window.value >= HOLD_FROM and Kind.COUNTERFEIT not in context.found:
        why = explain(said, context.form, window, weights)
        words = "、".join(f"“{word}”" for word in why.words)
        left = "、".join(name for kind, name in _LEFT.items() if kind in context.found)
        message = f"整段像广告、托儿或诈骗:{window.value:.2f},最重的词{words}"
        if left:
            message += f",并留有{left}"
        yield Hit(said.span(text, window.start, window.end), message, why.kind)

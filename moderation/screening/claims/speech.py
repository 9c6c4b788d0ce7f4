"""Whose claim it is: of goods that somebody has or sells, or of a guide that explains how to tell a fake.

"外科口罩上写着GB 2626的不要买" contradicts nothing: it says what every such mask would be. "我收到的外科口罩
写着GB 2626" tells of a mask that exists. A general sentence is let pass unless the text has concrete goods.
"""

from __future__ import annotations

from moderation.core.pattern import Pattern

_ENDS = "。;!?\n"
_GENERAL = Pattern(
    r"(?:的|就|都|才|全|肯定|一定)是(?:假|骗)|往往|通常|凡是|凡|一般(?:是|都|会)|如果|要是|若是|假如|只要|"
    r"不要(?:买|信|戴|用)|不买|别(?:买|信|戴|用|再|把|当)|勿(?:买|信|用)|应(?:该|为|是|当)|必须|才对|才是|"
    r"不能(?:当|用|代|做|作|混|戴|算|防|有|带|写)|不(?:适用|允许|得|可以|等于|认证|批准|发|会有|可能)|不同|"
    r"不是[^,]{0,6}(?:医用|外科|口罩|标准|yy|gb|n95|kn95|药|一类|二类|三类)|并非|"
    r"没有[^,]{0,12}(?:款|版|的说法|一说|这[种个一回])|"
    r"吗|能不能|可不可以|行不行|哪个|哪种|怎么|如何|区别|科普|辨别|鉴别|分辨|小知识|知识点|冷知识|常见|特征|所谓|看清|对照|"
    r"not (?:approve|certif|medical|suitable)|never|"
    r"do(?:es)? not|don't|beware|should|must|how to|if (?:it|the|you)"
)
_GUIDE = Pattern(r"科普|辨别|鉴别|分辨|怎么看|怎样看|如何看|区别|小知识|知识点|how to (?:tell|spot)")
_CONCRETE = Pattern(
    r"收到|到手|买了|我买|买来|刚买|拿到|领到|发的|发来|发给|送来|寄来|我家|家里|屋里|手里|手上|手头|我的|我这|我们?卖|"
    r"这(?:盒|个|批|款|包|箱|种|只|家|货)|那(?:盒|批|款|包|箱|家)|有(?:个|人|家)|举报|某|现货|包邮|清仓|批发|出售|直销|厂家|"
    r"团购|团长|转让|转卖|卖家|店里|小店|药店|隔壁|楼下|楼上|号楼|[0-9](?:元|块|毛)|一(?:盒|箱|包|件)[0-9]|下单|私信?|"
    r"received|bought|sell|in stock|for sale|pick up"
)


def explained(folded: str, start: int, end: int) -> bool:
    """True when `folded[start:end]` stands in a sentence about such goods in general."""
    if _CONCRETE.found_in(folded):
        return False
    first = max(folded.rfind(mark, 0, start) for mark in _ENDS) + 1
    last = min((at for mark in _ENDS if (at := folded.find(mark, end)) >= 0), default=len(folded))
    return _GENERAL.found_in(folded[first:last]) or _GUIDE.found_in(folded)

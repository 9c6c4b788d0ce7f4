"""Links to personal chat groups and accounts, and QR invitations.

**Finds** invitation links of WeChat, QQ, WhatsApp, Telegram, LINE, Discord, Signal and Skype, of meetings
on Teams, Zoom and the like; "scan to
join the group" and its like.

**Why it matters**: a group shows names, numbers and pictures of its members to whoever comes in.

**What happens**: the link or the invitation is hidden; moderators can pass it on.

**Known gaps**: invitations behind short links; pictures of QR codes.
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.core.finding import Kind, Severity
from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.rule import Context, Hit, Rule

RULE = Rule(
    kind=Kind.GROUP_LINK,
    severity=Severity.NOTE,
    title="群链接与扫码进群",
    finds=(
        "进来⟦https://weixin.qq.com/g/AwYAAExample⟧,一起团",
        "⟦t.me/joinchat_example⟧ here",
        "⟦https://chat.whatsapp.com/AbCdEf123⟧ 入群",
        "想团的⟦扫码进群⟧",
        "⟦长按识别二维码加群⟧",
        "图里是⟦群二维码⟧",
        "英语角⟦https://teams.live.com/meet/93184027761⟧",
        "腾讯会议号:⟦123-456-789⟧",
    ),
    passes=(
        "https://mp.weixin.qq.com/s/example 官方文章",
        "出小区扫场所码",
        "下午扫码登记",
        "不扫码不加群不下载",
    ),
)

MESSAGE_LINK = "私人群或账号的链接,建议隐去"
MESSAGE_QR = "扫码进群邀请,建议隐去"

_HOSTS = (
    r"weixin\.qq\.com/[gr]/|work\.weixin\.qq\.com/(?:gm|u|ca|wework)|u\.wechat\.com/|weixin://|wxp://|"
    r"(?:qm|jq|qun)\.qq\.com/|chat\.whatsapp\.com/|wa\.me/|(?:t|telegram)\.me/|line\.me/|lin\.ee/|"
    r"teams\.(?:live|microsoft)\.com/(?:meet|l)/|zoom\.us/[jw]/|meeting\.tencent\.com/|meet\.google\.com/|voovmeeting\.com/|"
    r"(?:facebook|fb)\.com/(?:groups|profile|messages)|open\.kakao\.com/|discord\.(?:gg|com/invite)/|signal\.(?:me|group)/|join\.skype\.com/|m\.me/"
)
_LINK = Pattern(rf"(?:https?://)?(?:[a-z0-9-]+\.)?(?:{_HOSTS})[a-z0-9_./?=&%+~#-]*")
_MEETING = Pattern(
    r"会议(?:号|码|id)?(?:是|为)?[:\s]{0,2}([0-9]{3}[-\s]?[0-9]{3}[-\s]?[0-9]{3,4})(?:[^0-9]|$)"
)
_QR = Pattern(
    r"(?:扫|长按|识别)[^,。;!?\n]{0,8}码[^,。;!?\n不别勿没]{0,4}[进入加]群|[进入加]群[^,。;!?\n]{0,4}(?:扫码|二维码)|"
    r"(?:微信|qq|团购|接龙)?群(?:聊)?的?二维码|群码"
)


def find(text: Text, context: Context) -> Iterator[Hit]:
    folded = text.folded
    if "/" in folded:
        for match in _LINK.finditer(folded):
            yield Hit(text.span(match.start(), match.end()), MESSAGE_LINK)
    if "会议" in folded:
        for match in _MEETING.finditer(text.numerals):
            yield Hit(text.span(*match.span(1)), MESSAGE_LINK)
    if "群" in folded and "码" in folded:
        for match in _QR.finditer(folded):
            yield Hit(text.span(match.start(), match.end()), MESSAGE_QR)

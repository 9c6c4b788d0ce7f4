"""The keys, in one place: the help sheet lists them, and pages carry them in `data-key`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# Approve (a) and reject (r) are not neighbours on any common keyboard, and reject asks for a second key.
SHORTCUTS = {
    "n": _("认领下一条；跳过这一条"),
    "a": _("通过"),
    "r": _("拒绝：再按 1-9 选理由"),
    "h": _("搁置"),
    "d": _("标为重复"),
    "f": _("已解决"),
    "x": _("撤下"),
    "o": _("重新打开（先写理由）"),
    "u": _("撤销刚才的决定（10 秒内）"),
    "w": _("机器判错了（对着的那一条，或第一条）"),
    "s": _("隐去选中的文字"),
    "p": _("查看联系方式：再按 1-3 选用途"),
    "g": _("回访：显示号码，打电话"),
    "i": _("回访：照着说的话"),
    "t": _("回访：再按 1-5 记下结果"),
    "b": _("重复投稿：到第一条前面的方框"),
    "m": _("其他决定"),
    "e": _("写备注"),
    "c": _("放回这一条，回到队列"),
    "l": _("列表：筛选"),
    "/": _("找一个编号"),
    "j": _("列表：下一条"),
    "k": _("列表：上一条"),
    "?": _("这张帮助表"),
}

"""docs/forms.md: the questions to create for every form, in its words and its order."""

from __future__ import annotations

from moderation.core.community import Community, Field, FieldType, Form, Publishes

_HEAD = """\
# 表单的问题 / The forms' questions

由 `make docs` 从 `community.toml` 生成，请改那里。照表建立问题；标题可以换成 `titles` 里的任何一个。
“公开”一栏空白的，永远不会出现在网站上。

Made by `make docs` from `community.toml`; edit that. A question may carry any of its `titles`. What is not
marked public never reaches the site.
"""
_ONE_LINE, _OF_SEVERAL = "短文本 short answer", "单选 multiple choice"
_ASKED_AS = {
    FieldType.LONG_TEXT: "段落 paragraph",
    FieldType.CHOICE: _OF_SEVERAL,
    FieldType.CHOICES: "多选 checkboxes",
    FieldType.CONSENT: _OF_SEVERAL,
}
_BECOMES = {
    Publishes.ENTRY: "条目，公开 an entry, public",
    Publishes.FIGURES: "只进入统计 only counted",
    Publishes.NOTHING: "不公开 nothing public",
}


def form_page(community: Community) -> str:
    """The whole page as Markdown: a table of questions for each form, then the answers of each choice."""
    return _HEAD + "".join(_form(form, community) for form in community.forms)


def _form(form: Form, community: Community) -> str:
    call = "需要回访 checked by phone first" if form.call_back else "不需回访 no phone check"
    questions = "".join(_question(field, community) for field in form.fields)
    return (
        f"\n## {form.name.zh_hans} {form.key}\n\n"
        f"{_BECOMES[form.publishes]} · {call} · {form.expires_after_days} 天后过期 days until it expires\n\n"
        "| 标题 title | 题型 type | 必填 required | 公开 public |\n|---|---|---|---|\n"
        f"{questions}{''.join(_answers(field) for field in form.fields if field.options)}"
    )


def _question(field: Field, community: Community) -> str:
    marks = ("✓" if on else "" for on in (field.required, field.public))
    return f"| {field.titles[0]} | {_kind(field, community)} | {' | '.join(marks)} |\n"


def _kind(field: Field, community: Community) -> str:
    """The kind of question; lists that community.toml has already are named, not repeated."""
    if field.type is FieldType.AREA:
        return f"下拉 drop-down：`[[area]]`（{len(community.areas)}）"
    lists = {"categories": "`[[category]]`", "groups": "`[[group]]`"}
    kind = _ASKED_AS.get(field.type, _ONE_LINE)
    return kind if field.options_from is None else f"{kind}：{lists[field.options_from]}"


def _answers(field: Field) -> str:
    words = "\n".join(f"- {option.label.zh_hans}" for option in field.options)
    return f"\n**{field.titles[0]}**\n\n{words}\n"

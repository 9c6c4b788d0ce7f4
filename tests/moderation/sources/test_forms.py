from __future__ import annotations

from datetime import UTC, datetime

import pytest

from moderation.core.community import Form
from moderation.core.response import Question, RawResponse, Record
from moderation.sources.forms import FormChanged, fit, record

TO, TEXT, CONSENT = (
    "想感谢谁？（写“三栋的邻居”“某某志愿队”就好）",
    "想说的话",
    "同意公开哪些内容，到什么时候？",
)
SIGNED = "怎么落款？（会公开，请不要写全名）"
RECEIVED = datetime(2020, 1, 28, tzinfo=UTC)


def changed(form: Form, **changes: object) -> Form:
    return Form.model_validate(form.model_dump(by_alias=True) | changes)


def fitted(form: Form, *titles: str) -> list[str]:
    return [field.key for _, field in fit(form, [Question(title) for title in titles]).fields]


def problems(form: Form, *titles: str) -> list[str]:
    with pytest.raises(FormChanged) as raised:
        fitted(form, *titles)
    return list(raised.value.problems)


def answered(form: Form, answers: dict[Question, str]) -> Record:
    return record(form, RawResponse(form.key, None, RECEIVED, answers, ("读入时的提示",)))


@pytest.mark.parametrize(
    "titles",
    [
        (TO, TEXT, CONSENT),
        (f"  {TO}\n", "想说\u200b的话", CONSENT.replace("，", ",").replace("？", "?")),
        (f"1、{TO}", f"2. {TEXT}（必填）", f"03_{CONSENT}*"),
        (
            "想感謝誰？（寫「三棟的鄰居」「某某志願隊」就好）",
            "想說的話",
            "What may we publish, and until when?",
        ),
    ],
)
def test_titles_in_every_spelling(thanks: Form, titles: tuple[str, ...]) -> None:
    assert fitted(thanks, *titles) == ["to", "text", "consent"]


@pytest.mark.parametrize(
    "title",
    [
        "Timestamp",
        "时间戳记",
        "時間戳記",
        "Email Address",
        "序号",
        "来自IP",
        "提交者（自动）",
        "所用时间",
        "",
        " ",
    ],
)
def test_what_the_services_add_is_known(thanks: Form, title: str) -> None:
    assert fitted(thanks, title, TO, TEXT, CONSENT) == ["to", "text", "consent"]


def test_a_field_may_be_asked_in_several_branches(thanks: Form) -> None:
    assert fitted(thanks, TO, SIGNED, TEXT, CONSENT, SIGNED) == ["to", "signed", "text", "consent", "signed"]


def test_ignored_questions(thanks: Form) -> None:
    form = changed(thanks, ignored=["喜欢我们的网站吗？"])
    assert fitted(form, TO, TEXT, CONSENT, "喜欢我们的网站吗?") == ["to", "text", "consent"]
    assert answered(form, {Question("喜欢我们的网站吗？"): "喜欢"}).values == {}


def test_all_problems_together(thanks: Form) -> None:
    titles = f'"{CONSENT}" / "同意公開哪些內容，到什麼時候？" / "What may we publish, and until when?"'
    reworded = 'if it is "怎么落款?(会公开,请不要写全名)" reworded, add it to titles of "signed"'
    new = "add it to a field's titles, or to the form's ignored"
    assert problems(thanks, TO, "怎样落款？（会公开，请不要写全名）", TO, "您的星座", TEXT) == [
        'required field "to" is asked 2 times: keep one question',
        f'required field "consent" is not asked: name a question {titles}, or add its title',
        f'question "怎样落款?(会公开,请不要写全名)" (column 2) is listed nowhere: {reworded}',
        f'question "您的星座" (column 4) is listed nowhere: {new}',
    ]


def test_an_answer_in_the_header_is_not_quoted(thanks: Form) -> None:
    for slipped in ("13800000000", "张三 138 0000", "zhang@example.org", "谢" * 100):
        [problem] = problems(thanks, TO, TEXT, CONSENT, slipped)
        assert problem.startswith("the question in column 4 is listed nowhere")
        assert slipped not in problem


def test_a_sheet_without_a_header_row(thanks: Form) -> None:
    assert problems(thanks, "2020/1/28", "三栋的邻居", "谢谢") == [
        "no question of this form is in the first row: is the header row missing, or another form's?"
    ]


def test_the_approving_column_must_be_there(thanks: Form) -> None:
    form = changed(thanks, approved_by={"field": "signed", "word": "x"})
    [problem] = problems(form, TO, TEXT, CONSENT)
    assert problem.startswith('required field "signed" is not asked')


def test_record_in_the_order_of_the_form(thanks: Form) -> None:
    answers = {
        Question(CONSENT): "好",
        Question(TEXT): "谢谢\n大家",
        Question(TO): "邻居",
        Question("序号"): "1",
    }
    read = answered(thanks, answers)
    assert read == Record(
        "thanks", None, RECEIVED, {"to": "邻居", "text": "谢谢\n大家", "consent": "好"}, ("读入时的提示",)
    )
    assert list(read.values) == ["to", "text", "consent"]


def test_blank_answers_are_left_out_and_required_ones_noted(thanks: Form) -> None:
    read = answered(thanks, {Question(TO): "邻居", Question(TEXT): " \n", Question(CONSENT): ""})
    assert read.values == {"to": "邻居"}
    assert read.notes == ("读入时的提示", "必填的「想说的话」没有回答", "必填的「公开授权」没有回答")


def test_the_first_of_two_different_answers_counts(thanks: Form) -> None:
    answers = {Question(TO): "邻居", Question(TEXT): "谢谢", Question(CONSENT): "好"}
    same = answered(thanks, answers | {Question(SIGNED): "王", Question(SIGNED, 2): "王"})
    other = answered(thanks, answers | {Question(SIGNED): "王", Question(SIGNED, 2): "李"})
    assert (same.values["signed"], same.notes) == ("王", ("读入时的提示",))
    assert other.values["signed"] == "王"
    assert other.notes == ("读入时的提示", "「落款」有两个不同的回答，只保留了第一个")


def test_record_refuses_what_fit_refuses(thanks: Form) -> None:
    with pytest.raises(FormChanged):
        answered(thanks, {Question(TO): "邻居", Question("您的身份证号"): "1"})

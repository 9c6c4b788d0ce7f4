from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.core import values
from moderation.core.community import Field, FieldType, Form, load_community
from moderation.core.community.form import Translated
from moderation.core.quantity import Quantity
from moderation.core.values import NO_CONSENT, Consent

COMMUNITY = load_community(Path(__file__).parents[3] / "community.toml")
NEED = COMMUNITY.form_by_key["need"]
REASONS, CATEGORY, CONSENT = (NEED.by_key[key] for key in ("reasons", "category", "consent"))
RECEIVED = datetime(2020, 1, 28, 17, tzinfo=UTC)  # one o'clock on the 29th in Chengdu
CHOICES = [
    field
    for form in COMMUNITY.forms
    for field in form.fields
    if field.type in (FieldType.CHOICE, FieldType.CHOICES)
]


def named(field: Field, answer: str) -> list[str]:
    return [option.key for option in values.options_named(COMMUNITY, field, answer)]


def area(answer: str) -> str | None:
    found = values.area_named(COMMUNITY, answer)
    return None if found is None else found.key


def test_one_option_in_any_of_its_wordings() -> None:
    for answer in ("口罩", "Masks", "masks", " 口\u200b罩 ", "N95", "ｎ９５", "医用口罩"):
        option = values.option_named(COMMUNITY, CATEGORY, answer)
        assert option is not None
        assert option.key == "masks"


@pytest.mark.parametrize("answer", ["", "口罩吧", "口罩, 食品", "不是口罩", "其他，口罩"])
def test_anything_else_is_no_option(answer: str) -> None:
    assert values.option_named(COMMUNITY, CATEGORY, answer) is None


def test_what_was_typed_beside_an_option_does_not_matter() -> None:
    option = values.option_named(COMMUNITY, CATEGORY, "其他〖轮椅坡道〗")
    assert option is not None
    assert option.key == "other"
    assert named(REASONS, "备用〖家里还有两个〗┋以上都没有") == ["spare", "none"]


@pytest.mark.parametrize("between", [", ", ",", "、", "┋", "；", "\n", "，"])
def test_several_options(between: str) -> None:
    # Both hold commas or enumeration marks themselves.
    answer = between.join(
        ["独居老人或残障人士，没人照料", "工作中每天接触很多人（司机、快递、医护等）", "备用"]
    )
    assert named(REASONS, answer) == ["alone", "many-contacts", "spare"]


def test_what_is_no_option_is_left_out() -> None:
    assert named(REASONS, "备用, 想给朋友, 备用, 备用吧") == ["spare"]


@given(
    st.sampled_from(CHOICES),
    st.data(),
    st.sampled_from([", ", "┋", "、"]),
    st.sampled_from(["zh-Hans", "zh-Hant", "en"]),
)
def test_joined_options_are_told_apart(
    field: Field, data: st.DataObject, between: str, language: str
) -> None:
    options = COMMUNITY.options_of(field)
    picked = data.draw(st.lists(st.sampled_from(options), unique_by=lambda option: option.key))
    assert named(field, between.join(option.label.to(language) for option in picked)) == [
        one.key for one in picked
    ]


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ("芙蓉里社区", "furongli"),
        ("锦江区芙蓉里", "furongli"),
        ("住在芙蓉里1栋的老人", "furongli-1"),
        ("芙蓉里一栋", "furongli-1"),
        ("芙蓉里１號樓", "furongli-1"),
        ("玉蘭灣十一棟", "yulanwan-11"),
        ("Yulanwan Building 11", "yulanwan-11"),
        ("Furongli Building 12", None),
        ("武侯区", "wuhou"),
        ("成都市锦江区荷花塘街道塘边社区塘边7栋", "tangbian-7"),
        ("芙蓉里社区或青桐社区", None),
        ("芙蓉里1栋和2栋之间", "furongli-1"),
        ("春熙路", None),
        ("", None),
    ],
)
def test_the_smallest_place_that_is_named(answer: str, key: str | None) -> None:
    assert area(answer) == key


@given(
    st.sampled_from(COMMUNITY.areas),
    st.sampled_from(["zh-Hans", "zh-Hant", "en"]),
    st.sampled_from(["", "在", " "]),
)
def test_every_area_is_found_by_its_names(one: object, language: str, around: str) -> None:
    assert isinstance(one, type(COMMUNITY.areas[0]))
    assert area(f"{around}{one.name.to(language)}{around}") == one.key


@pytest.mark.parametrize(
    ("form", "answers", "field", "expected"),
    [
        ("need", {"category": "口罩", "quantity": "20个"}, "quantity", Quantity("20个", Decimal(20), "只")),
        ("need", {"category": "药品", "quantity": "两板"}, "quantity", Quantity("两板", Decimal(2), "板")),
        ("need", {"quantity": "两板"}, "quantity", Quantity("两板", Decimal(2), None)),
        (
            "groupbuy",
            {"category": "食品", "unit-price": "35"},
            "unit-price",
            Quantity("35", Decimal(35), "元"),
        ),
    ],
)
def test_quantities_in_the_units_of_field_or_category(
    form: str, answers: dict[str, str], field: str, expected: Quantity
) -> None:
    definition = COMMUNITY.form_by_key[form]
    assert values.quantity_given(COMMUNITY, definition, definition.by_key[field], answers) == expected


def test_moments_and_when_they_are_over() -> None:
    shanghai = ZoneInfo("Asia/Shanghai")
    assert values.moment_given(COMMUNITY, "2020年2月3日") == date(2020, 2, 3)
    assert values.over_at(COMMUNITY, "2020年2月3日") == datetime(2020, 2, 3, 23, 59, 59, tzinfo=shanghai)
    assert values.over_at(COMMUNITY, "2020/2/3 18:00") == datetime(2020, 2, 3, 18, tzinfo=shanghai)
    assert values.over_at(COMMUNITY, "下周") is None


def test_consent_and_its_last_day() -> None:
    week = "公开核实后的内容(不含称呼、联系方式、门牌),7 天"
    assert values.consent_given(COMMUNITY, CONSENT, week, RECEIVED) == Consent(True, date(2020, 2, 5))


@pytest.mark.parametrize(
    "answer", ["", "不公开，只给志愿者看", "同意", "是", "都可以", "公开", "不公开，只给志愿者看, 公开"]
)
def test_anything_else_is_no_consent(answer: str) -> None:
    assert values.consent_given(COMMUNITY, CONSENT, answer, RECEIVED) == NO_CONSENT


@given(st.text())
def test_no_words_of_ones_own_consent(answer: str) -> None:
    assert values.consent_given(COMMUNITY, CONSENT, answer, RECEIVED) == NO_CONSENT


def test_urgency_is_the_most_urgent_coded_reason() -> None:
    assert values.urgency(COMMUNITY, NEED, {"reasons": "备用, 需要透析、化疗或定期去医院"}) == 2
    assert (
        values.urgency(COMMUNITY, NEED, {"reasons": "备用", "remark": "十万火急！！！救命药 24 小时内用完"})
        == 0
    )


@pytest.mark.parametrize(
    "answer",
    [
        *(
            "example.org",
            "ftp://example.org/",
            "javascript:alert(1)",
            "https://",
            "https://a",
            "看 https://example.org/",
        ),
        *(
            "https://example.org/ 真的",
            "https://user@example.org/",
            "https://example.org\\@evil.example/",
            "http:example.org",
        ),
        *("https://example.org/\u202egnp.exe", "https://ｅxample.org/"),
        "https://example.org/" + "a" * 2000,
    ],
)
def test_what_is_no_web_address(answer: str) -> None:
    assert values.web_address(answer) is None


@pytest.mark.parametrize(
    "answer", ["https://example.org", "http://example.org/a?b=c#d", " https://例子.中国/店 "]
)
def test_web_addresses(answer: str) -> None:
    assert values.web_address(answer) == answer.strip()


def test_entry_ids() -> None:
    assert values.entry_id(" 7KX2M4PQ9A\n") == "7kx2m4pq9a"
    assert values.entry_id("../../etc/passwd") is None
    assert values.entry_id("") is None


def test_only_the_one_word_approves() -> None:
    form = Form.model_validate(
        {
            "key": "hospital",
            "name": Translated.model_validate({"zh-Hans": "医院"}),
            "approved_by": {"field": "status", "word": "已审核"},
            "field": [
                {"key": "status", "label": {"zh-Hans": "状态"}, "titles": ["审核状态"], "type": "text"}
            ],
        }
    )
    for word in ("已审核", "已审核\u200b", " 已审核"):
        assert values.approved_at_source(form, {"status": word}) is True
    for word in ("未审核", "已审核？", "待已审核", "x", ""):
        assert values.approved_at_source(form, {"status": word}) is False
    assert values.approved_at_source(form, {}) is False
    assert values.approved_at_source(NEED, {"consent": "已审核"}) is False


@given(st.text())
def test_any_answer_is_something_known_or_nothing(answer: str) -> None:
    for field in NEED.fields:
        if field.type in (FieldType.CHOICE, FieldType.CHOICES):
            known = [*COMMUNITY.wordings_of(field).values(), None]
            assert all(one in known for one in values.options_named(COMMUNITY, field, answer))
            assert values.option_named(COMMUNITY, field, answer) in known
    assert values.area_named(COMMUNITY, answer) in (*COMMUNITY.areas, None)
    over = values.over_at(COMMUNITY, answer)
    assert over is None or over.tzinfo is not None
    assert values.web_address(answer) in (answer.strip(), None)
    id_ = values.entry_id(answer)
    assert id_ is None or (id_.isascii() and id_.isalnum())

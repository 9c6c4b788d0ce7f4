"""Who is reported is known again in every disguise, and by nothing but a hash."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.core.finding import Kind, Severity, Span
from moderation.screening.rule import Context
from moderation.screening.ruleset import Ruleset, all_rules
from moderation.screening.targets import (
    cell_keys,
    contact_keys,
    entry_key,
    flag_near_duplicate,
    flag_reported,
    flag_same_contact,
    hashed,
    keys_found,
    sort_of,
    wording_key,
)

SECRET = b"a secret of tests"
AD = "口罩现货厂家直发,一盒二十只,十盒起批,先到先得错过不再有"


@pytest.mark.parametrize(
    "raw", ["13800138000", "打壹叁捌零零壹叁捌零零零", "+86 138-0013-8000", "①③⑧ 0013 8000"]
)
def test_one_number_has_one_key(raw: str) -> None:
    assert contact_keys(raw) == {"phone:13800138000"}


def test_an_account_has_one_key() -> None:
    assert contact_keys("加V:ABC_12345") == contact_keys("微信 abc_12345") == {"wechat:abc_12345"}


def test_a_link_has_one_key() -> None:
    assert (
        contact_keys("见 https://WWW.Mask-Shop.top/")
        == contact_keys("mask-shop.top")
        == {"link:mask-shop.top"}
    )


def test_a_wording_is_known_without_its_numbers() -> None:
    assert wording_key(AD + "13800138000") == wording_key("【" + AD + "】13900139000")
    assert wording_key("谢谢") is None


def test_a_hash_needs_the_secret() -> None:
    assert hashed("phone:13800138000", SECRET) != hashed("phone:13800138000", b"another")
    assert len(hashed("phone:13800138000", SECRET)) == 32


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("kouzhao-laoban", "wechat:kouzhao-laoban"),
        ("12345678", "qq:12345678"),
        ("ＡＢＣ＿１２３", "wechat:abc_123"),
    ],
)
def test_a_cell_may_hold_a_bare_account(cell: str, key: str) -> None:
    assert cell_keys(cell) == {key}


@given(st.from_regex(r"1[3-9][0-9]{9}|1[3-9][0-9]([ -])[0-9]{4}\1[0-9]{4}", fullmatch=True))
def test_a_bare_mobile_number_is_what_the_rules_make_of_it(cell: str) -> None:
    number = cell.replace(" ", "").replace("-", "")
    assert cell_keys(cell) == cell_keys(f" {cell}\u200b") == contact_keys(cell) == {f"phone:{number}"}


@pytest.mark.parametrize("hotline", ["13800138000", "12345", "138 0013 8000"])
def test_a_hotline_in_a_cell_is_nobody_s_contact(hotline: str) -> None:
    rules = Ruleset(all_rules(), Context(hotlines=frozenset({hotline.replace(" ", "")})))
    assert cell_keys(hotline, rules) == contact_keys(hotline, rules) == frozenset()
    assert cell_keys("13900139000", rules) == {"phone:13900139000"}


@pytest.mark.parametrize("cell", ["", "路人甲", "a man at the door", "3楼", "朋友送的"])
def test_other_words_in_a_cell_are_no_account(cell: str) -> None:
    assert cell_keys(cell) == frozenset()


def test_a_mail_address_is_no_link_to_everybody_s_mail() -> None:
    assert contact_keys("写信到 ab.cd@example.com") == {"email:ab.cd@example.com"}


def test_what_was_found_already_is_not_looked_for_again() -> None:
    assert keys_found("要的加abc_12345", [(Kind.WECHAT, Span(3, 12)), (Kind.SELLER, Span(0, 3))]) == {
        "wechat:abc_12345"
    }


def test_each_key_is_of_one_sort() -> None:
    keys = ("phone:13800138000", "link:example.org", entry_key(" K7M2 "), "wording:abc")
    assert [sort_of(key) for key in keys] == ["contact", "link", "entry", "wording"]


def test_flags_say_how_many_and_mark_no_words() -> None:
    assert (flag_reported(3).kind, flag_reported(3).severity) == (Kind.REPORT, Severity.HOLD)
    assert "3位" in flag_reported(3).message
    for flag in (flag_same_contact(4), flag_near_duplicate(4)):
        assert (flag.kind, flag.severity, flag.span) == (Kind.REPEAT, Severity.NOTE, Span(0, 0))
        assert "4份" in flag.message

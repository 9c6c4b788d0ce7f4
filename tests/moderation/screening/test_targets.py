"""Who is reported is known again in every disguise, and by nothing but a hash."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.core.finding import Kind, Severity
from moderation.screening.targets import (
    contact_keys,
    flag_repeated,
    flag_reported,
    hashed,
    targets,
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


def test_entries_are_targets_too() -> None:
    assert contact_keys("这条是假的", entry_ids=(" K7M2 ", "")) == {"entry:k7m2"}


def test_a_wording_is_known_without_its_numbers() -> None:
    assert wording_key(AD + "13800138000") == wording_key("【" + AD + "】13900139000")
    assert wording_key("谢谢") is None


def test_a_hash_needs_the_secret() -> None:
    assert hashed("phone:13800138000", SECRET) != hashed("phone:13800138000", b"another")
    assert len(hashed("phone:13800138000", SECRET)) == 32


def test_flags_with_the_number_of_reporters_and_names_nothing() -> None:
    register = dict.fromkeys(targets("骗子!微信 abc_12345", SECRET), 3)
    (flag,) = flag_reported("要的加V:ABC_12345", "body", register, SECRET)
    assert (flag.kind, flag.severity, flag.field) == (Kind.REPORT, Severity.HOLD, "body")
    assert "3位" in flag.message
    assert "12345" not in flag.message


def test_flags_the_same_wording() -> None:
    register = dict.fromkeys(targets(AD, SECRET), 2)
    assert len(flag_reported("❗" + AD + " 13900139000", "body", register, SECRET)) == 1


def test_flags_nobody_else() -> None:
    register = dict.fromkeys(targets("骗子!微信 abc_12345", SECRET), 3)
    assert flag_reported("谢谢邻居,微信 xyz_98765", "body", register, SECRET) == ()


def test_notes_a_contact_in_other_submissions() -> None:
    counts = {hashed("phone:13800138000", SECRET): 4}
    (flag,) = flag_repeated("电话138 0013 8000", "body", counts, SECRET)
    assert (flag.kind, flag.severity) == (Kind.REPEAT, Severity.NOTE)
    assert "4份" in flag.message
    assert flag_repeated("没有电话", "body", counts, SECRET) == ()


@given(st.text())
def test_any_text_has_targets(raw: str) -> None:
    assert all(len(one) == 32 for one in targets(raw, SECRET))

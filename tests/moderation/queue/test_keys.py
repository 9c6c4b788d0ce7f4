"""Secrets, ids and marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.queue.keys import (
    SecretMissing,
    contact_marks,
    has_phone,
    queue_secret,
    random_id,
    repeatable_id,
)

KEY = b"k"


@pytest.fixture(autouse=True)
def no_secret_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LINLI_SECRET", raising=False)


def test_a_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    secret = queue_secret(tmp_path / "var", create=True)
    assert len(secret) == 64
    assert queue_secret(tmp_path / "var", create=False) == secret
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret"]
    assert (tmp_path / "var" / "secret").stat().st_mode & 0o777 == 0o600


def test_a_shared_queue_must_be_given_its_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SecretMissing, match="openssl rand"):
        queue_secret(tmp_path, create=False)
    monkeypatch.setenv("LINLI_SECRET", "short")
    with pytest.raises(SecretMissing, match="too short") as refused:
        queue_secret(tmp_path, create=True)
    assert '"short"' not in str(refused.value)
    monkeypatch.setenv("LINLI_SECRET", "s" * 40)
    assert queue_secret(tmp_path, create=False) == b"s" * 40


def test_ids_are_unlike_each_other_and_easy_to_read_out() -> None:
    repeatable = {repeatable_id(bytes([number % 250]), number // 250) for number in range(500)}
    ids = {random_id(b"", 0) for _ in range(500)} | repeatable
    assert len(ids) == 1000
    assert {len(id_) for id_ in ids} == {10}
    assert not set("".join(ids)) & set("0o1liIO")


@pytest.mark.parametrize(
    "other",
    [
        "138-0013-8000",
        "+86 138 0013 8000",
        "１３８００１３８０００",
        "8613800138000（王）",
        "微信同号 13800138000",
    ],
)
def test_one_contact_in_several_spellings(other: str) -> None:
    assert contact_marks(KEY, "13800138000") == contact_marks(KEY, other)


def test_contacts_that_are_no_numbers() -> None:
    assert contact_marks(KEY, "wx_Lin88") == contact_marks(KEY, " WX_lin88 ") != frozenset()
    assert contact_marks(KEY, "无") == contact_marks(KEY, "") == frozenset()
    assert contact_marks(b"another key", "wx_lin88") != contact_marks(KEY, "wx_lin88")


@pytest.mark.parametrize(
    ("contact", "callable_"), [("028-8765 4321", True), ("微信 lin88", False), ("12345", False)]
)
def test_what_can_be_called(contact: str, callable_: bool) -> None:
    assert has_phone(contact) is callable_

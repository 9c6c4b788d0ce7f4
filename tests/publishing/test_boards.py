"""Boards: notices with their sources, thanks, warnings that lead to a guide."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from moderation.core.community import BadCommunity
from moderation.core.community.load import load_community
from moderation.core.entry import Detail
from moderation.core.public_warning import PublicWarning
from publishing.boards import board_page, warnings_page
from publishing.edition import Edition
from publishing.engine import Built
from publishing.house import House
from publishing.placed import place
from publishing.view import Viewer
from tests.publishing.sample import HOUSE, REPOSITORY, entry

COMMUNITY = load_community(REPOSITORY / "community.toml")
NOTICE = entry(
    1,
    form="notice",
    title="停水 <b>通知",
    category=None,
    area=None,
    details=(
        Detail("title", "停水 <b>通知"),
        Detail("issuer", "桐荫街道办事处"),
        Detail("issued", "2026/11/11 上午 10:00"),
        Detail("source", "社区公告栏"),
        Detail("link", "https://tongyin.example.org/1"),
        Detail("text", "12 日停水。"),
    ),
)


@pytest.fixture
def edition(built: Built) -> Edition:
    return Edition(House(HOUSE.content, HOUSE.looks, HOUSE.config), COMMUNITY, built, "en")


def body(page: object) -> str:
    return b"".join(page.buffers).decode()  # type: ignore[attr-defined]


def test_a_notice_says_who_when_and_where(edition: Edition) -> None:
    form = COMMUNITY.form_by_key["notice"]
    shown = body(board_page(edition, Viewer(edition), form, [place(NOTICE, None)]))
    for words in (
        "桐荫街道办事处",
        "2026/11/11 上午 10:00",
        "社区公告栏",
        'href="https://tongyin.example.org/1"',
    ):
        assert words in shown
    assert "停水 &lt;b&gt;通知" in shown


@pytest.mark.parametrize("key", ["issuer", "issued", "source"])
def test_a_form_of_notices_that_may_leave_out_its_source_is_refused(tmp_path: Path, key: str) -> None:
    text = (REPOSITORY / "community.toml").read_text("utf-8")
    start = text.index('key = "notice"')
    at = text.index("required = true", text.index(f'key = "{key}"', start))
    (tmp_path / "community.toml").write_text(text[:at] + text[at:].replace("true", "false", 1), "utf-8")
    with pytest.raises(BadCommunity, match=f'form "notice": a notice must say its {key}'):
        load_community(tmp_path / "community.toml")


def test_a_warning_names_goods_and_kind(edition: Edition) -> None:
    form = COMMUNITY.form_by_key["report"]
    assert form.warns is not None
    told = [PublicWarning("report", "scam", "masks", date(2026, 11, 10))]
    shown = body(warnings_page(edition, form, form.warns, told))
    assert "A scam, or paid and never delivered · Masks" in shown
    assert 'href="fake-masks.html"' in shown

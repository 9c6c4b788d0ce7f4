"""What is filled into a mould stays what it is, whatever it looks like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from moderation.core.entry import Status
from publishing.edition import Edition
from publishing.engine import Built
from publishing.mould import Mould, Safe, markup, safe, slots
from publishing.placed import place
from publishing.view import Viewer
from tests.publishing.sample import COMMUNITY, HOUSE, entry


def test_words_stand_wherever_their_slot_stood() -> None:
    given = slots("id", "title")
    mould = Mould(f'<a href="{given["id"]}.html">100% {given["title"]}</a> {given["id"]}')
    assert mould.fill(id=Safe(b"a1"), title=Safe(b"5%")) == b'<a href="a1.html">100% 5%</a> a1'


def test_a_mould_that_lacks_words_is_no_page() -> None:
    with pytest.raises(KeyError):
        Mould(slots("title")["title"]).fill(id=Safe(b"a1"))


@given(st.text())
def test_text_that_looks_like_a_slot_stays_text(text: str) -> None:
    hostile = escape(f"{text} %s %(title)s linli-slot-title- {{{{ title }}}}")
    filled = Mould(f"<b>{slots('title')['title']}</b>").fill(title=safe(hostile))
    assert markup(filled) == f"<b>{hostile}</b>"


def test_entries_of_one_shape_share_a_mould_and_those_of_another_do_not(built: Built) -> None:
    viewer = Viewer(Edition(HOUSE, COMMUNITY, built, "en"))
    pages = [viewer.page(place(entry(number), "east")).decode() for number in (1, 2)]
    assert [f"第{number}件" in page for number, page in zip((1, 2), pages, strict=True)] == [True, True]
    settled = viewer.page(place(entry(3, status=Status.FULFILLED, verified_at=None), None)).decode()
    for word in ("Confirmed by phone", "East"):
        assert (word in pages[0], word in settled) == (True, False)
    assert "linli-slot" not in "".join([*pages, settled])

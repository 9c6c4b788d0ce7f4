from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.sanitise import LONGEST, block, line, linked, plain

REL = 'rel="nofollow noopener noreferrer ugc"'


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "javascript:`加微信`13912345678",
        "data:1",
        "tel:13912345678",
        "www.example.org",
        "someone@example.org",
        "ftp://example.org/x",
        "https://localhost/x",
        "https://例子.中国/",
    ],
)
def test_only_full_web_addresses_become_links(text: str) -> None:
    assert "<a" not in block(text)


def test_an_address_is_linked_to_exactly_what_it_says() -> None:
    assert block("看 https://example.org/a?b=1&c=2，谢谢") == (
        f'看 <a href="https://example.org/a?b=1&amp;c=2" {REL}>https://example.org/a?b=1&amp;c=2</a>，谢谢'
    )


HOSTS = st.lists(st.from_regex(r"\A[A-Za-z0-9-]{1,8}\Z"), min_size=1, max_size=3).map(".".join)
REST = st.text(st.sampled_from("!#$%&*+,./:;=?@_~aZ9-()<'\"信"), max_size=20)


@given(st.sampled_from(["http://", "https://"]), HOSTS, st.sampled_from(["", ":80", "/", "?", "#"]), REST)
def test_an_address_alone_is_what_bleach_would_make_of_it(
    scheme: str, host: str, start: str, rest: str
) -> None:
    text = f"{scheme}{host}{start}{rest}"
    assert block(text) == linked(text)


def test_markup_is_shown_as_it_was_written() -> None:
    assert block("<b>3 < 4 & 5</b>") == "&lt;b&gt;3 &lt; 4 &amp; 5&lt;/b&gt;"


def test_what_cannot_be_seen_is_left_out() -> None:
    assert plain("a\u202eb\u200bc\x00d\x1c\x1ee\ud800") == "abcde"


def test_lines_stay_lines() -> None:
    assert plain("一\r\n二\n三").split() == ["一", "二", "三"]
    assert line("一\n二") == "一 二"


def test_text_is_cut_before_bleach_sees_it() -> None:
    assert len(plain("x" * 10_000)) == LONGEST


@given(st.text(max_size=300))
def test_a_line_cannot_leave_an_attribute(text: str) -> None:
    assert not set(line(text)) & set("<>\"'\n\x1c\x1e")


@given(st.text(alphabet=st.sampled_from("<>\"'&;:/.ahtps jvcript`=\n\x1c"), max_size=200))
def test_a_block_holds_no_tags_but_our_links(text: str) -> None:
    assert "<" not in block(text).replace("<a href=", "").replace("</a>", "") or "://" in text
    assert "\x1c" not in block(text)

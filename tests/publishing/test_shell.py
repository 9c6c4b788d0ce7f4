from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from publishing.engine import Built
from publishing.shell import FrameBroken, collapsed, cut, inline_scripts, policy, with_policy

PAGE = (
    b"<title>linli-slot-title</title><a href=linli-slot-page.html>linli-slot-description</a>linli-slot-body!"
)


def test_a_frame_is_filled_at_its_slots() -> None:
    filled = b"".join(cut(PAGE).fill(b"T", b"D", b"p", b"B"))
    assert filled == b"<title>T</title><a href=p.html>D</a>B!"


def test_a_lost_slot_is_named() -> None:
    with pytest.raises(FrameBroken, match="linli-slot-body"):
        cut(PAGE.replace(b"linli-slot-body", b""))


def test_white_space_between_tags_is_collapsed_but_not_in_code() -> None:
    assert collapsed(b"<p>\n\n  <b>a  b</b>\n</p>") == b"<p> <b>a  b</b> </p>"
    assert collapsed(b"<pre>\n  <i>x</i></pre>") == b"<pre>\n  <i>x</i></pre>"


def test_the_policy_names_exactly_the_scripts_of_the_page() -> None:
    page = (
        b'<meta content="linli-slot-policy"><script>go()</script><script type="application/json">{}</script>'
    )
    digest = b64encode(sha256(b"go()").digest()).decode()
    assert re.findall("'sha256-([^']*)'", policy(page)) == [digest]
    assert f"'sha256-{digest}'".encode() in with_policy(page)
    assert "unsafe" not in policy(page)


@pytest.mark.parametrize(
    "script", [b"<script>1</script>", b'<script type="module">1</script>', b"<SCRIPT\n>1</SCRIPT>"]
)
def test_every_kind_of_inline_script_is_seen(script: bytes) -> None:
    assert inline_scripts(script) == [b"1"]


def test_no_built_page_holds_a_script_or_style_that_its_policy_forbids(built: Built) -> None:
    for name in built.files:
        if name.endswith(".html"):
            page = (built.folder / name).read_bytes()
            given = re.search(rb'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
            assert given is not None, name
            assert given[1].decode() == policy(page), name
            assert not re.search(rb"<style|\sstyle=|\son[a-z]+=", page), name

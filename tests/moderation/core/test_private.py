"""A private value is found in every disguise, and a harmless word is not taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.core.private import PrivateIndex, PrivateValue, marked, needles, squeezed

PHONE = PrivateValue("need/contact", "139 0000-1234")


@pytest.mark.parametrize(
    "seen",
    [
        "13900001234",
        "139-0000-1234",
        "１３９００００１２３４",
        "①③⑨⓪⓪⓪⓪①②③④",
        "1️⃣3️⃣9️⃣0️⃣0️⃣0️⃣0️⃣1️⃣2️⃣3️⃣4️⃣",
        "幺三九 零零零零 幺两三四",
        "壹叁玖零零零零壹贰叁肆",
        "㈠㈢㈨〇〇〇〇㈠㈡㈢㈣",
        "1\u200b3900001\u202e234",
        "8613900001234",
        "前139中0000后1234".replace("中", "-").replace("后", "."),
    ],
)
def test_disguises_of_a_number_are_one_needle(seen: str) -> None:
    assert PrivateIndex([PHONE]).find(squeezed(f"打我{seen}谢谢").encode()) == "need/contact"


def test_country_code_is_not_needed_to_recognise_a_number() -> None:
    index = PrivateIndex([PrivateValue("need/contact", "+86 139 0000 1234")])
    assert index.find(b"13900001234") == "need/contact"


@given(st.text(max_size=60), st.text(max_size=60))
def test_squeezing_is_idempotent_and_splits_anywhere(one: str, other: str) -> None:
    assert squeezed(squeezed(one)) == squeezed(one)
    assert squeezed(one + other) == squeezed(one) + squeezed(other)


@given(st.text(max_size=60))
def test_a_text_of_many_scripts_is_squeezed_like_its_parts(text: str) -> None:
    many = "".join(map(chr, range(0xFF01, 0xFF61)))  # more characters than are replaced one by one
    assert squeezed(text + many) == squeezed(text) + squeezed(many)
    assert marked(text + many) == marked(text) + marked(many) == b"".join(map(marked, text + many))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (PrivateValue("w", "王小明"), {"王小明"}),
        (PrivateValue("w", "微信 Mask_2020"), {"微信mask2020", "mask2020"}),
        (PrivateValue("w", "86 139-0000-1234"), {"8613900001234", "13900001234"}),
        (PrivateValue("w", "王 13900001234"), {"王13900001234", "13900001234"}),
        (PrivateValue("w", "3栋2单元501"), {"3栋2单元501"}),
        (PrivateValue("w", "3栋"), set()),
        (PrivateValue("w", "A"), set()),
        (PrivateValue("w", ""), set()),
        (PrivateValue("w", "晚上在家", identifying=False), set()),
        (PrivateValue("w", "GB/T 32610-2016", identifying=False), set()),
        (PrivateValue("w", "晚上打13900001234", identifying=False), {"13900001234"}),
        (PrivateValue("w", "call a.b@c.org", identifying=False), {"abcorg"}),
    ],
)
def test_needles(value: PrivateValue, expected: set[str]) -> None:
    assert set(needles(value)) == expected


def test_two_numbers_side_by_side_are_two() -> None:
    index = PrivateIndex([PrivateValue("need/contact", "13900001234 13900005678")])
    assert index.find(b"13900001234") == index.find(b"13900005678") == "need/contact"


def test_a_short_value_that_maintainers_publish_themselves_tells_on_nobody() -> None:
    values = [PrivateValue("need/name", "口罩"), PrivateValue("need/contact", "13900001234")]
    index = PrivateIndex(values, public_words="口罩指南 13900001234")
    assert index.find("口罩".encode()) is None
    assert index.find(b"13900001234") == "need/contact"


def test_a_private_sentence_is_found_unless_somebody_also_wrote_it_in_public() -> None:
    remark = PrivateValue("need/remark", "老人一个人在家，请在门口等一会儿", identifying=False)
    seen = squeezed("转告：老人一个人在家 请在门口等一会儿。").encode()
    assert PrivateIndex([remark]).find(seen) == "need/remark"
    assert (
        PrivateIndex([remark], public_answers=["地址后面写：老人一个人在家，请在门口等一会儿"]).find(seen)
        is None
    )


def test_a_pair_of_characters_that_two_neighbours_write_is_a_word() -> None:
    hidden = [PrivateValue("activity/title", "毛笔"), PrivateValue("thanks/text", "王芳")]
    index = PrivateIndex(hidden, public_answers=["教毛笔", "没有毛笔用棉签", "谢谢王芳"])
    assert index.find("没有毛笔用棉签".encode()) is None
    assert index.find("谢谢王芳".encode()) == "thanks/text"


def test_an_empty_queue_finds_nothing() -> None:
    assert PrivateIndex([]).find("任何文字".encode()) is None


def test_the_value_is_in_no_repr() -> None:
    assert "1234" not in repr(PHONE)

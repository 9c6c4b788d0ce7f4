"""The last gate: every byte, every encoding; and no false alarm over what we publish on purpose."""

from __future__ import annotations

import gzip
import json
import pickle

import pytest

from moderation.core.private import PrivateValue
from publishing.leakcheck import Gate, Leak

GATE = Gate(
    [
        PrivateValue("need/contact", "13900001234"),
        PrivateValue("offer/name", "欧阳小明"),
        PrivateValue("need/address", "桂花苑 3栋2单元501"),
    ],
    public_words="口罩",
    allowed=["12345", "028-12345678", "help@linli.example"],
)


def leak(data: bytes, file: str = "e/a.html") -> str:
    with pytest.raises(Leak) as caught:
        GATE.check(file, data)
    assert "1234" not in str(caught.value)
    return caught.value.what


@pytest.mark.parametrize(
    "seen",
    [
        "13900001234",
        "139 0000 1234",
        "<b>139</b>0000<wbr>1234",
        '<a href="tel:13900001234">',
        "&#49;3900001234",
        "\\u0031\\u0033900001234",
        "%31%33900001234",
        json.dumps("一三九零零零零一二三四"),
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_private_value_in_any_encoding(seen: str, pack: type[bytes]) -> None:
    assert leak(pack(seen.encode())) == "the private value of need/contact"


@pytest.mark.parametrize(
    ("seen", "where"), [("欧阳 小明", "offer/name"), ("桂花苑三栋二单元501室", "need/address")]
)
def test_names_and_doors(seen: str, where: str) -> None:
    assert leak(seen.encode()) == f"the private value of {where}"


@pytest.mark.parametrize(
    ("seen", "what"),
    [
        ("138 1111 2222", "a mobile number"),
        ("+86 13811112222", "a mobile number"),
        ("<i title='一三八一一一一二二二二'>", "a mobile number"),
        ("028-87654321", "a landline number"),
        ("11010519491231002X", "an identity card number"),
        ("6222 0212 3456 7890 128", "a bank card number"),
        ("微信号：mask_2020", "a WeChat or QQ account"),
        ("QQ 12345678", "a WeChat or QQ account"),
        ("someone@mail.example", "an e-mail address"),
    ],
)
def test_what_merely_looks_private(seen: str, what: str) -> None:
    assert leak(f"<p>联系 {seen} 谢谢</p>".encode()) == f"what looks like {what}"


@pytest.mark.parametrize(
    "seen",
    [
        "<time datetime='2026-11-20T12:00:00+08:00'>2026-11-20 12:00</time>",
        "3M 9501 9502 8210 1860",
        "12345 028-12345678 help@linli.example",
        "GB 2626-2019、YY 0469-2011、TC-84A-1234",
        "订单 2026112012，共 20 个",
        "微信扫一扫 QR code",
        '{"units": ["1390000"],\n "amount": "1234"}',
        "https://linli.example/e/vxr5sw9v7r.html e/97bkvxs53p.html e/qq23456789.html",
        "<h1>谢谢帮我弄微信</h1><p>2026-11-20 08:00</p>",
    ],
)
def test_what_we_publish_on_purpose(seen: str) -> None:
    GATE.check("index.html", seen.encode())


def test_a_vendored_script_may_hold_numbers_but_no_private_value() -> None:
    GATE.check("assets/bundle.js", b"x=13811112222", vendored=True)
    with pytest.raises(Leak):
        GATE.check("assets/bundle.js", b"x=13900001234", vendored=True)


@pytest.mark.parametrize("data", [b"", b"\x1f\x8b", b"\x1f\x8bcut", b"\xff\xfe\x00", bytes(range(256))])
def test_any_bytes_are_looked_at(data: bytes) -> None:
    GATE.check("odd.bin", data)
    assert leak(data + b" 13900001234") == "the private value of need/contact"


def test_a_bracket_that_closes_nothing_hides_nothing() -> None:
    assert (
        leak("5 < 6 欧阳小明".encode())
        == leak("欧阳<b>小</b>明 < 7".encode())
        == "the private value of offer/name"
    )


def test_a_leak_comes_whole_out_of_a_forked_process() -> None:
    told = pickle.loads(pickle.dumps(Leak("e/1.html", "what looks like a mobile number")))  # noqa: S301
    assert (told.file, told.what) == ("e/1.html", "what looks like a mobile number")
    assert str(told).startswith("e/1.html: holds what looks like a mobile number.")


def test_the_noise_of_our_own_codes_is_no_leak_and_nobody_else_can_hide_in_one() -> None:
    code = '<img class="code" src="data:image/png;base64,iVBORw0KGgo13900001234=="'
    GATE.check("e/a.html", f"{code} width=41>".encode())
    assert leak(code.replace("<", "&lt;").encode()) == "the private value of need/contact"
    assert leak(code.replace('class="code" ', "").encode()) == "the private value of need/contact"


@pytest.mark.parametrize("half", [r"\ud800", r"\udc00 3@只", r"\ud83d\ud83d", "\ud800"])
def test_half_a_character_stops_no_build(half: str) -> None:
    gate = Gate([PrivateValue("need/contact", "13800138000")])
    gate.check("e.html", f'{{"@context": "口罩 {half}"}}'.encode("utf-8", "surrogatepass"))
    with pytest.raises(Leak):
        gate.check("e.html", f'{{"@context": "口罩 {half} 13800138000"}}'.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "written", ["138&#34;,0013&#34;,8000", '138\\",0013\\":8000', "138&quot;,0013&quot;:8000"]
)
def test_quotes_that_somebody_wrote_part_no_number(written: str) -> None:
    gate = Gate([PrivateValue("need/contact", "13800138000")])
    with pytest.raises(Leak):
        gate.check("e.html", f'{{"title":"口罩 {written}"}}'.encode())
    gate.check("e.json", b'{"amount":138,"of":"0013","rest":"8000"}')
    gate.check("e.json", b'["138","0013","8000"]')

"""The record, the languages, and the headers of every page."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
import re2
from babel.messages.pofile import read_po
from django.test import Client

from moderation.console import reasons
from moderation.console.models import Role
from moderation.console.shortcuts import SHORTCUTS
from moderation.console.translate import LOCALE, compiled
from tests.moderation.console.conftest import Clock
from tests.moderation.console.test_desk_work import SignedIn, TakenIn, decided
from tests.moderation.queue.neighbourhood import Sheet, neighbourhood

HERE = LOCALE.parent


@pytest.fixture
def lead(signed_in: SignedIn, taken_in: TakenIn) -> Client:
    one, two = taken_in(Sheet().add().add(contact="13900139000"))
    client = signed_in("组长", Role.LEAD)
    decided(client, one, action="reject", reason="seller", note="=1+1")
    decided(client, two, action="approve")
    client.get("/queue/")  # has said that nothing is left
    return client


def test_the_record_can_be_searched_and_verified(lead: Client) -> None:
    assert len(lead.get("/audit/").context["acts"]) == 2
    assert [act.word for act in lead.get("/audit/?text=seller").context["acts"]] == ["reject"]
    assert lead.get("/audit/?by=nobody").context["acts"] == []
    assert lead.get("/audit/?verify=1").context["problems"] == []
    assert "链条完整" in lead.get("/audit/?verify=1").content.decode()


def test_the_exported_record_holds_no_formula(lead: Client) -> None:
    lines = b"".join(lead.get("/audit/export/").streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[0].startswith("number,at,by,kind,word,submission")
    assert len(lines) == 3
    assert all(cell[:1] not in set("=+-@") for line in lines for cell in line.split(","))


def test_the_filters_take_anything(lead: Client) -> None:
    for strange in ("' OR 1=1 --", "\x00", "%00", "<script>", "x" * 5000, "𝟙"):
        for address in ("/queue/", "/queue/news/", "/audit/"):
            names = ("tab", "form", "area", "rule", "since", "by", "kind", "text", "submission", "before")
            assert lead.get(address, dict.fromkeys(names, strange)).status_code == 200


@pytest.mark.parametrize(
    "address", ["/queue/", "/help/", "/people/", "/audit/", "/account/mfa/", "/nowhere/"]
)
def test_every_page_allows_nothing_but_our_own_files(lead: Client, address: str) -> None:
    answer = lead.get(address)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'nonce-" in policy
    assert "unsafe" not in policy
    page = answer.content.decode()
    assert " style=" not in page
    assert " onclick=" not in page
    assert page.count("<script") == page.count("<script src=")


@pytest.mark.parametrize("address", ["/queue/", "/help/", "/people/", "/audit/"])
def test_in_english_no_chinese_is_left_but_names(lead: Client, address: str) -> None:
    lead.post("/language/", {"language": "en", "next": "/"})
    page = lead.get(address).content.decode()
    house = neighbourhood()
    names = [house.name.zh_hans, *(each.name.zh_hans for each in house.forms)]
    names += [each.name.zh_hans for each in house.areas]
    named = sorted(["组长", "中文", "口罩两盒", *names], key=len, reverse=True)
    for name in named:
        page = page.replace(name, "")
    assert re2.findall(r"\p{Han}+", page) == []


def test_every_word_of_ours_has_its_english() -> None:
    with (LOCALE / "en/LC_MESSAGES/django.po").open("rb") as file:
        english = {message.id for message in read_po(file) if message.string}
    said = set()
    for template in HERE.glob("templates/**/*.html"):
        said |= set(re2.findall(r"""translate ['"]([^'"]*\p{Han}[^'"]*)['"]""", template.read_text("utf-8")))
    for module in HERE.rglob("*.py"):
        said |= set(re2.findall(r"""\b_\(\s*"([^"]*\p{Han}[^"]*)\"""", module.read_text("utf-8")))
    assert len(said) > 100
    assert said - english == set()


@pytest.mark.parametrize("source", sorted(LOCALE.rglob("*.po")), ids=str)
def test_the_compiled_catalogues_are_fresh(source: Path) -> None:
    assert source.with_suffix(".mo").read_bytes() == compiled(source), (
        "run python -m moderation.console.translate"
    )


def test_every_shortcut_is_on_a_page_and_every_key_on_the_help_sheet() -> None:
    pages = "".join(path.read_text("utf-8") for path in HERE.glob("templates/console/**/*.html"))
    script = (HERE / "static/console/console.js").read_text("utf-8")
    keys = set(re2.findall(r'data-key="(.)"', pages))
    assert keys | {key for key in "jkw" if f'"{key}"' in script} == set(SHORTCUTS)
    assert set(SHORTCUTS) <= {*string.ascii_lowercase, "?", "/"}


def test_shortcuts_can_be_switched_off(lead: Client) -> None:
    assert "data-shortcuts" in lead.get("/queue/").content.decode()
    lead.post("/help/shortcuts/", {"shortcuts": "off"})
    assert "data-shortcuts" not in lead.get("/queue/").content.decode()


def test_reasons_are_in_three_languages_and_notes_stay_inside() -> None:
    assert all(words.zh_hant and words.en for words in reasons.canned().values())
    assert reasons.recorded("seller", " 第三次 ") == "seller: 第三次"
    assert "advertising" in reasons.for_resident("seller: 第三次", "en")
    assert reasons.for_resident("duplicate of abc", "zh-Hans").startswith("和您")
    assert reasons.for_resident("只给同事看", "en") == ""


def test_news_says_how_many_came_and_moves_nothing(lead: Client, clock: Clock, taken_in: TakenIn) -> None:
    since = lead.get("/queue/").context["since"]
    assert "点这里看" not in lead.get(f"/queue/news/?since={since}").content.decode()
    clock.forward(seconds=-60)
    earlier = lead.get("/queue/").context["since"]
    taken_in(Sheet("need").add())
    assert "新到 1 条" in lead.get(f"/queue/news/?since={earlier}").content.decode()

"""What is on the pages, read as a browser would get them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest

from moderation.core.entry import Detail, Status
from moderation.core.quantity import Quantity
from tests.publishing.conftest import Publish
from tests.publishing.sample import COMMUNITY, NOW, entry


@pytest.fixture
def page(publish_here: Publish, out: Path) -> str:
    publish_here([entry(n, verified_at=datetime(2026, 11, 18, 1, 30, tzinfo=UTC)) for n in range(6)])
    return (out / "e" / "entry-0003.html").read_text("utf-8")


def facts(page: str) -> dict[str, str]:
    found = re.findall('<dt>(.*?)</dt><dd(?: lang=[a-z"]+)?>(.*?)</dd>', page, re.DOTALL)
    return {unescape(label): unescape(re.sub("<[^>]*>", "", text)) for label, text in found}


def test_an_entry_says_what_where_how_much_and_how_sure(page: str) -> None:
    assert facts(page) == {
        "需要什么": "N95 口罩",
        "数量": "两百来只 (约合 200 只)",
        "求助方": "居民家庭",
        "片区": "东区1栋",
        "电话核实于": "2026-11-18 09:30",
        "审核发布于": "2026-11-18 12:03",
        "有效期至": "2026-11-25 12:00",
        "编号": "entry-0003",
    }


def test_the_door_in_the_area_field_is_not_shown(page: str) -> None:
    assert "302" not in page


def test_a_mask_entry_names_the_guide_to_fakes(page: str) -> None:
    assert '<a href="../fake-masks.html">如何识别假口罩</a>' in page


def test_a_report_comes_with_the_number_filled_in(page: str) -> None:
    assert 'href="https://forms.example.org/report?usp=pp_url&amp;entry.7=entry-0003"' in page


def test_programs_read_the_entry_and_no_title_breaks_out(publish_here: Publish, out: Path) -> None:
    title = '</script><!-- "N95" \\ & 口罩'
    publish_here([entry(1, title=title)])
    text = (out / "e" / "entry-0001.html").read_text("utf-8")
    (block,) = re.findall('<script type="application/ld.json">(.*?)</script>', text)
    assert json.loads(block) == {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "name": title,
        "identifier": "entry-0001",
        "url": "https://linli.example.org/e/entry-0001.html",
        "datePublished": "2026-11-18T12:01+08:00",
        "expires": "2026-11-25T12:00+08:00",
        "about": "口罩",
        "spatialCoverage": {"@type": "Place", "name": "锦城"},
    }
    copied = unescape(re.findall("<textarea[^>]*>(.*?)</textarea>", text, re.DOTALL)[0])
    assert copied.splitlines() == [
        f"【求助 · 口罩 · 锦城】{title}",
        "电话核实于 2026-11-18 11:31 · 有效期至 2026-11-25 12:00",
        "https://linli.example.org/e/entry-0001.html",
    ]


def test_a_field_that_the_form_keeps_private_is_never_shown(publish_here: Publish, out: Path) -> None:
    publish_here([entry(1, details=(Detail("name", "不该出现"), Detail("unknown", "也不该")))])
    text = (out / "e" / "entry-0001.html").read_text("utf-8")
    assert "不该出现" not in text
    assert "也不该" not in text


def test_the_switch_stays_on_the_page_in_every_language(publish_here: Publish, out: Path) -> None:
    publish_here([entry(1)])
    for prefix in ("", "zh-Hant/", "en/"):
        for name in ("index.html", "guides.html", "fake-masks.html", "list/need.html", "e/entry-0001.html"):
            page = out / prefix / name
            switch = re.search('<nav class="tongues".*?</nav>', page.read_text("utf-8"), re.DOTALL)
            assert switch is not None
            targets = [(page.parent / to).resolve() for to in re.findall('href="([^"]*)"', switch[0])]
            assert targets == [(out / other / name).resolve() for other in ("", "zh-Hant/", "en/")]


def test_labels_are_translated_and_texts_are_not(publish_here: Publish, out: Path) -> None:
    publish_here([entry(1)])
    text = (out / "en" / "e" / "entry-0001.html").read_text("utf-8")
    assert facts(text)["For"] == "A household"
    assert facts(text)["What"] == "N95 口罩"
    assert "never machine-translated" in text


def test_fulfilled_entries_are_greyed_not_gone(publish_here: Publish, out: Path) -> None:
    publish_here([entry(1, status=Status.FULFILLED, urgency=3)])
    text = (out / "list" / "need.html").read_text("utf-8")
    assert '<li class="row done">' in text
    assert "已解决" in text
    assert "十分紧急" not in text


def test_home_shows_the_most_urgent_that_waits_longest_first(publish_here: Publish, out: Path) -> None:
    publish_here([entry(1, urgency=2), entry(2, urgency=3), entry(3, urgency=3), entry(4)])
    urgent = (out / "index.html").read_text("utf-8").partition("最紧急")[2].partition("最新发布")[0]
    assert re.findall("entry-000[0-9]", urgent) == ["entry-0002", "entry-0003", "entry-0001"]


def test_every_link_of_the_site_leads_somewhere(publish_here: Publish, out: Path) -> None:
    publish_here([entry(n) for n in range(13)])
    for page in out.resolve().rglob("*.html"):
        if page.name == "404.html":
            continue  # its links are absolute: it is shown in the place of any page
        for to in re.findall(r'(?:href|src)="([^":#]+)"', page.read_text("utf-8")):
            assert (page.parent / to.partition("?")[0]).is_file(), f"{page}: {to}"


def test_every_page_is_in_the_sitemap_once(publish_here: Publish, out: Path) -> None:
    publish_here([entry(n) for n in range(6)])
    listed = [
        address.removeprefix(COMMUNITY.site_address)
        for name in re.findall("<loc>[^<]*/([^<]*)</loc>", (out / "sitemap.xml").read_text("utf-8"))
        for address in re.findall("<loc>([^<]*)</loc>", (out / name).read_text("utf-8"))
    ]
    pages = [path.relative_to(out.resolve()).as_posix() for path in out.resolve().rglob("*.html")]
    numbered = re.compile(r"_\d+\.html$|404\.html$|poster/")  # posters are for printing
    assert sorted(listed) == sorted(page for page in pages if not numbered.search(page))


def test_nothing_is_loaded_from_another_host(publish_here: Publish, out: Path) -> None:
    publish_here([entry(1)])
    for page in out.resolve().rglob("*.html"):
        assert not re.search(r'<(?:script|img|iframe)[^>]*src="https?:', page.read_text("utf-8"))
        assert not re.search(
            r'rel="(?:stylesheet|preconnect|preload)"[^>]*href="https?:', page.read_text("utf-8")
        )


def test_an_amount_that_was_written_so_is_not_repeated(publish_here: Publish, out: Path) -> None:
    said = Detail("quantity", "200只", (), Quantity("200只", Decimal(200), "只"))
    publish_here([entry(1, details=(said,), verified_at=None, expires_at=NOW.replace(year=2027))])
    assert facts((out / "e" / "entry-0001.html").read_text("utf-8"))["数量"] == "200只"

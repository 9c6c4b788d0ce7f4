"""The search in a real browser: what a resident types finds what they mean, in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from moderation.core.community import load_community
from moderation.core.entry import Detail, Entry, Status
from publishing.publish import Site, publish
from publishing.terms import atoms
from tests.browser.conftest import Serve
from tests.publishing.sample import HOUSE, NOW, REPOSITORY, entry, unchecked

JINLI = load_community(REPOSITORY / "community.toml")
NEAR = JINLI.model_copy(
    update={"thresholds": JINLI.thresholds.model_copy(update={"coarsen_below_entries": 1})}
)
EVIL = '<img src=x onerror="document.title=1">口罩机 &amp; <mark>'


def told(number: int, title: str, remark: str = "", **given: object) -> Entry:
    details = (Detail("remark", remark),) if remark else ()
    facts: dict[str, object] = {"title": title, "details": details, "area": "furongli", **given}
    return entry(number, **facts)


ENTRIES = [
    told(1, "医用外科口罩 20只", "透析路上要用，家里没有了", urgency=3),
    told(2, "N95 口罩 两盒", status=Status.FULFILLED, urgency=2),
    told(3, "婴儿奶粉 2段", "家里的宝宝八个月", category="baby", area="qingtong", approved_at=NOW),
    told(4, "纸尿裤 一包", category="baby", area="qingtong"),
    told(5, "防護面罩", "給門衛室的師傅用，兩個就夠", category="protective"),
    told(6, "Small masks for kids", "We teach at the kindergarten", form="offer", verified_at=None),
    told(7, EVIL, "看看<script>alert(1)</script>会不会跑", category="other", area="qingtong"),
    told(9, "大米 9 斤", "可以自取", category="food", approved_at=NOW),
    *(told(number, f"大米 {number} 斤", "可以自取", category="food") for number in range(10, 35)),
]


@pytest.fixture(scope="module")
def jinli(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    out: Path = tmp_path_factory.mktemp("jinli") / "public"
    publish(Site(HOUSE, NEAR, ENTRIES, NOW), out, unchecked)
    return serve(out)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 360, "height": 740})
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    opened.close()
    assert said == []  # no error, and nothing against the content security policy


def searched(page: Page, address: str, query: str) -> list[str]:
    page.goto(address)
    page.get_by_role("searchbox").fill(query)
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-status]")).not_to_have_text(re.compile("正在|Searching"))
    return page.locator("[data-entries] ol:not([data-partly-rows]) .row > a").all_inner_texts()


@pytest.mark.parametrize(
    ("prefix", "query", "first"),
    [
        ("", "口罩", "医用外科口罩 20只"),
        ("", "急需口罩", "医用外科口罩 20只"),
        ("", "科口", "医用外科口罩 20只"),
        ("", "奶粉", "婴儿奶粉 2段"),
        ("", "青桐社区奶粉", "婴儿奶粉 2段"),
        ("", "防护面罩", "防護面罩"),
        ("", "ＫＩＤＳ", "Small masks for kids"),
        ("", "门卫室", "防護面罩"),
        ("", "锦江区", "医用外科口罩 20只"),
        ("", "武侯", "婴儿奶粉 2段"),
        ("", "回访", "医用外科口罩 20只"),
        ("", "米", "大米 9 斤"),
        ("zh-Hant/", "錦江區口罩", "医用外科口罩 20只"),
        ("zh-Hant/", "嬰兒", "婴儿奶粉 2段"),
        ("en/", "masks", "医用外科口罩 20只"),
        ("en/", "verified masks", "医用外科口罩 20只"),
        ("en/", "Qingtong", "婴儿奶粉 2段"),
        ("en/", "kindergarten", "Small masks for kids"),
    ],
)
def test_a_query_finds_what_is_meant(page: Page, jinli: str, prefix: str, query: str, first: str) -> None:
    assert searched(page, f"{jinli}{prefix}search.html", query)[0] == first


def test_settled_entries_come_last_and_say_so(page: Page, jinli: str) -> None:
    assert searched(page, f"{jinli}search.html", "口罩")[-1] == "N95 口罩 两盒"
    assert page.locator(".row.done .badges").inner_text().startswith("已解决")


def test_near_things_are_shown_apart(page: Page, jinli: str) -> None:
    assert searched(page, f"{jinli}search.html", "奶粉") == ["婴儿奶粉 2段"]
    assert page.locator("[data-partly-rows] .row > a").all_inner_texts() == ["纸尿裤 一包"]


def test_what_was_found_is_marked_and_dated(page: Page, jinli: str) -> None:
    searched(page, f"{jinli}search.html", "透析")
    assert page.locator(".row .excerpt").first.inner_text() == "透析路上要用，家里没有了"
    assert page.locator(".row mark").all_inner_texts() == ["透析"]
    assert page.locator(".row time").first.get_attribute("datetime") is not None


def test_what_residents_wrote_is_text(page: Page, jinli: str) -> None:
    assert searched(page, f"{jinli}search.html", "口罩机") == [EVIL]
    searched(page, f"{jinli}search.html", "会不会跑")
    assert "<script>alert(1)</script>" in page.locator(".row .excerpt").first.inner_text()
    assert page.locator("[data-entries] :is(img, script)").count() == 0


def test_guides_stand_apart_in_the_language_of_the_page(page: Page, jinli: str) -> None:
    for prefix, query, title in (("", "注册证号", "如何识别假口罩"), ("en/", "registration", "fake mask")):
        searched(page, f"{jinli}{prefix}search.html", query)
        assert title in page.locator("[data-guides] .row > a").first.inner_text()
        page.locator("[data-guides] .row > a").first.click()
        assert f"/{prefix}fake-masks.html" in page.url


def test_filters_narrow_and_the_address_keeps_them(page: Page, jinli: str) -> None:
    searched(page, f"{jinli}search.html", "口罩")
    page.locator("select[name=kind]").select_option("offer")
    rows = page.locator("[data-entries] ol:not([data-partly-rows]) .row > a")
    expect(rows).to_have_text(["Small masks for kids"])
    page.goto(page.url)
    expect(rows).to_have_text(["Small masks for kids"])
    page.goto(f"{jinli}search.html?area=wuhou")
    expect(page.locator("[data-status]")).to_have_text("找到 3 条")
    page.goto(f"{jinli}search.html?kind=guide%3Azh-Hans")
    expect(page.locator("[data-guides] .row").first).to_be_visible()


def test_ten_are_shown_and_ten_more_on_demand(page: Page, jinli: str) -> None:
    assert len(searched(page, f"{jinli}search.html", "大米")) == 10
    page.locator("[data-more]").click()
    rows = page.locator("[data-entries] ol:not([data-partly-rows]) .row")
    expect(rows).to_have_count(20)
    page.locator("[data-more]").click()
    expect(rows).to_have_count(26)
    expect(page.locator("[data-more]")).to_be_hidden()


def test_nothing_found_says_what_to_do(page: Page, jinli: str) -> None:
    assert searched(page, f"{jinli}search.html", "量子纠缠") == []
    expect(page.locator("[data-nothing]")).to_contain_text("少写几个字")
    expect(page.locator("[data-lists] a").first).to_be_visible()


def test_without_script_the_box_at_home_leads_to_lists(browser: Browser, jinli: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{jinli}index.html")
    page.get_by_role("searchbox").fill("口罩")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("[data-without]")).to_contain_text("JavaScript")
    page.locator("[data-lists] a", has_text="求助").click()
    expect(page.locator("h1")).to_have_text("求助")
    context.close()


def test_without_network_it_says_so_and_the_next_try_works(page: Page, jinli: str) -> None:
    page.goto(f"{jinli}search.html")
    page.route("**/search/t-*.json", lambda route: route.fulfill(status=204, body=""))
    page.get_by_role("searchbox").fill("口罩")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("[data-status]")).to_contain_text("没有取到")
    page.unroute("**/search/t-*.json")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("[data-status]")).to_contain_text("找到")


def test_the_browser_reads_queries_as_we_read_texts(page: Page, jinli: str) -> None:
    texts = ["急需口罩 KN95!", "錦江區的護理師", "Ｍａｓｋｓ，glasses", "第３棟 Café", "軟體與醫藥", "½ ㎏ ①"]
    page.goto(f"{jinli}search.html")
    read = page.evaluate(
        """async ([texts, script, table]) => {
          const { atoms, crc32 } = await import(new URL(script, document.baseURI).href);
          const told = await (await fetch(table)).json();
          const to = [...told.to];
          const map = new Map([...told.from].map((one, at) => [one, to[at]]));
          return [texts.map((text) => atoms(text, map).map((one) => one.text)), crc32("口罩")];
        }""",
        [
            texts,
            page.locator("script[type=module]").get_attribute("src"),
            page.locator("[data-simplified]").get_attribute("data-simplified"),
        ],
    )
    assert read == [[atoms(text) for text in texts], 3387930534]

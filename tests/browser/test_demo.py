"""Every kind of page of the demo in a real browser: three languages, both text sizes, light and dark.

One page is reused and every fault is gathered before a test fails: a load costs more than a look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import demo
from tests.browser.axe import ALL_RULES, COLOURS, violations
from tests.browser.conftest import Serve

SIZES = {"": 44, "#elder": 60}  # what must be tapped is at least that large, in CSS pixels
STYLES = [*COLOURS, "target-size", "scrollable-region-focusable", "aria-hidden-focus", "bypass", "skip-link"]
LOOKS: tuple[tuple[str, Literal["light", "dark"], Sequence[str]], ...] = (
    ("", "light", ALL_RULES),
    ("", "dark", COLOURS),
    ("#elder", "light", STYLES),
    ("#elder", "dark", COLOURS),
)
LOOK = """least => {
  const seen = box => box.width > 1 && box.height > 1 && box.right > 0;
  const small = [...document.querySelectorAll("a, summary, button, input:not(.md-toggle), select, textarea")]
    .filter(control => {
      const box = control.getBoundingClientRect();
      const within = control.closest("p, li, td, dd") && getComputedStyle(control).display === "inline";
      const whole = control.closest(".row, .md-sidebar");  // a row is one target; the sidebar is for mice
      return seen(box) && !within && !whole && !control.disabled && Math.min(box.width, box.height) < least;
    });
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let smallest = 99;
  while (words.nextNode()) {
    const parent = words.currentNode.parentElement;
    if (words.currentNode.data.trim() && seen(parent.getBoundingClientRect()))
      smallest = Math.min(smallest, parseFloat(getComputedStyle(parent).fontSize));
  }
  return {
    small: small.map(control => control.outerHTML.slice(0, 120)),
    smallest,
    wide: document.documentElement.scrollWidth - innerWidth,
  };
}"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo.build(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def address(built: Path, serve: Serve) -> str:
    return serve(built)


FORGET = "try { localStorage.clear(); } catch { /* about:blank has none */ }"  # the choice of 长辈版


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def open_in(page: Page, url: str) -> None:
    page.goto("about:blank")  # else another fragment of the same page would be no load
    page.goto(url)


def test_axe_finds_no_fault(browser: Browser, built: Path, address: str) -> None:
    """All rules once; 长辈版 and the dark are styles, so only what depends on styles is looked at again."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
    context.add_init_script(FORGET)
    page, faults = context.new_page(), []
    for path in demo.pages(built):
        open_in(page, address + path)
        for size, colours, rules in LOOKS:
            page.evaluate("size => { location.hash = size; }", size)
            page.emulate_media(color_scheme=colours)
            faults += [f"{path}{size} {colours}: {fault}" for fault in violations(page, rules)]
    context.close()
    assert faults == []


def test_nothing_is_too_small_too_wide_or_from_elsewhere(page: Page, built: Path, address: str) -> None:
    """Targets, 长辈版's text, sideways scrolling at 320 px and at 200% zoom, other hosts, policy, errors."""
    faults: list[str] = []
    page.add_init_script(FORGET)
    page.on("console", lambda message: faults.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("request", lambda asked: faults.extend(elsewhere(asked.url)))

    def elsewhere(url: str) -> list[str]:
        # 404.html stands in for any page, so its links are the site's own address.
        ours = url.startswith((address, "data:", "about:", "https://linli.example.org/"))
        return [] if ours else [f"{page.url} asked for {url}"]

    for path in demo.pages(built):
        for size, least in SIZES.items():
            open_in(page, address + path + size)
            for width in (320, 640):  # 640 is what a desk's 1280 pixels leave at 200%
                page.set_viewport_size({"width": width, "height": 740})
                seen = page.evaluate(LOOK, least)
                if seen["wide"] > 0:
                    faults.append(f"{path}{size}: {seen['wide']} px too wide at {width}")
                if size and seen["smallest"] < 18:
                    faults.append(f"{path}{size}: text of {seen['smallest']} px")
                faults += [f"{path}{size}: smaller than {least}: {html}" for html in seen["small"]]
    assert faults == []


def test_the_switch_leads_to_the_same_page_in_every_language(page: Page, built: Path, address: str) -> None:
    links = "links => links.map(link => [link.hreflang, link.href])"
    for name in demo.kinds(built):
        for prefix in demo.LANGUAGES.values():
            url = address + prefix + name
            page.goto(url)
            switch = dict(page.eval_on_selector_all(".tongues a", links))
            assert switch == {code: address + to + name for code, to in demo.LANGUAGES.items()}, url
            assert page.evaluate("document.documentElement.lang") in (*demo.LANGUAGES, "zh"), url


def test_words_that_are_not_translated_say_so(page: Page, built: Path, address: str) -> None:
    mask, _, english, _ = [name for name in demo.kinds(built) if name.startswith("e/")]
    page.goto(f"{address}en/{mask}")
    assert page.locator(".note").inner_text().startswith("Below are the writer's own words")
    assert page.locator("h1").get_attribute("lang") == "zh"
    page.goto(f"{address}{english}")
    assert "没有翻译" in page.locator(".note").inner_text()
    assert page.locator("h1").get_attribute("lang") == "en"
    page.goto(f"{address}zh-Hant/{mask}")
    assert "沒有翻譯" in page.locator(".note").inner_text()


def test_the_large_text_works_without_script_and_is_remembered_with_it(
    browser: Browser, page: Page, address: str
) -> None:
    def size(page: Page) -> float:
        return float(page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)"))

    plain = browser.new_page(java_script_enabled=False)
    plain.goto(f"{address}data.html")
    before = size(plain)
    plain.locator(".elder-on").click()
    assert size(plain) > before
    plain.locator(".elder-off").click()
    assert size(plain) == before
    plain.close()

    page.goto(f"{address}index.html")
    page.locator(".elder-on").click()
    page.locator(".foot a").first.click()
    assert page.url.endswith("#elder")  # at once, before the script has run
    page.goto(f"{address}guides.html")
    assert size(page) > before
    page.locator(".elder-off").click()
    page.goto(f"{address}index.html")
    assert size(page) == before


def test_an_entry_can_be_answered_copied_and_passed_on(page: Page, built: Path, address: str) -> None:
    mask = next(name for name in demo.kinds(built) if name.startswith("e/"))
    id_ = mask[2:-5]
    page.goto(address + mask)
    answers: list[Any] = page.eval_on_selector_all(".respond a", "links => links.map(link => link.href)")
    assert [to.partition("?")[0] for to in answers] == [
        f"https://forms.example.org/{form}" for form in ("offer", "report", "thanks")
    ]
    assert all(to.endswith(f"={id_}") for to in answers)
    assert page.locator(".card.guide a").get_attribute("href") == "../fake-masks.html"
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-copies]").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#share-text").input_value()
    kind, dates, url = copied.split("\n")
    assert kind.startswith("【求助 · 口罩 · ")
    assert dates.startswith("电话核实于 2026-11-")
    assert url == f"https://linli.example.org/{mask}"

"""The pages in a real browser: on a narrow screen, without script, with its content security policy on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

PAGES = ("index.html", "guides.html", "fake-masks.html", "list/need.html", "e/entry-0003.html", "404.html")
LANGUAGES = ("", "zh-Hant/", "en/")
EVERY = [prefix + name for prefix in LANGUAGES for name in PAGES if not prefix or name != "404.html"]


@pytest.fixture
def narrow(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    yield page
    page.close()


def test_nothing_is_fetched_elsewhere_or_against_the_policy(browser: Browser, site: str) -> None:
    page, said, asked = browser.new_page(), [], set[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.add(request.url))
    for path in EVERY:
        page.goto(site + path)
    page.close()
    assert said == []
    assert [url for url in asked if not url.startswith((site, "data:", "https://linli.example.org/"))] == []


@pytest.mark.parametrize("path", EVERY)
def test_a_narrow_screen_needs_no_sideways_scrolling(narrow: Page, site: str, path: str) -> None:
    narrow.goto(site + path)
    assert narrow.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("path", EVERY)
def test_everything_to_tap_is_large_enough(narrow: Page, site: str, path: str) -> None:
    """44 px; links within a sentence are exempt, as in WCAG 2.5.8."""
    narrow.goto(site + path)
    small = narrow.evaluate(
        """() => [...document.querySelectorAll("a, summary, button")].filter(control => {
          const box = control.getBoundingClientRect();
          const within = control.closest("p, li, td, dd") && getComputedStyle(control).display === "inline";
          const whole = control.closest(".row, .md-sidebar");  // a row is one target; the sidebar is for mice
          return box.width > 1 && box.right > 0 && !within && !whole && Math.min(box.width, box.height) < 44;
        }).map(control => control.outerHTML)"""
    )
    assert small == []


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("path", EVERY)
def test_axe_finds_no_fault(
    browser: Browser, site: str, path: str, colours: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=colours, bypass_csp=True)  # axe is put into the page
    page = context.new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site + path)
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, options=options).response["violations"]
    context.close()
    assert [(one["id"], node["html"]) for one in found for node in one["nodes"]] == []


def test_lists_and_switch_work_without_script(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "index.html")
    page.locator(".ways a", has_text="求助").first.click()
    page.locator(".filter a", has_text="口罩").click()
    page.locator(".row a").first.click()
    assert "/e/" in page.url
    page.locator(".tongues a", has_text="English").click()
    assert "/en/e/" in page.url
    assert page.locator("h1").is_visible()
    context.close()


def test_the_script_says_how_long_ago(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(site + "e/entry-0003.html")
    assert "(" in page.locator("dd time").first.inner_text()
    page.close()

"""The pages of a small site in a real browser: what works without script, and what the script adds."""

from __future__ import annotations

from playwright.sync_api import Browser


def test_lists_and_switch_work_without_script(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "index.html")
    page.locator(".links a", has_text="求助").first.click()
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


def test_a_list_is_filtered_at_once_and_whole_again(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(site + "list/need.html")
    rows = page.locator(".rows > .row:visible")
    whole = rows.count()
    page.get_by_label("在本页里找").fill("第１1件")
    assert rows.count() == 1
    assert page.locator("output").inner_text() == "本页显示 1 条"
    page.get_by_label("在本页里找").fill("")
    assert rows.count() == whole > 1
    page.get_by_role("button", name="只看没解决的").click()
    assert rows.count() == page.locator(".rows > .row:not(.done)").count()
    page.close()

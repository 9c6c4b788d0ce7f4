"""The console in a real browser: fifty items by the keyboard alone, and the sizes that thumbs need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from moderation.console import kept, place
from moderation.console.models import Person, Role
from moderation.queue.intake import pull
from moderation.queue.models import Act, Submission
from moderation.queue.screened import screen_pending
from moderation.queue.trust import Trust
from moderation.queue.words import Standing
from moderation.screening.ruleset import load_ruleset
from tests.browser.console import PASSWORD, log_in
from tests.moderation.queue.neighbourhood import SECRET, Sheet, neighbourhood

ITEMS = 50


@pytest.fixture
def beside_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """The driver of the browser keeps an event loop in this thread; Django's database does not mind."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def server(beside_a_browser: None, queue: str) -> Iterator[LiveServer]:
    """The console on a database of its own, on SQLite and on PostgreSQL."""
    live = LiveServer("127.0.0.1")
    yield live
    live.stop()


@pytest.fixture
def desk(
    server: LiveServer, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Page]]:
    """Opens the console of a small community, with fifty items waiting, and somebody logged in."""
    kept.forget()
    ruleset, now = load_ruleset(neighbourhood()), datetime.now(UTC)
    monkeypatch.setattr(place, "community", neighbourhood)
    monkeypatch.setattr(place, "ruleset", lambda: ruleset)
    monkeypatch.setattr(place, "secret", lambda: SECRET)
    sheet = Sheet()
    for number in range(ITEMS):
        sheet.add(at=now, item=f"第{number}件", contact=f"130{number:08d}", remark="找 13712345678")
    pull(sheet, neighbourhood(), now, SECRET)
    screen_pending(neighbourhood(), ruleset, SECRET, now)
    user = User.objects.create_user("lin", password=PASSWORD)
    Person.objects.create(user=user, role=Role.MODERATOR, trust=Trust.EXPERIENCED)
    opened = []

    def open_at(width: int = 1200, height: int = 800, host: str = "127.0.0.1") -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{server.url.replace('127.0.0.1', host)}/")
        log_in(page, "lin")
        page.wait_for_url("**/queue/**")
        return page

    yield open_at
    for context in opened:
        context.close()


def test_fifty_items_by_the_keyboard_alone(desk: Callable[..., Page]) -> None:
    page = desk()
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(page.url + "?tab=held" if Submission.objects.filter(verdict__gte=2).exists() else page.url)
    page.keyboard.press("n")
    page.wait_for_url("**/card/**")
    for number in range(ITEMS):
        page.wait_for_selector("#decide")
        here = page.url
        assert page.evaluate("document.activeElement.tagName") == "H1"
        if number % 5 == 4:
            page.keyboard.press("r")
            page.keyboard.press("3")
        else:
            page.keyboard.press("a")
        page.wait_for_url(partial(_another_page, here))
    page.wait_for_selector(".undo")
    page.keyboard.press("u")
    page.wait_for_url("**/card/**")
    page.keyboard.press("r")
    page.keyboard.press("3")
    page.wait_for_url("**/queue/**")
    waiting = Submission.objects.filter(standing=Standing.PENDING)
    assert (waiting.count(), Act.objects.filter(kind="decision").count()) == (0, ITEMS + 1)
    assert Submission.objects.filter(standing=Standing.REJECTED).count() == ITEMS // 5
    assert troubles == []


def _another_page(before: str, now: str) -> bool:
    return now != before


def test_thumbs_at_360_pixels(desk: Callable[..., Page]) -> None:
    page = desk(360, 740)
    page.click("[data-key=n]")
    page.wait_for_selector("#decide")
    approve, reject = page.locator("[data-key=a]").bounding_box(), page.locator("[data-key=r]").bounding_box()
    assert approve is not None
    assert reject is not None
    assert min(approve["width"], approve["height"], reject["width"], reject["height"]) >= 48
    assert reject["x"] - (approve["x"] + approve["width"]) >= 16 + 48  # hold stands between them
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate(
        """() => [...document.querySelectorAll("main button, main summary, main input:not([type=hidden])")]
          .filter((e) => e.offsetParent && !e.closest(".mark, details:not([open]) > :not(summary)"))
          .map((e) => [e.textContent.trim(), e.getBoundingClientRect().height]).filter(([, h]) => h < 48)"""
    )
    assert small == []


def test_selected_words_are_hidden_and_closing_the_page_gives_the_item_back(
    desk: Callable[..., Page],
) -> None:
    page = desk()
    page.keyboard.press("n")
    page.wait_for_selector("#decide")
    held = Submission.objects.get(claimed_by="lin")
    page.evaluate(
        """() => { const text = document.querySelector(".raw[data-field=item] [data-start]").firstChild;
          getSelection().setBaseAndExtent(text, 0, text, 2); }"""
    )
    page.wait_for_selector("#more:not([hidden])")
    page.keyboard.press("s")
    page.wait_for_selector(".raw[data-field=item] .cut")
    assert held.versions.get().screening.texts["item"].startswith("[已隐去]")
    page.goto("about:blank")
    for _ in range(50):
        if Submission.objects.get(pk=held.pk).claimed_by == "":
            break
        page.wait_for_timeout(100)
    assert Submission.objects.get(pk=held.pk).claimed_by == ""


def test_a_call_with_one_thumb(desk: Callable[..., Page]) -> None:
    now = datetime.now(UTC)
    pull(Sheet("need").add(at=now, item="降压药", contact="13100000000"), neighbourhood(), now, SECRET)
    page = desk(360, 740)
    page.goto(page.url.split("?")[0] + "?tab=call-back")
    page.click("[data-key=n]")
    page.click("[data-key=g]")
    page.wait_for_selector('a[href="tel:13100000000"]')
    boxes = [one.bounding_box() for one in page.locator(".outcomes button").all()]
    assert all(box is not None and box["height"] >= 48 and box["width"] >= 48 for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.keyboard.press("t")
    page.keyboard.press("2")
    page.wait_for_selector(".undo")
    one = Submission.objects.get(form="need")
    assert (one.missed_calls, Act.objects.filter(kind="reading").count()) == (1, 1)
    page.keyboard.press("u")
    page.wait_for_selector("#decide")
    one.refresh_from_db()
    assert one.missed_calls == 0

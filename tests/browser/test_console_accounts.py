"""Getting into the console in a real browser: codes of an app, passkeys, recovery codes, and every page that
stands only in the middle of that.
"""

from __future__ import annotations

import base64
import hmac
import struct
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page
from pytest_django.plugin import DjangoDbBlocker

from tests.browser.console import console_at, let_in, log_in, person
from tests.browser.looked_at import faults_of

IN_BETWEEN = {
    "mfa_authenticate", "mfa_reauthenticate", "mfa_view_recovery_codes", "mfa_deactivate_totp",
    "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_reauthenticate_webauthn",
}  # fmt: skip
"""The views that only this module's tests can look at."""

_AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with console_at(tmp_path_factory.mktemp("console"), django_db_blocker) as address:
        yield address.replace("127.0.0.1", "localhost")  # passkeys want a name


@pytest.fixture
def inside(browser: Browser, console: str) -> Iterator[Callable[[str, str], Page]]:
    """A page of somebody who has just logged in with a password alone."""
    contexts = []

    def opened(name: str, language: str) -> Page:
        context = browser.new_context(
            locale=language, viewport={"width": 360, "height": 740}, base_url=console
        )
        contexts.append(context)
        let_in(context, person(name), console)
        page = context.new_page()
        page.set_default_timeout(60_000)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_code_of_an_app(inside: Callable[[str, str], Page], language: str) -> None:
    """It is asked for after the password, each works once, and every page on the way is without fault."""
    name = f"sun-{language[:2]}"
    page = inside(name, language)
    page.goto("/account/mfa/totp/activate/")
    secret = page.get_attribute("#authenticator_secret", "value") or ""
    _say(page, "000000")
    page.wait_for_selector(".errorlist")
    _say(page, code_of(secret))
    page.wait_for_url("**/recovery-codes/**")
    faults = faults_of(page, "mfa_view_recovery_codes", language)
    for view, address in (
        ("mfa_index", "/account/mfa/"),
        ("mfa_deactivate_totp", "/account/mfa/totp/deactivate/"),
        ("mfa_reauthenticate", "/account/mfa/reauthenticate/"),
    ):
        page.goto(address)
        faults += faults_of(page, view, language)
    leave(page)
    log_in(page, name)
    page.wait_for_url("**/authenticate/**")
    faults += faults_of(page, "mfa_authenticate", language)
    used = code_of(secret)
    _say(page, used)
    page.wait_for_url("**/queue/**")
    leave(page)
    log_in(page, name)
    page.wait_for_url("**/authenticate/**")
    _say(page, used)
    page.wait_for_selector(".errorlist")
    assert faults == []


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_passkey_and_recovery_codes(inside: Callable[[str, str], Page], language: str) -> None:
    """A passkey logs in alone; a password asks for a code; a recovery code works once."""
    name = f"wu-{language[:2]}"
    page = inside(name, language)
    with_a_key(page)
    codes = page.input_value("#stage textarea").split()
    page.goto("/account/mfa/webauthn/")
    faults = faults_of(page, "mfa_list_webauthn", language)
    key = page.get_attribute("a[href*='/keys/']", "href") or ""
    number = key.split("/keys/")[1].split("/")[0]
    for view, address in (
        ("mfa_edit_webauthn", f"/account/mfa/webauthn/keys/{number}/edit/"),
        ("mfa_remove_webauthn", f"/account/mfa/webauthn/keys/{number}/remove/"),
        ("mfa_reauthenticate_webauthn", "/account/mfa/webauthn/reauthenticate/"),
    ):
        page.goto(address)
        faults += faults_of(page, view, language)
    leave(page)
    page.click("#passkey_login")
    page.wait_for_url("**/queue/**")
    leave(page)
    for code, works in (("00000000", False), (codes[0], True), (codes[0], False), (codes[1], True)):
        log_in(page, name)
        page.wait_for_url("**/authenticate/**")
        _say(page, code)
        if works:
            page.wait_for_url("**/queue/**")
        else:
            page.wait_for_selector(".errorlist")
        page.context.clear_cookies()
        page.goto("/queue/")
        page.wait_for_url("**/login/**")
    assert faults == []


def with_a_key(page: Page) -> CDPSession:
    """Give this browser an authenticator and register it; ends on the page of recovery codes."""
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": _AUTHENTICATOR})
    page.goto("/account/mfa/webauthn/add/")
    page.fill("[name=name]", "1")
    if page.locator("[name=passwordless]").count():
        page.check("[name=passwordless]")
    page.click("#stage form button")
    page.wait_for_url("**/recovery-codes/**")
    return keys


def code_of(secret: str) -> str:
    """The six digits that an app shows now (RFC 6238 over RFC 4226: HMAC-SHA1, thirty seconds).

    Like a person, waits for the next ones when these are about to change.
    """
    left = 30 - time.time() % 30
    if left < 10:
        time.sleep(left)
    counter = struct.pack(">Q", int(time.time()) // 30)
    mac = hmac.digest(base64.b32decode(secret), counter, "sha1")
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def leave(page: Page) -> None:
    page.goto("/queue/")
    page.click("[action='/account/logout/'] button")
    page.wait_for_url("**/login/**")


def _say(page: Page, code: str) -> None:
    page.fill("[name=code]", code)
    page.press("[name=code]", "Enter")

"""Every view of the console in both languages, light and dark: no fault that axe finds, nothing against the
content security policy, and no word in the other language. A view that is not listed here fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from moderation.console import people
from moderation.console.models import Person, Role, Shift
from moderation.queue.claim import take
from moderation.queue.decide import decide
from moderation.queue.intake import pull
from moderation.queue.links import Purpose, Way, give
from moderation.queue.models import Submission
from moderation.queue.screened import screen_pending
from moderation.queue.watched import PULL, SITE, went_well, went_wrong
from moderation.screening.ruleset import load_ruleset
from tests.browser.console import console_at, let_in, person
from tests.browser.looked_at import faults_of
from tests.browser.test_console_accounts import IN_BETWEEN
from tests.moderation.console.test_every_route import OURS, THEIRS
from tests.moderation.queue.neighbourhood import SECRET, Sheet, neighbourhood

# No pages: answers to scripts, files, redirections.
NOT_PAGES = {"home", "news", "audit_export", "export"}
NOT_PAGES |= {"account_logout", "mfa_download_recovery_codes", "mfa_login_webauthn", "language"}
FOR_STRANGERS = {"account_login", "account_inactive", "account_signup", "join", "resident"}


@dataclass(frozen=True)
class House:
    address: str
    cards: tuple[str, ...]
    """The card at hand, one that is decided, and one that waits for a call."""
    links: dict[str, str]
    invitation: str

    def pages(self) -> dict[str, list[str]]:
        """The addresses of each view by its name."""
        return {
            "queue": ["/queue/", "/queue/?tab=held&area=all"],
            "card": [f"/card/{card}/" for card in self.cards],
            "find": ["/queue/find/?id=nothing22"],
            "intake": ["/intake/"],
            "intake_form": ["/intake/offer/"],
            "people": ["/people/"],
            "join": [f"/join/{self.invitation}/", "/join/invented/"],
            "audit": ["/audit/?verify=1"],
            "help": ["/help/"],
            "duty": ["/shift/"],
            "tables": ["/tables/", "/tables/console/person/", "/tables/console/person/1/change/"],
            "resident": [*(f"/r/{token}/" for token in self.links.values()), "/r/invented/"],
            "account_login": ["/account/login/"],
            "account_inactive": ["/account/inactive/"],
            "account_signup": ["/account/signup/"],
            "account_reauthenticate": ["/account/reauthenticate/"],
            "account_change_password": ["/account/password/"],
            "mfa_index": ["/account/mfa/"],
            "mfa_activate_totp": ["/account/mfa/totp/activate/"],
            "mfa_generate_recovery_codes": ["/account/mfa/recovery-codes/generate/"],
            "mfa_list_webauthn": ["/account/mfa/webauthn/"],
            "mfa_add_webauthn": ["/account/mfa/webauthn/add/"],
            "404": ["/nowhere/"],
        }


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    with console_at(tmp_path_factory.mktemp("console"), django_db_blocker) as address:
        now, community = datetime.now(UTC), neighbourhood()
        ruleset, hour = load_ruleset(community), timedelta(hours=1)
        urgent = Sheet("need").add(item="masks", reasons="在家吸氧", contact="13900139000")
        offers = (
            Sheet().add(item="masks", remark="call 13712345678").add(item="masks", remark="and 13712345678")
        )
        for sheet in (urgent, offers):
            pull(sheet, community, now - hour, SECRET)
        screen_pending(community, ruleset, SECRET, now)
        first, second = Submission.objects.filter(form="offer").order_by("row").values_list("pk", flat=True)
        decide(community, SECRET, second, 1, "reject", by="zhou", reason="seller", now=now)
        take(community, first, "lin", now)
        went_well(PULL, now)
        went_wrong(SITE, now, "Stale")
        lin = person("lin")
        Shift.objects.create(person=lin, weekday=now.weekday(), starts="08:00", ends="10:00")
        token = people.invite(lin, Role.MODERATOR, [], now)
        links = {each.value: give(SECRET, first, each, by="lin", way=Way.TOLD, now=now) for each in Purpose}
        to_call = Submission.objects.get(form="need").pk
        take(community, to_call, "lin", now)
        yield House(address, (first, second, to_call), links, token)


@pytest.fixture(scope="module")
def visit(browser: Browser, house: House) -> Iterator[Callable[..., Page]]:
    """A page in a language, with somebody logged in, or a stranger's."""
    contexts = []

    def opened(language: str, *, stranger: bool = False) -> Page:
        context = browser.new_context(locale=language, viewport={"width": 360, "height": 740})
        contexts.append(context)
        if not stranger:
            let_in(context, Person.objects.get(), house.address)
        page = context.new_page()
        page.set_default_timeout(120_000)
        return page

    yield opened
    for context in contexts:
        context.close()


def test_every_view_is_visited(house: House) -> None:
    shown = {name for name, (_, methods, _) in OURS.items() if "GET" in methods} | set(THEIRS)
    assert set(house.pages()) - {"404", "tables"} == shown - NOT_PAGES - IN_BETWEEN


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_view(house: House, visit: Callable[..., Page], language: str) -> None:
    inside, outside = visit(language), visit(language, stranger=True)
    said: list[str] = []
    for page in (inside, outside):
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
    faults = []
    for name, addresses in house.pages().items():
        page = outside if name in FOR_STRANGERS else inside
        for address in addresses:
            page.goto(house.address + address)
            assert "/reauthenticate/" in address or "/reauthenticate/" not in page.url, name
            faults += faults_of(page, name, language)
    # Tables and columns are called what they are called in the database, in any language.
    assert [fault for fault in faults if not fault.startswith("tables: foreign word")] == []
    # What we mean to answer, and what Chromium advises: everything else is a fault, or against the policy.
    expected = ("Failed to load resource: the server responded with a status of 404", "[DOM] ")
    assert [line for line in said if not line.startswith(expected)] == []


def test_the_policy_stops_what_gets_in(house: House, visit: Callable[..., Page]) -> None:
    """The control: a script that somehow got into a page does not run, and nothing is asked of elsewhere."""
    page, said, got = visit("en"), list[str](), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("response", lambda response: got.append(response.url))
    page.goto(f"{house.address}/card/{house.cards[0]}/")
    page.evaluate(
        """() => { for (const [tag, set] of [["script", {textContent: "window.ran = 1"}],
          ["img", {src: "https://evil.example/a.png", onerror: "window.ran = 1"}],
          ["style", {textContent: "*{}"}], ["iframe", {src: "https://evil.example/"}],
          ["base", {href: "https://evil.example/"}]]) {
            document.body.append(Object.assign(document.createElement(tag), set)); } }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert [url for url in got if "evil" in url] == []
    assert sum("Content Security Policy" in line for line in said) >= 5

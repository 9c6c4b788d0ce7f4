"""No text that anybody sends, and no name that a colleague takes, runs script or fetches from elsewhere in
the console, whatever field of whatever page it stands in.

The content security policy is switched off here: escaping alone has to hold. That the invented texts run
where nothing protects is shown in test_hostile.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from moderation.queue import chain
from moderation.queue.claim import take
from moderation.queue.keys import mark
from moderation.queue.links import Purpose, Way, give
from moderation.queue.models import ContactMark, Found, Plea, Screening, Submission, Version, Watched
from tests.browser.console import console_at, let_in, person
from tests.browser.payloads import INVENTED, payloads
from tests.browser.test_hostile import watched
from tests.moderation.queue.neighbourhood import SECRET, neighbourhood

_EVENTS = Path(__file__).with_name("events.js").read_text("utf-8")
_SHAPES = """() => [...new Set([...document.querySelectorAll("body *")].flatMap(element =>
  [element.tagName, ...[...element.attributes].map(one => element.tagName + " " + one.name)]))]"""
_FIELDS = ("item", "remark", "price", "until", "name", "contact")
_TOGETHER = 900  # payloads on one card
_HARMLESS = "一句话"


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with console_at(tmp_path_factory.mktemp("console"), django_db_blocker) as address:
        yield address


def submit(number: int, texts: Sequence[str], now: datetime) -> str:
    """A submission that says these texts in every way there is: answers, rules' words, reasons, appeals."""
    id_ = f"card{number}"
    shares: dict[str, list[str]] = {field: [] for field in _FIELDS}
    for field, text in zip(cycle(_FIELDS), texts, strict=False):
        shares[field].append(text)
    values = {field: "\n".join(share)[:100_000].replace("\0", "") for field, share in shares.items()}
    one = Submission.objects.create(
        id=id_, form="offer", fingerprint="", first_seen_at=now, version=1, urgency=3, area="", verdict=2
    )
    version = Version.objects.create(submission=one, number=1, fingerprint="", values=values, seen_at=now)
    texts_ = {field: values[field] for field in _FIELDS[:4]}
    Screening.objects.create(
        version=version, ruleset="", verdict=2, texts=texts_, safe=True, lifted=False, seal="", at=now
    )
    for start, text in enumerate(texts[:20]):
        clean = text.replace("\0", "")
        Found.objects.create(
            version=version, rule=clean[:60], kind="name", field="item", start=start, end=start + 9,
            severity=2, message=clean, wrong_by=clean[:80] if start % 2 else "",
        )  # fmt: skip
        chain.append(
            SECRET, kind="objection", submission=id_, version=1, content="", word="wrong", by=clean[:80],
            at=now, reason=clean,
        )  # fmt: skip
    Plea.objects.create(submission=one, text=values["remark"], at=now)
    ContactMark.objects.create(submission=one, field="contact", digest=mark(SECRET, "contact", "one"))
    return id_


def shapes(page: Page, address: str) -> set[str]:
    page.goto(address, wait_until="domcontentloaded")
    page.evaluate(_EVENTS)
    return set(page.evaluate(_SHAPES))


def test_no_text_runs_or_fetches_anything_in_the_console(browser: Browser, console: str) -> None:
    now, texts = datetime.now(UTC), payloads()
    groups = [[_HARMLESS] * 100, *(texts[at : at + _TOGETHER] for at in range(0, len(texts), _TOGETHER))]
    ids = [submit(number, group, now) for number, group in enumerate(groups)]
    colleague = person("周")
    for payload in INVENTED:
        person(payload[:150])
    for name in ("pull", "site", "dispatch"):
        Watched.objects.create(name=name, tried_at=now, trouble=INVENTED[1][:60])
    page, ran = watched(browser, console)
    page.set_default_timeout(120_000)
    # Our own scripts would answer the events with requests of their own; that texts make no element and no
    # attribute that such a script could read is what `shapes` shows.
    page.route("**/static/console/*.js", lambda route: route.abort())
    let_in(page.context, colleague, console)
    others = ["/queue/?area=all&tab=held", "/audit/", "/shift/", "/people/", "/help/"]
    known: set[str] = set()
    for number, id_ in enumerate(ids):
        take(neighbourhood(), id_, colleague.user.username, now)
        found = shapes(page, f"{console}/card/{id_}/")
        for purpose in list(Purpose) if number < 2 else [Purpose.CORRECT]:
            token = give(SECRET, id_, purpose, by="周", way=Way.TOLD, now=now)
            found |= shapes(page, f"{console}/r/{token}/")
        known = found if number == 0 else known
        assert found - known == set(), id_
    assert sum(map(len, groups[1:])) == len(texts)
    for address in others:
        shapes(page, console + address)
    for payload in INVENTED:
        told = quote(payload, safe="")
        shapes(page, f"{console}/audit/?by={told}&kind={told}&submission={told}&text={told}")
        shapes(page, f"{console}/queue/?tab={told}&form={told}&area={told}&rule={told}")
    assert page.url.startswith(console)
    assert ran == []
    page.context.close()

"""No text that anybody sends runs script or fetches from elsewhere, whatever field it stands in.

The content security policy is switched off here: escaping alone has to hold. A control page that shows such
texts unprotected must run them, else nothing was tried.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Dialog, Page, Request

from moderation.core.entry import Detail, Entry
from publishing import sanitise
from publishing.publish import Site, publish
from tests.browser.conftest import Serve
from tests.browser.payloads import INVENTED, payloads
from tests.publishing.sample import COMMUNITY, HOUSE, NOW, entry, unchecked

_HOOKS, _EVENTS, _STRANGE = (
    Path(__file__).with_name(f"{name}.js").read_text("utf-8") for name in ("hooks", "events", "strange")
)
_TOGETHER = 400  # payloads on one entry page
_TO_A_TITLE = 8
_FIELDS = ("item", "remark", "quantity", "who", "name", "area")
_ROWS = 500
_SETTING = COMMUNITY.model_copy(
    update={
        "languages": ("zh-Hans",),
        "thresholds": COMMUNITY.thresholds.model_copy(update={"entries_per_page": _ROWS}),
    }
)


def _titled(texts: Sequence[str]) -> Iterator[Entry]:
    """Every payload in a title, the invented ones alone: what rows, heads and home show."""
    alone = len(INVENTED)
    rest = (" ".join(texts[at : at + _TO_A_TITLE]) for at in range(alone, len(texts), _TO_A_TITLE))
    for number, title in enumerate([*texts[:alone], *rest]):
        yield entry(number, title=title, details=(), category=None)


def _detailed(texts: Sequence[str]) -> Iterator[Entry]:
    """Every payload in a field, alone and glued to an address, many to an entry."""
    for start in range(0, len(texts), _TOGETHER):
        group = texts[start : start + _TOGETHER]
        details = [Detail(_FIELDS[n % len(_FIELDS)], text) for n, text in enumerate(group)]
        details += [Detail("remark", f"https://a.example/{text}") for text in group]
        yield entry(start, id=f"many-{start}", title=" ".join(group), details=tuple(details))


def watched(browser: Browser, address: str) -> tuple[Page, list[str]]:
    """A page, and a list that fills with whatever it runs or fetches from elsewhere."""
    ran: list[str] = []
    context = browser.new_context(bypass_csp=True)
    context.expose_binding("ran", lambda _, what: ran.append(what))
    context.add_init_script(_HOOKS)
    page = context.new_page()

    def dismissed(dialog: Dialog) -> None:
        ran.append("dialog")
        dialog.dismiss()

    def asked(request: Request) -> None:
        if not request.url.startswith(address):
            ran.append(request.url)

    page.on("dialog", dismissed)
    page.on("request", asked)
    return page, ran


def test_no_text_runs_or_fetches_anything(browser: Browser, serve: Serve, tmp_path: Path) -> None:
    texts = payloads()
    entries = [*_titled(texts), *_detailed(texts)]
    publish(Site(HOUSE, _SETTING, entries, NOW), tmp_path / "public", unchecked)
    address = serve(tmp_path / "public")
    page, ran = watched(browser, address)
    lists = [f"list/{path.name}" for path in (tmp_path / "public" / "list").glob("need___*.html")]
    many = [f"e/{one.id}.html" for one in entries if one.id.startswith("many")]
    assert len(many) * _TOGETHER >= len(texts)
    assert (len(lists) + 1) * _ROWS >= len(entries)
    for path in ["index.html", "list/need.html", "e/entry-0001.html", *lists, *many]:
        page.goto(address + path, wait_until="domcontentloaded")
        page.evaluate(_EVENTS)
        assert page.evaluate(_STRANGE) == [], path
        assert page.url == address + path
    assert ran == []


def test_no_title_leaves_the_attribute_it_stands_in() -> None:
    assert [text for text in payloads() if set(sanitise.line(text)) & set("<>\"'\n\0")] == []


def test_the_same_texts_run_where_nothing_protects(browser: Browser, serve: Serve, tmp_path: Path) -> None:
    frames = "".join(f'<iframe srcdoc="{html.escape(payload)}"></iframe>' for payload in INVENTED)
    (tmp_path / "index.html").write_text(f"<!doctype html><meta charset=utf-8>{frames}", "utf-8")
    address = serve(tmp_path)
    page, ran = watched(browser, address)
    page.goto(address)
    page.evaluate(_EVENTS)
    assert len([what for what in ran if what == "alert"]) > len(INVENTED) // 2
    assert "https://evil.example/beacon.png" in ran

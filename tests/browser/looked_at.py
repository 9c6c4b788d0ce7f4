"""What can be wrong with a page of the console on a phone: axe's faults, words of the other language."""

from __future__ import annotations

import re2
from playwright.sync_api import Page

from tests.browser.axe import ALL_RULES, COLOURS, violations
from tests.moderation.queue.neighbourhood import neighbourhood

# Everything that is read out or shown, but what says itself that it is in another language.
_SAID = """() => { const copy = document.body.cloneNode(true);
  copy.querySelectorAll("[lang], script").forEach(element => element.remove());
  copy.querySelectorAll(".raw [title]").forEach(element => element.removeAttribute("title"));
  const names = ["title", "aria-label", "placeholder", "alt"];
  return [copy.textContent, ...[...copy.querySelectorAll("*")].flatMap(element =>
    names.map(name => element.getAttribute(name) || ""))].join("\\n"); }"""


def faults_of(page: Page, name: str, language: str) -> list[str]:
    """What is wrong with the page that is open. It must fit into 360 pixels."""
    found = [f"foreign word: {word}" for word in foreign(page.evaluate(_SAID), language)]
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > 360:
        found.append(f"{wide} pixels wide")
    page.emulate_media(color_scheme="light")
    found += violations(page, ALL_RULES)
    page.emulate_media(color_scheme="dark")
    found += [f"in the dark: {fault}" for fault in violations(page, COLOURS)]
    return [f"{name}: {fault}" for fault in found]


_DATA = {
    "口罩",
    "[已隐去]",
    "可以，很久",
    "可以，一周",
    "不可以",
    "在家吸氧",
    "备用",
    "柳巷互助",
    "中文",
    "English",
    "柳巷",
    "TOTP",
    "JavaScript",
    "masks",
    "call",
    "lin",
    "zhou",
    "Tab",
    "Stale",
}


def foreign(text: str, language: str) -> list[str]:
    """Words of the other language that are no data: Han in English, Latin words in Chinese."""
    community = neighbourhood()
    data = _DATA | {form.name.zh_hans for form in community.forms}
    data |= {area.name.zh_hans for area in community.areas}
    data |= {field.label.zh_hans for form in community.forms for field in form.fields}
    for word in sorted(data, key=len, reverse=True):
        text = text.replace(word, " ")
    if language == "en":
        return [line.strip() for line in text.splitlines() if re2.search(r"\p{Han}", line)]
    found: list[str] = re2.findall(r"\b[A-Za-z][a-z]{3,}\b", text)
    return [word for word in found if not any(c.isdecimal() for c in word)]

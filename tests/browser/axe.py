"""axe on the page that is open, for nothing but its violations: all else takes it twice the time to say."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ALL_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
COLOURS = ("color-contrast", "link-in-text-block")
"""All that the dark changes."""

_RUN = """async rules => {
  const alike = ":is(.row, tbody tr, ol li, .board > li):nth-child(n+5)";
  document.querySelectorAll(alike).forEach(one => one.remove());  // further ones tell nothing new
  const { violations } = await axe.run(
    document, { runOnly: rules, resultTypes: ["violations"], preload: false, iframes: false });
  return violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 200)}`));
}"""


def violations(page: Page, rules: Sequence[str]) -> list[str]:
    """Which rule, and where, for every violation; further items of long lists are taken off the page."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(Axe().axe_script)
    return list(page.evaluate(_RUN, list(rules)))

"""A poster is one sheet of A4, and its code can be read from a grey copy."""

from __future__ import annotations

import base64
from typing import Literal

import pytest
import re2
import zxingcpp
from playwright.sync_api import Browser, Locator, Page

from publishing.kept_codes import poster_addresses
from tests.publishing.sample import COMMUNITY

POSTERS = [
    f"{prefix}poster/{key}.html" for prefix in ("", "zh-Hant/", "en/") for key in poster_addresses(COMMUNITY)
]
PAGE = re2.compile(rb"/Type\s*/Page[^s]")
DPI = 200
GREY = """async png => {
  const picture = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  const {data} = canvas.getImageData(0, 0, picture.width, picture.height);
  const grey = new Uint8Array(data.length / 4)
    .map((_, n) => (data[4 * n] * 3 + data[4 * n + 1] * 6 + data[4 * n + 2]) / 10);
  let text = "";
  for (let n = 0; n < grey.length; n += 8192) text += String.fromCharCode(...grey.subarray(n, n + 8192));
  return [picture.width, picture.height, btoa(text)];
}"""


@pytest.mark.parametrize("poster", POSTERS)
def test_one_sheet_of_a4(browser: Browser, site: str, poster: str) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(site + poster)
    pdf = page.pdf(prefer_css_page_size=True)
    page.close()
    assert said == []
    assert len(PAGE.findall(pdf)) == 1
    assert b"/MediaBox [0 0 594.95996 841.91998]" in pdf


def read(page: Page, what: Locator) -> list[str]:
    """What a reader makes of a grey picture of it."""
    png = base64.b64encode(what.screenshot()).decode()
    page.goto("about:blank")  # whose policy lets the picture be looked at
    width, height, grey = page.evaluate(GREY, png)
    pixels = memoryview(base64.b64decode(grey)).cast("B", shape=[height, width])
    return [one.text for one in zxingcpp.read_barcodes(pixels)]


def test_the_code_is_read_from_a_grey_copy(browser: Browser, site: str) -> None:
    page = browser.new_page(viewport={"width": 794, "height": 1123}, device_scale_factor=DPI / 96)
    page.emulate_media(media="print")
    for key, address in poster_addresses(COMMUNITY).items():
        page.goto(f"{site}poster/{key}.html")
        assert read(page, page.locator("body")) == [address]
    page.close()


@pytest.mark.parametrize("media", ["screen", "print"])
def test_the_code_of_an_entry_is_read(browser: Browser, site: str, media: Literal["screen", "print"]) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme="dark")
    page.emulate_media(media=media)
    for path in ("e/entry-0003.html", "zh-Hant/e/entry-0011.html", "en/e/entry-0000.html"):
        page.goto(site + path)
        assert read(page, page.locator(".code")) == [COMMUNITY.site_address + path]
    page.close()

"""Guides as the search index takes them: a part under each heading, with the address of the heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple

# Over pages that mkdocs made of maintainers' Markdown, never over what a resident wrote.
_ARTICLE: Final = re.compile(r"<article\b[^>]*>(.*?)</article>", re.DOTALL)
_HEADING: Final = re.compile(r'<h[1-3] id="([^"]*)"[^>]*>(.*?)</h[1-3]>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")


class Section(NamedTuple):
    """`path` is that of the page, with its anchor but for the first part; `text` is plain."""

    path: str
    title: str
    text: str


def sections(path: str, page: str, description: str) -> Iterator[Section]:
    """The parts of a built guide. Its first part begins with its description."""
    article = _ARTICLE.search(page)
    if article is None:
        return
    _, *pieces = _HEADING.split(article[1])
    name = ""
    for number in range(0, len(pieces), 3):
        anchor, heading, body = pieces[number : number + 3]
        title, text = _plain(heading), _plain(body)
        if number == 0:
            name = title
            yield Section(path, title, f"{description} {text}".strip())
        else:
            yield Section(f"{path}#{unescape(anchor)}", f"{name} › {title}", text)


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())

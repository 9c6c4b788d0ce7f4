"""The page of the search, and what its script needs to know before the first query."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from markupsafe import escape

from moderation.core.community import Community, Publishes
from publishing.edition import Edition, Page
from publishing.guide_sections import Section
from publishing.listing import ListKey
from publishing.search_codes import DIGITS, GUIDE_RECORDS, URGENT, VERIFIED, Layout, guide_kind
from publishing.terms import atoms

_INDENT: Final = "\N{IDEOGRAPHIC SPACE}"


def search_page(edition: Edition, files: Sequence[str]) -> Page:
    """The page in one language; `files` are those that mkdocs published, the script among them.

    Without JavaScript it says so, and leads to the lists.
    """
    community, language = edition.community, edition.language
    up = "../" if edition.prefix else ""
    forms = [form for form in community.forms if form.publishes is Publishes.ENTRY]
    body = edition.render(
        "search",
        up=up,
        language=language,
        script=up + _asset(files, "search."),
        simplified=up + _asset(files, "simplified."),
        kinds=[
            *((form.key, form.name.to(language)) for form in forms),
            (guide_kind(language), edition.words["guides"]),
        ],
        lists=[(ListKey(form.key).name, form.name.to(language)) for form in forms],
        categories=[(one.key, one.name.to(language)) for one in community.categories],
        areas=[
            (one.key, _INDENT * sum(1 for _ in community.ancestors(one)), one.name.to(language))
            for one in community.areas
        ],
        asking=next((form.address for form in forms if form.way == "ask"), None),
    )
    title, about = edition.words["search"], edition.words["search_about"]
    return edition.page("", "search", escape(title).encode(), escape(about).encode(), body.encode())


def search_head(edition: Edition, editions: Sequence[Edition], layout: Layout) -> tuple[str, bytes]:
    """`search/<language>.json`: how to read the index, names to show, and words that mean a facet."""
    community, language = edition.community, edition.language
    names = {form.key: form.name.to(language) for form in community.forms}
    parents = [""] + [area.parent or "" for area in community.areas]
    told: dict[str, Any] = {
        "digits": DIGITS,
        "widths": layout.widths,
        "shards": layout.shards,
        "records": layout.records,
        "guideRecords": GUIDE_RECORDS,
        "guides": guide_kind(language),
        "kinds": [(kind, names.get(kind, edition.words["guides"])) for kind in layout.kinds],
        "categories": [("", ""), *((one.key, one.name.to(language)) for one in community.categories)],
        "areas": [("", ""), *((one.key, one.name.to(language)) for one in community.areas)],
        "parents": parents,
        "words": dict(_meanings(community, editions)),
    }
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return f"search/{language}.json", data


def own_pages(edition: Edition, pages: Sequence[str]) -> list[Section]:
    """Pages of ours that are no guides, as search finds them: by their titles and what they are for."""
    words, found = edition.words, []
    for name, title in (
        ("rota", "rota"),
        ("notices", "notices"),
        ("warnings", "warnings"),
        ("thanks", "thanks_wall"),
        ("posters", "posters"),
        ("data", "data"),
        ("areas", "areas"),
    ):
        if f"{edition.prefix}{name}.html" in pages:
            about = words["thanks_about" if name == "thanks" else f"{name}_about"]
            found.append(Section(f"{name}.html", words[title], about))
    return found


def _meanings(community: Community, editions: Sequence[Edition]) -> Iterator[tuple[str, str]]:
    """(words as atoms, facet), of all languages: who reads Chinese may know a thing by its English name.

    "~" before a facet: it is near what was asked for (奶粉 is one of the things for babies), not the same. Of
    words that mean two things the last one is taken. The city that holds everything narrows nothing.
    """
    for category in community.categories:
        yield from _each(category.words, f"~c={category.key}")
    for edition in editions:
        for facet, key in ((URGENT, "search_urgent"), (VERIFIED, "search_verified")):
            yield from _each(edition.words[key].replace("、", ",").split(","), facet)
    for form in community.forms:
        if form.publishes is Publishes.ENTRY:
            yield from _each(form.name.all, f"k={form.key}")
    cities = [area.key for area in community.areas if area.parent is None]
    for area in reversed(community.areas):  # the larger one is meant by Qingtong alone
        facet = "" if cities == [area.key] else f"a={area.key}"
        short = [name.rpartition(" ")[0] for name in area.name.all if name.isascii()]
        yield from _each((*short, *area.name.all, *area.words), facet)
    for category in community.categories:
        yield from _each(category.name.all, f"c={category.key}")


def _each(wordings: Sequence[str], facet: str) -> Iterator[tuple[str, str]]:
    for wording in wordings:
        if found := atoms(wording):
            yield " ".join(found), facet


def _asset(files: Sequence[str], begins: str) -> str:
    return next(path for path in files if path.startswith(f"assets/{begins}"))

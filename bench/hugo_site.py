"""The same site for Hugo: the same entries as data, the same frame, the same lists, the same guides.

Hugo gets what our templates get, as plain text, and fills the same HTML with its own templates.
"""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from publishing.edition import FIELD_END, Edition
from publishing.engine import Built
from publishing.list_printer import ListPrinter
from publishing.listing import chunks, narrowed
from publishing.placed import Placed
from publishing.plan import Plan
from publishing.shell import SLOTS, Frame
from publishing.view import Viewer

_SLOTS = {
    "title": "{{ .Title }}",
    "description": "{{ .Params.summary }}",
    "page": "{{ .Params.name }}",
    "body": '{{ block "main" . }}{{ end }}',
}
_LINK = re.compile(r'href="\.\./list/([^"]*)\.html">([^<]*)<')
_FACT = re.compile("<dt>(.*?)</dt><dd>(.*?)</dd>", re.DOTALL)
_ADAPTER = """{{ range site.Data.%s }}
{{ $.AddPage (dict "path" .name "title" .title "type" "%s" "params" .) }}{{ end }}"""
_TEMPLATES = Path(__file__).with_name("hugo")


def lay_out(folder: Path, plan: Plan, built: Built, content: Path) -> None:
    """Write Hugo's sources into `folder`."""
    edition = plan.editions[0]
    for place, type_ in (("e/", "e"), ("list/", "list"), ("", "_default")):
        _put(folder / f"layouts/{type_}/baseof.html", _base(built.frames[edition.language, place]))
    for source, target in (("entry.html", "e/single.html"), ("list.html", "list/single.html")):
        _put(folder / "layouts" / target, (_TEMPLATES / source).read_text("utf-8"))
    _put(folder / "layouts/_default/single.html", '{{ define "main" }}{{ .Content }}{{ end }}')
    _put(folder / "layouts/index.html", "<!doctype html><title>{{ site.Title }}</title>")
    shutil.copyfile(_TEMPLATES / "hugo.toml", folder / "hugo.toml")
    entries = _entries(plan, Viewer(edition))
    _put(folder / "data/entries.json", json.dumps(entries, ensure_ascii=False))
    rows = {one["name"]: {key: one[key] for key in ("title", "marks", "seen")} for one in entries}
    rows = {id_: {**row, "id": id_, "done": False} for id_, row in rows.items()}
    _put(folder / "data/rows.json", json.dumps(rows, ensure_ascii=False))
    _put(folder / "data/lists.json", json.dumps(_lists(plan, edition), ensure_ascii=False))
    _put(folder / "content/e/_content.gotmpl", _ADAPTER % ("entries", "e"))
    _put(folder / "content/list/_content.gotmpl", _ADAPTER % ("lists", "list"))
    for guide in content.glob("*.md"):
        if not guide.name.endswith((".en.md", ".zh-Hant.md")):
            shutil.copyfile(guide, folder / "content" / guide.name)
    shutil.copytree(built.folder / "assets", folder / "static" / "assets")


def _entries(plan: Plan, viewer: Viewer) -> list[dict[str, Any]]:
    return [_entry(viewer, placed) for placed in plan.placed]


def _entry(viewer: Viewer, placed: Placed) -> dict[str, Any]:
    """What its page and its row say, taken from them."""
    _, summary, body = viewer.page(placed).decode().split(FIELD_END)
    crumbs, title, rest = re.split("<h1[^>]*>(.*?)</h1>", body, maxsplit=1)
    marks, facts = re.split('<dl class="facts">', rest.partition("</dl>")[0])
    row = viewer.row(placed, "../").decode()
    return {
        "name": placed.entry.id,
        "title": _plain(title),
        "summary": _plain(summary),
        "path": _LINK.findall(crumbs),
        "marks": re.findall(r"<b[^>]*>([^<]*)<", marks + row),
        "facts": [(_plain(label), _plain(text)) for label, text in _FACT.findall(facts)],
        "seen": _plain(row.partition("<small>")[2]),
        # Its code and its data for programs: given to Hugo as they are.
        "rest": rest[rest.index('<section class="share">') :],
    }


def _lists(plan: Plan, edition: Edition) -> list[dict[str, Any]]:
    narrower = narrowed(edition.community, {key: len(entries) for key, entries in plan.lists.items()})
    printer = ListPrinter(edition, narrower)
    pages: list[dict[str, Any]] = []
    for key, entries in plan.lists.items():
        path = printer.path(key)
        for chunk in chunks(entries, edition.community.thresholds.entries_per_page):
            newest = chunk.number is None
            pages.append(
                {
                    "name": key.name if chunk.number is None else key.page_name(chunk.number),
                    "title": " · ".join(words for _, words in path),
                    "summary": f"共 {len(entries)} 条",
                    "path": [(step.name, words) for step, words in path],
                    "filters": [(edition.words[by], some) for by, some in printer.filters(key)]
                    if newest
                    else [],
                    "rows": [placed.entry.id for placed in chunk.rows],
                    "older": key.page_name(chunk.older) if chunk.older else None,
                    "newer": None if newest else key.page_name(chunk.newer) if chunk.newer else key.name,
                }
            )
    return pages


def _base(frame: Frame) -> str:
    slots: Mapping[str, str] = _SLOTS
    text = frame.parts[0].decode()
    for slot, part in zip(frame.slots, frame.parts[1:], strict=True):
        text += slots[SLOTS[slot]] + part.decode()
    return text


def _plain(words: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", words))


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")

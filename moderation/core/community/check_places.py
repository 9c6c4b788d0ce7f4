"""What a community says about itself besides its forms: areas, categories, groups, hotlines, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import available_timezones

from moderation.core.community.form import answer_key
from moderation.core.community.mistake import Place, Problem
from moderation.core.community.shared import tables_of, text_of

_LEVELS = ("city", "district", "street", "community", "building")


def check_places(raw: dict[str, Any]) -> Iterator[Problem]:
    """Everything but the forms."""
    yield from _areas(raw)
    yield from doubled(_keys(raw, "category"), "key")
    yield from doubled(_keys(raw, "group"), "key")
    yield from doubled(_wordings(raw, "area"), "wording", "two areas can't be told apart by it: reword one")
    yield from doubled(
        _wordings(raw, "category"), "wording", "two categories can't be told apart by it: reword one"
    )
    yield from doubled(_numbers(raw), "number")
    yield from doubled(_listed(raw, "languages"), "language")
    yield from doubled(_listed(raw, "canaries"), "canary")
    yield from _sources(raw)
    yield from _takes(raw)
    zone = raw.get("time_zone")
    if isinstance(zone, str) and zone not in available_timezones():
        yield Problem(("time_zone",), f'there is no time zone "{zone}"', 'use a name such as "Asia/Shanghai"')


def doubled(
    named: Iterable[tuple[Place, str]], what: str, mend: str = "keep one of the two"
) -> Iterator[Problem]:
    """A problem for every name that was there before."""
    first: set[str] = set()
    for place, name in named:
        if name in first:
            yield Problem(place, f'the {what} "{name}" is there twice', mend)
        first.add(name)


def _areas(raw: dict[str, Any]) -> Iterator[Problem]:
    yield from doubled(_keys(raw, "area"), "key")
    areas = {area["key"]: area for _, area in tables_of(raw, "area") if isinstance(area.get("key"), str)}
    for at, area in tables_of(raw, "area"):
        level, parent = area.get("level"), area.get("parent")
        if level not in _LEVELS:
            continue  # the shape's business
        if level == "city":
            if parent is not None:
                yield Problem(("area", at, "parent"), "a city lies in nothing", "take the parent out")
            continue
        larger = _LEVELS[_LEVELS.index(level) - 1]
        if parent is None:
            yield Problem(
                ("area", at), f"a {level} without a parent", f'add parent = "<key of its {larger}>"'
            )
        elif not isinstance(parent, str) or parent not in areas:
            yield Problem(
                ("area", at, "parent"), f'there is no area "{parent}"', f"name the key of its {larger}"
            )
        elif _in_itself(areas, area):
            yield Problem(("area", at, "parent"), "it lies in itself", f"name the key of its {larger}")
        elif areas[parent].get("level") != larger:
            found = areas[parent].get("level")
            yield Problem(
                ("area", at, "parent"),
                f"a {level} lies in a {larger}, not in a {found}",
                f"name its {larger}",
            )


def _in_itself(areas: dict[str, dict[str, Any]], area: dict[str, Any]) -> bool:
    met: set[str] = set()
    parent = area.get("parent")
    while isinstance(parent, str) and parent in areas and parent not in met:
        met.add(parent)
        parent = areas[parent].get("parent")
    return text_of(area, "key") in met


def _sources(raw: dict[str, Any]) -> Iterator[Problem]:
    forms = {text_of(form, "key") for _, form in tables_of(raw, "form")}
    named = [
        (("source", at, "form"), source["form"])
        for at, source in tables_of(raw, "source")
        if isinstance(source.get("form"), str)
    ]
    yield from doubled(
        named, "source of form", "a form has one source: what is in the other would count as gone"
    )
    for place, form in named:
        if form not in forms:
            yield Problem(place, f'there is no form "{form}"', "name the key of a form")
    for at, source in tables_of(raw, "source"):
        kind = source.get("type")
        needed = "path" if kind == "csv" else "spreadsheet"
        if isinstance(kind, str) and not source.get(needed):
            yield Problem(("source", at), f'a {kind} source without "{needed}"', f"add {needed} = …")


def _takes(raw: dict[str, Any]) -> Iterator[Problem]:
    categories = {text_of(category, "key") for _, category in tables_of(raw, "category")}
    for at, group in tables_of(raw, "group"):
        for place, key in _listed(group, "takes"):
            if key not in categories:
                yield Problem(
                    ("group", at, *place), f'there is no category "{key}"', "name the key of a category"
                )


def _keys(raw: dict[str, Any], table: str) -> Iterator[tuple[Place, str]]:
    for at, row in tables_of(raw, table):
        if isinstance(row.get("key"), str):
            yield (table, at), row["key"]


def _numbers(raw: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    for at, hotline in tables_of(raw, "hotline"):
        if isinstance(hotline.get("number"), str):
            yield ("hotline", at), "".join(c for c in hotline["number"] if c.isdigit())


def _wordings(raw: dict[str, Any], table: str) -> Iterator[tuple[Place, str]]:
    """Each wording of each row once: a row may repeat itself."""
    for at, row in tables_of(raw, table):
        yield from (((table, at), wording) for wording in wordings(row, "name"))


def wordings(row: dict[str, Any], label: str) -> dict[str, None]:
    """Everything that means this row of options, areas or categories, as answers are compared."""
    labels = row.get(label)
    words = [
        *(labels.values() if isinstance(labels, dict) else ()),
        *(word for _, word in _listed(row, "words")),
    ]
    return dict.fromkeys(answer_key(word) for word in words if isinstance(word, str))


def _listed(table: dict[str, Any], key: str) -> Iterator[tuple[Place, str]]:
    values = table.get(key)
    for index, value in enumerate(values if isinstance(values, list) else ()):
        if isinstance(value, str):
            yield (key, index), value

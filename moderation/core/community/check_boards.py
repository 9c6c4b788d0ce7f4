"""What boards and warnings need of a form: a notice says who issued it, when, and where that can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moderation.core.community.mistake import Problem
from moderation.core.community.shared import tables_of, text_of

_NEEDED = {"notices": ("issuer", "issued", "source"), "thanks": ()}


def check_boards(raw: dict[str, Any]) -> Iterator[Problem]:
    """A board's fields are there, required and public; the names in `warns` exist."""
    for at, form in tables_of(raw, "form"):
        by_key = {text_of(field, "key"): field for _, field in tables_of(form, "field")}
        board = text_of(form, "board")
        if board is not None and form.get("publishes") != "entry":
            yield Problem(("form", at, "board"), "its form publishes no entries", 'say publishes = "entry"')
        for key in _NEEDED.get(board or "", ()):
            field = by_key.get(key, {})
            if field.get("required") is not True or field.get("visibility") != "public":
                what = f'a notice must say its {key}: field "{key}" is not required and public'
                mend = f'give the form a field "{key}" with required = true, visibility = "public"'
                yield Problem(("form", at), what, mend)
        if isinstance(warns := form.get("warns"), dict):
            for what, mend in _warns(warns, by_key):
                yield Problem(("form", at, "warns"), what, mend)


def _warns(warns: dict[str, Any], by_key: dict[str | None, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    named = {"kind": warns.get("about"), "evidence": [warns.get("unproven")]}
    for key, options in named.items():
        field = by_key.get(text_of(warns, key))
        if field is None:
            yield f'the form has no field "{warns.get(key)}"', "name one of its choices"
            continue
        known = {text_of(option, "key") for _, option in tables_of(field, "options")}
        for option in options if isinstance(options, list) else ():
            if option not in known:
                yield f'field "{warns[key]}" has no option "{option}"', "name one of its options"

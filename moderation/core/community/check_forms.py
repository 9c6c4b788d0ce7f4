"""What a form says about itself: titles told apart, names that exist, and what must stay private."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moderation.core.community.check_places import doubled, wordings
from moderation.core.community.mistake import Place, Problem
from moderation.core.community.shared import tables_of
from moderation.core.strict import seen

_CHOICES = ("choice", "choices", "consent")


def check_forms(raw: dict[str, Any]) -> Iterator[Problem]:
    """Everything that needs more than one key of a form to be seen."""
    yield from doubled(
        (
            (("form", at), form["key"])
            for at, form in tables_of(raw, "form")
            if isinstance(form.get("key"), str)
        ),
        "key",
    )
    takes_entry = {str(form.get("key")): "entry_parameter" in form for _, form in tables_of(raw, "form")}
    for at, form in tables_of(raw, "form"):
        for place, what, mend in (*_check_form(form), *_answers(form, takes_entry)):
            yield Problem(("form", at, *place), what, mend)


def _check_form(form: dict[str, Any]) -> Iterator[Problem]:
    fields = list(tables_of(form, "field"))
    by_key = {field["key"]: field for _, field in fields if isinstance(field.get("key"), str)}
    keys = (((("field", at), field["key"])) for at, field in fields if isinstance(field.get("key"), str))
    yield from doubled(keys, "key")
    yield from _titles(form)
    if not any(field.get("type") == "consent" for _, field in fields):
        yield Problem(
            (), "a form without a consent field", "add a field of type consent: what, and until when"
        )
    yield from _named(form, by_key)
    for at, field in fields:
        for place, what, mend in (*_private(field), *_options(field)):
            yield Problem(("field", at, *place), what, mend)


def _titles(form: dict[str, Any]) -> Iterator[Problem]:
    """A title answers to one field, or is ignored, not both."""
    titles: list[tuple[Place, str]] = []
    for at, field in tables_of(form, "field"):
        titles += [
            (("field", at, "titles"), title) for title in dict.fromkeys(map(seen, _texts(field, "titles")))
        ]
    titles += [(("ignored",), title) for title in dict.fromkeys(map(seen, _texts(form, "ignored")))]
    yield from doubled(titles, "question title", "each title can answer to one field only")


def _named(form: dict[str, Any], by_key: dict[str, dict[str, Any]]) -> Iterator[Problem]:
    """Fields that a form's own keys name: they exist, and are public where they end up in public."""
    for key in ("headline", "two_people_if"):
        for index, name in enumerate(_texts(form, key)):
            yield from _known((key, index), name, by_key)
            if by_key.get(name, {"visibility": "public"}).get("visibility") != "public":
                mend = "name a public field" if key == "headline" else "name a public field, or leave it out"
                yield Problem((key, index), f'field "{name}" is private', mend)
    if form.get("publishes") == "entry" and not form.get("headline"):
        yield Problem((), "entries without a headline", 'add headline = ["<key of a public field>"]')
    if isinstance(closes := form.get("closes"), str):
        yield from _known(("closes",), closes, by_key)
        if by_key.get(closes, {"type": "time"}).get("type") != "time":
            yield Problem(("closes",), f'field "{closes}" is no time', "name a field of type time")
    approving = form.get("approved_by")
    if isinstance(approving, dict) and isinstance(column := approving.get("field"), str):
        yield from _known(("approved_by", "field"), column, by_key)
        if by_key.get(column, {}).get("visibility") == "public":
            yield Problem(
                ("approved_by", "field"), f'field "{column}" is public', "a column of decisions is private"
            )
    if form.get("entry_parameter") and not any(f.get("type") == "entry id" for f in by_key.values()):
        yield Problem(("entry_parameter",), "the form asks for no entry", "add a field of type entry id")


def _answers(form: dict[str, Any], takes_entry: dict[str, bool]) -> Iterator[Problem]:
    """The forms that answer an entry exist, and can be told which one."""
    for at, answer in tables_of(form, "answered_by"):
        key = answer.get("form")
        if isinstance(key, str) and not takes_entry.get(key):
            what = f'form "{key}" takes no entry' if key in takes_entry else f'there is no form "{key}"'
            yield Problem(("answered_by", at, "form"), what, "name a form that has an entry_parameter")


def _known(place: Place, name: str, by_key: dict[str, dict[str, Any]]) -> Iterator[Problem]:
    if name not in by_key:
        yield Problem(place, f'the form has no field "{name}"', f"name one of {', '.join(by_key)}")


def _private(field: dict[str, Any]) -> Iterator[Problem]:
    """Contacts, consents and health facts are never public, whoever asks for it."""
    if field.get("visibility") != "public":
        return
    if field.get("type") in ("contact", "consent"):
        yield Problem(("visibility",), f"a {field['type']} can never be public", "take visibility out")
    elif any(option.get("urgency") for _, option in tables_of(field, "options")):
        yield Problem(
            ("visibility",),
            "reasons with an urgency are health facts and can never be public",
            "take visibility out",
        )


def _options(field: dict[str, Any]) -> Iterator[Problem]:
    kind, options = field.get("type"), list(tables_of(field, "options"))
    if kind not in _CHOICES:
        for key in ("options", "options_from"):
            if field.get(key):
                yield Problem(
                    (key,), f"a field of type {kind} has no options", "take them out, or make it a choice"
                )
    elif not options and not field.get("options_from"):
        yield Problem((), f"a {kind} without options", "add options = […], or options_from")
    elif options and field.get("options_from"):
        yield Problem(("options_from",), "options are given as well", "keep one of the two")
    if kind != "quantity" and field.get("units"):
        yield Problem(
            ("units",), f"a field of type {kind} has no units", "take them out, or make it a quantity"
        )
    keys = ((("options", at), option["key"]) for at, option in options if isinstance(option.get("key"), str))
    yield from doubled(keys, "key")
    named = ((("options", at), wording) for at, option in options for wording in wordings(option, "label"))
    yield from doubled(named, "wording", "two options can't be told apart by it: reword one")
    if kind == "consent":
        yield from _consent(field, options)


def _consent(field: dict[str, Any], options: list[tuple[int, dict[str, Any]]]) -> Iterator[Problem]:
    """A consent can be refused, and ends."""
    if field.get("options_from"):
        yield Problem(
            ("options_from",), "a consent has options of its own", "add options with publishes and days"
        )
    if options and all(option.get("publishes") for _, option in options):
        yield Problem(("options",), "nobody can say no", "add an option without publishes")
    for at, option in options:
        if option.get("publishes") and not option.get("days"):
            yield Problem(("options", at), "a consent without an end", "add days = …")


def _texts(table: dict[str, Any], key: str) -> list[str]:
    values = table.get(key)
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []

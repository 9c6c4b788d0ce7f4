"""Keys and types, as the model says them: unknown, missing and wrong ones, in a maintainer's words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from moderation.core.community.mistake import Place, Problem
from moderation.core.community.model import Community

_WANTED = {
    "string_type": "a text in quotes",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "tuple_type": "a list in [ ]",
    "dict_type": "a table",
    "model_type": "a table",
}


def check_shape(raw: dict[str, Any]) -> tuple[Community | None, list[Problem]]:
    """The community, or everything that its model refuses."""
    try:
        return Community.model_validate(raw, by_alias=True, by_name=False), []
    except ValidationError as error:
        found = error.errors(include_url=False)
        return None, [_problem(details) for details in found if not _echoes(details)]


def _echoes(details: ErrorDetails) -> bool:
    """A list whose every item is wrong counts as too short; the items are reported already."""
    return details["type"] == "too_short" and bool(details["input"])


def _problem(details: ErrorDetails) -> Problem:
    place: Place = details["loc"]
    kind, limits = details["type"], details.get("ctx", {})
    key = str(place[-1])
    if kind == "extra_forbidden":
        return Problem(place, "this key is unknown", _did_you_mean(key, _keys_at(place[:-1])))
    if kind == "missing":
        return Problem(place[:-1], f'"{key}" is missing', f"add {key} = …")
    if kind in _WANTED:
        return Problem(place, f"this must be {_WANTED[kind]}", f"it is {_kind_of(details['input'])} now")
    if kind in ("enum", "literal_error"):
        expected = limits.get("expected", "")
        return Problem(
            place, f"{_quoted(details['input'])} is not one of the allowed words", f"use {expected}"
        )
    if kind == "string_pattern_mismatch":
        return Problem(place, f"{_quoted(details['input'])} is not written as it must be", _pattern(place))
    if kind in ("too_short", "string_too_short"):
        return Problem(place, "this is empty", "give at least one")
    return Problem(place, details["msg"][0].lower() + details["msg"][1:], "see docs/community.md")


def _did_you_mean(key: str, known: list[str]) -> str:
    near = process.extractOne(key, known, scorer=fuzz.ratio, score_cutoff=60)
    if near:
        return f"did you mean {near[0]}?"
    return f"take it out; known here: {', '.join(sorted(known))}"


def _pattern(place: Place) -> str:
    if place[-1] == "site_address":
        return "write the whole address with a slash at its end, such as https://example.org/"
    if place[-1] == "security_contact":
        return "write an address that begins with https:// or mailto:"
    if place[-1] == "number":
        return "write digits, blanks and hyphens only, such as 12345 or 028-12345"
    return "write small letters, digits and hyphens, beginning with a letter, at most 40 characters"


def _kind_of(value: Any) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "a text", list: "a list"}
    return names.get(type(value), "a table" if isinstance(value, dict) else "something else")


def _quoted(value: Any) -> str:
    return f'"{str(value)[:60]}"'


def _keys_at(place: Place) -> list[str]:
    """The keys the model knows at a place; those of a form's field also where it is only `like` another."""
    model: type[BaseModel] = Community
    for step in place:
        if isinstance(step, str):
            fields = {field.alias or name: field for name, field in model.model_fields.items()}
            model = next(iter(_models(fields[step].annotation)), model) if step in fields else model
    return [field.alias or name for name, field in model.model_fields.items()]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)

"""docs/community.md names every key there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from moderation.core.community import Community

PAGE = (Path(__file__).parents[4] / "docs" / "community.md").read_text("utf-8")


def keys(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        inner = list(models(field.annotation))
        yield f"{field.alias or name}"
        for one in inner:
            yield from keys(one)


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from models(argument)


def test_every_key_is_explained() -> None:
    shown = ("`{}`", "[[{}]]", "[[form.{}]]", "[{}]", "[{}.<name>]", "{} = ")
    missing = {key for key in keys(Community) if not any(form.format(key) in PAGE for form in shown)}
    assert missing == set()

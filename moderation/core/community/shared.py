"""Questions that several forms ask are written once: `like` on a form's field repeats a [[question]]."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moderation.core.community.mistake import Place, Problem


def with_shared_questions(raw: dict[str, Any]) -> dict[str, Any]:
    """The file as if every field were written out; a field's own keys win over those of its question."""
    questions = {text_of(question, "key"): question for _, question in tables_of(raw, "question")}

    def field(written: Any) -> Any:
        like = text_of(written, "like")
        question = questions.get(like)
        if like is None or question is None:
            return written
        return {**question, **{key: value for key, value in written.items() if key != "like"}}

    def form(written: Any) -> Any:
        if not isinstance(written, dict) or not isinstance(written.get("field"), list):
            return written
        return {**written, "field": [field(one) for one in written["field"]]}

    whole = {key: value for key, value in raw.items() if key != "question"}
    if isinstance(whole.get("form"), list):
        whole["form"] = [form(one) for one in whole["form"]]
    return whole


def check_questions(raw: dict[str, Any]) -> Iterator[Problem]:
    """Every `like` names a question; every question is asked by some form, which also checks its keys."""
    known = {text_of(question, "key") for _, question in tables_of(raw, "question")}
    asked = set()
    for at, form in tables_of(raw, "form"):
        for inner, field in tables_of(form, "field"):
            if "like" in field:
                asked.add(text_of(field, "like"))
                if text_of(field, "like") not in known:
                    yield Problem(
                        ("form", at, "field", inner, "like"),
                        f'there is no question "{field["like"]}"',
                        "name the key of a [[question]], or write the field out",
                    )
    for at, question in tables_of(raw, "question"):
        if text_of(question, "key") not in asked:
            yield Problem(("question", at), "no form asks it", 'take it out, or ask it with like = "<key>"')


def where_written(raw: dict[str, Any], place: Place) -> Place:
    """The place in the file of something found in the written-out form: a question's keys stand with it."""
    match place:
        case ("form", int(at), "field", int(inner), str(key), *rest):
            try:
                field = raw["form"][at]["field"][inner]
            except (KeyError, IndexError, TypeError):
                return place
            if isinstance(field, dict) and key not in field and text_of(field, "like"):
                for index, question in tables_of(raw, "question"):
                    if question.get("key") == text_of(field, "like") and key in question:
                        return ("question", index, key, *rest)
    return place


def tables_of(table: Any, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The tables of an array of tables with their indexes; whatever else stands there is left out."""
    rows = table.get(key) if isinstance(table, dict) else None
    for index, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict):
            yield index, row


def text_of(table: Any, key: str) -> str | None:
    """The text under a key; None for whatever else stands there."""
    text = table.get(key) if isinstance(table, dict) else None
    return text if isinstance(text, str) else None

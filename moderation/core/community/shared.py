"""Questions that several forms ask are written once: `like` on a form's field repeats a [[question]]."""

from __future__ import annotations

from typing import Any


def with_shared_questions(raw: dict[str, Any]) -> dict[str, Any]:
    """The file as if every field were written out.

    A field's own keys win over those of the question it is like. What is not a table or names no question is
    left as it is: the checks say so.
    """
    questions = {q.get("key"): q for q in _tables(raw.get("question"))}

    def field(written: Any) -> Any:
        question = questions.get(written.get("like")) if isinstance(written, dict) else None
        if question is None:
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


def _tables(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []

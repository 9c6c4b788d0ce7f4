"""The state of a form and the two calls of the Forms service that we use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Query = Mapping[str, list[str]]


@dataclass(slots=True)
class StoredForm:
    """Questions as (id, title) in order, and responses as `forms.responses.list` gives them."""

    form_id: str
    questions: list[tuple[str, str]] = field(default_factory=list)
    responses: list[dict[str, Any]] = field(default_factory=list)

    def submit(self, response_id: str, at: str, answers: Mapping[str, Sequence[str]]) -> None:
        """A response by question id; handing in the same id again edits it, as the edit link does."""
        kept = {
            question: {"questionId": question, "textAnswers": {"answers": [{"value": v} for v in values]}}
            for question, values in answers.items()
        }
        old = next((one for one in self.responses if one["responseId"] == response_id), None)
        created = old["createTime"] if old else at
        new = {"responseId": response_id, "createTime": created, "lastSubmittedTime": at, "answers": kept}
        if old is None:
            self.responses.append(new)
        else:
            old.update(new)

    def get(self) -> dict[str, Any]:
        return {
            "formId": self.form_id,
            "info": {"title": "a form", "documentTitle": "a form"},
            "revisionId": "00000001",
            "responderUri": "https://docs.google.com/forms/d/e/invented/viewform",
            "items": [
                {
                    "itemId": f"item-{question}",
                    "title": title,
                    "questionItem": {"question": {"questionId": question, "textQuestion": {}}},
                }
                for question, title in self.questions
            ],
        }

    def list(self, query: Query) -> dict[str, Any]:
        size = int(query.get("pageSize", ["5000"])[0])
        start = int(query.get("pageToken", ["0"])[0])
        page = self.responses[start : start + size]
        more = {"nextPageToken": str(start + size)} if start + size < len(self.responses) else {}
        return ({"responses": page} if page else {}) | more

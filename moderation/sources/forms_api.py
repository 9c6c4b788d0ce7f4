"""The responses of a Google Form straight from the Forms service, where the form's owner allows it.

Better than the sheet: every response has an id that survives edits and sorting, and answers go by question,
not by column. https://developers.google.com/workspace/forms/api/reference/rest/v1/forms.responses
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from moderation.core.community import Community, Form
from moderation.core.response import Question, RawResponse
from moderation.sources.cells import label_of, shortened
from moderation.sources.google_client import GoogleClient, named
from moderation.sources.header import header

_FORMS = "https://forms.googleapis.com/v1/forms"
PAGE = 1000  # responses a call; the service would give 5,000

UPLOADED = "有上传的文件没有读入，请在原表单中查看"
GONE_QUESTION = "有已删除的问题的回答，没有读入"


@dataclass(frozen=True)
class GoogleForm:
    """One form as a `Source`, for one pull: the next pull makes a new one.

    `form_id` is the id of the form; `where` (the name of the variable that holds it) is what errors say.
    """

    client: GoogleClient
    definition: Form
    community: Community
    form_id: str
    where: str

    @property
    def form(self) -> str:
        return self.definition.key

    def questions(self) -> tuple[Question, ...]:
        """The form's questions in their order; raises `SourceUnreadable`."""
        return tuple(self._questions.values())

    def responses(self) -> Iterator[RawResponse]:
        """Every response; raises `SourceUnreadable`, perhaps after some of them."""
        kept = {question for _, question in header(self.definition, [q.title for q in self.questions()]).kept}
        token: str | None = ""
        while token is not None:
            page = self._get("/responses", {"pageSize": PAGE} | ({"pageToken": token} if token else {}))
            for response in page.get("responses", []):
                yield self._response(response, kept)
            token = page.get("nextPageToken")

    @cached_property
    def _questions(self) -> Mapping[str, Question]:
        """By question id. A row of a grid is titled `grid [row]`, as the response sheet titles it."""
        titles: dict[str, str] = {}
        for item in self._get("", {}).get("items", []):
            title = item.get("title", "")
            if question := item.get("questionItem", {}).get("question"):
                titles[question["questionId"]] = title
            for row in item.get("questionGroupItem", {}).get("questions", []):
                titles[row["questionId"]] = f"{title} [{row['rowQuestion']['title']}]"
        questions = header(self.definition, list(titles.values())).questions
        return dict(zip(titles, questions, strict=True))

    def _get(self, path: str, params: dict[str, Any]) -> Any:
        with named(self.where):
            return self.client.request("get", f"{_FORMS}/{self.form_id}{path}", params).json()

    def _response(self, response: Mapping[str, Any], kept: set[Question]) -> RawResponse:
        notes: list[str] = []
        answers = dict.fromkeys(self._questions.values(), "")
        for question_id, answer in response.get("answers", {}).items():
            question = self._questions.get(question_id)
            if question is None:
                notes.append(GONE_QUESTION)
            elif "textAnswers" in answer:
                values = [text.get("value", "") for text in answer["textAnswers"].get("answers", [])]
                answers[question] = ", ".join(values)  # as the response sheet joins several choices
            else:
                notes.append(UPLOADED)
        longest = self.community.thresholds.cell_characters
        texts = {
            question: shortened(answer, longest, label_of(self.definition, question), notes)
            for question, answer in answers.items()
            if question in kept
        }
        received_at = datetime.fromisoformat(response["createTime"])
        return RawResponse(self.form, response["responseId"], received_at, texts, tuple(dict.fromkeys(notes)))

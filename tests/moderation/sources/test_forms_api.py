from __future__ import annotations

from datetime import UTC, datetime

import pytest

from moderation.core.community import Community
from moderation.core.response import RawResponse
from moderation.sources import forms_api
from moderation.sources.forms_api import GONE_QUESTION, UPLOADED, GoogleForm
from moderation.sources.google_client import NotShared
from moderation.sources.google_credentials import READ_FORMS, READ_SHEETS
from tests.standin.fixture import Google
from tests.standin.form import StoredForm

QUESTIONS = [("q1", "具体需要什么？"), ("q2", "有下面的情况吗？（可多选，不会公开）")]


@pytest.fixture
def stored(google: Google) -> StoredForm:
    google.world.forms["form-1"] = StoredForm("form-1", QUESTIONS.copy())
    return google.world.forms["form-1"]


def source(google: Google, community: Community, *scopes: str) -> GoogleForm:
    need = community.form_by_key["need"]
    return GoogleForm(google.client(*(scopes or READ_FORMS)), need, community, "form-1", "LINLI_NEED_FORM")


def read(google: Google, community: Community) -> list[RawResponse]:
    return list(source(google, community).responses())


def test_a_response_keeps_its_id_and_its_first_time(
    google: Google, community: Community, stored: StoredForm
) -> None:
    stored.submit("r-1", "2026-03-01T08:00:00.123456789Z", {"q1": ["口罩"], "q2": ["独居", "慢性病"]})
    stored.submit("r-1", "2026-03-02T08:00:00Z", {"q1": ["两盒口罩"], "q2": ["独居", "慢性病"]})
    (response,) = read(google, community)
    assert response.row_key == "r-1"
    assert response.received_at == datetime(2026, 3, 1, 8, 0, 0, 123456, tzinfo=UTC)
    assert list(response.answers.values()) == ["两盒口罩", "独居, 慢性病"]
    assert response.notes == ()


def test_questions_come_in_the_order_of_the_form(
    google: Google, community: Community, stored: StoredForm
) -> None:
    stored.questions += [("q3", "具体需要什么？")]
    asked = source(google, community).questions()
    assert [(q.title, q.occurrence) for q in asked] == [
        (QUESTIONS[0][1], 1),
        (QUESTIONS[1][1], 1),
        (QUESTIONS[0][1], 2),
    ]


def test_an_unanswered_question_is_blank(google: Google, community: Community, stored: StoredForm) -> None:
    stored.submit("r-1", "2026-03-01T08:00:00Z", {"q1": ["口罩"]})
    (response,) = read(google, community)
    assert list(response.answers.values()) == ["口罩", ""]


def test_an_answer_to_a_deleted_question_is_noted(
    google: Google, community: Community, stored: StoredForm
) -> None:
    stored.submit("r-1", "2026-03-01T08:00:00Z", {"q1": ["口罩"], "gone": ["x"]})
    (response,) = read(google, community)
    assert response.notes == (GONE_QUESTION,)


def test_an_uploaded_file_is_noted(google: Google, community: Community, stored: StoredForm) -> None:
    stored.submit("r-1", "2026-03-01T08:00:00Z", {"q1": ["口罩"]})
    stored.responses[0]["answers"]["q2"] = {"questionId": "q2", "fileUploadAnswers": {"answers": []}}
    (response,) = read(google, community)
    assert response.notes == (UPLOADED,)


def test_no_responses(google: Google, community: Community, stored: StoredForm) -> None:
    assert read(google, community) == []


def test_pages(google: Google, community: Community, stored: StoredForm) -> None:
    for number in range(2 * forms_api.PAGE + 1):
        stored.submit(f"r-{number}", "2026-03-01T08:00:00Z", {"q1": ["口罩"]})
    assert [response.row_key for response in read(google, community)] == [
        response["responseId"] for response in stored.responses
    ]
    assert google.world.calls["GET"] == 4


@pytest.mark.parametrize("scope", [READ_SHEETS])
def test_the_scope_of_sheets_does_not_open_forms(
    google: Google, community: Community, stored: StoredForm, scope: str
) -> None:
    with pytest.raises(NotShared, match="LINLI_NEED_FORM"):
        source(google, community, scope).questions()

from __future__ import annotations

import logging
from typing import Any

import pytest
from gspread.http_client import ParamsType

from moderation.sources.google_client import GoogleClient, NotShared, Refused, named
from moderation.sources.google_credentials import READ_SHEETS, WRITE_SHEETS, NoCredentials
from moderation.sources.google_endpoint import ENDPOINT
from moderation.sources.patience import Unanswered
from moderation.sources.source import SourceUnreadable
from tests.standin.accounts import ADDRESS
from tests.standin.faults import PASSING, Fault
from tests.standin.fixture import Google
from tests.standin.spreadsheet import Row, Spreadsheet

CANARY = "canary 一三九 resident's own words"
RAW: ParamsType = {"valueInputOption": "RAW"}


@pytest.fixture
def sheet(google: Google) -> Spreadsheet:
    sheet = google.world.add(Spreadsheet("sheet-1"))
    sheet.tabs[0].rows = [Row(["title"]), Row([CANARY])]
    return sheet


def read(client: GoogleClient) -> Any:
    return client.values_get("sheet-1", "Sheet1!A1:B2")["values"]


def insert_row(value: str) -> dict[str, Any]:
    span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    cells = [{"values": [{"userEnteredValue": {"stringValue": value}}]}]
    start = {"sheetId": 0, "rowIndex": 1, "columnIndex": 0}
    update = {"start": start, "rows": cells, "fields": "userEnteredValue"}
    return {"requests": [{"insertDimension": {"range": span}}, {"updateCells": update}]}


def rows_of(sheet: Spreadsheet) -> list[Any]:
    return [row.at(0) for row in sheet.tabs[0].rows]


def test_the_whole_flow_of_a_service_account(google: Google, sheet: Spreadsheet) -> None:
    client = google.client()
    assert read(client) == [["title"], [CANARY]]
    assert client.account == ADDRESS


def test_a_token_from_federation(google: Google, sheet: Spreadsheet) -> None:
    google.environment["LINLI_GOOGLE_TOKEN"] = google.world.tokens.grant(READ_SHEETS)
    google.environment["LINLI_GOOGLE_ACCOUNT"] = "bot@example.org"
    client = google.client()
    assert read(client) == [["title"], [CANARY]]
    assert client.account == "bot@example.org"


def test_a_time_out_is_set(google: Google) -> None:
    assert google.client().timeout == (5, 60)


@pytest.mark.parametrize("fault", PASSING)
def test_reading_outlasts_what_passes(google: Google, sheet: Spreadsheet, fault: Fault) -> None:
    client = google.client()
    google.world.faults.script(fault, fault, fault, fault, fault)
    assert read(client) == [["title"], [CANARY]]
    assert len(google.time.pauses) == 5


@pytest.mark.parametrize("fault", PASSING)
def test_the_sixth_failure_is_the_last(google: Google, sheet: Spreadsheet, fault: Fault) -> None:
    client = google.client()
    google.world.faults.script(*[fault] * 6, None)
    with pytest.raises(Unanswered):
        read(client)
    assert google.world.calls["GET"] == 6


def test_retry_after_is_honoured(google: Google, sheet: Spreadsheet) -> None:
    google.world.faults.script(Fault.TOO_MANY_RETRY_AFTER)
    read(google.client())
    assert google.time.pauses == [7.5]


def test_a_silent_service_is_not_waited_for(google: Google, sheet: Spreadsheet) -> None:
    client = google.client()
    client.set_timeout((0.2, 0.2))
    google.world.faults.script(Fault.SILENCE)
    assert read(client) == [["title"], [CANARY]]


def test_an_unreachable_service_is_a_failure_that_may_pass(google: Google) -> None:
    google.environment[ENDPOINT] = "http://127.0.0.1:9"
    with pytest.raises(Unanswered, match="connection lost"):
        read(google.client())


def test_an_expired_token_is_renewed_once(google: Google, sheet: Spreadsheet) -> None:
    client = google.client()
    read(client)
    google.world.tokens.revoke_all()
    assert read(client) == [["title"], [CANARY]]


def test_a_token_that_can_not_be_renewed_is_no_credentials(google: Google, sheet: Spreadsheet) -> None:
    google.environment["LINLI_GOOGLE_TOKEN"] = "made-up"
    with pytest.raises(NoCredentials):
        read(google.client())


def test_no_credentials_says_how_to_get_some(google: Google, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "/nowhere/key.json")
    with pytest.raises(NoCredentials, match="GOOGLE_APPLICATION_CREDENTIALS"):
        google.client()


@pytest.mark.parametrize("fault", [Fault.FORBIDDEN, Fault.NOT_FOUND])
def test_no_access_names_the_address_to_share_with(google: Google, sheet: Spreadsheet, fault: Fault) -> None:
    google.world.faults.script(fault)
    with pytest.raises(NotShared, match=f"LINLI_NEED_SHEET.*{ADDRESS}"), named("LINLI_NEED_SHEET"):
        read(google.client())
    assert google.time.pauses == []


def test_a_readonly_client_can_not_write(google: Google, sheet: Spreadsheet) -> None:
    with pytest.raises(NotShared):
        google.client(READ_SHEETS).values_update("sheet-1", "A1", RAW, {"values": [["x"]]})
    assert rows_of(sheet) == ["title", CANARY]


def test_a_refusal_is_not_repeated_and_does_not_quote(google: Google, sheet: Spreadsheet) -> None:
    with pytest.raises(Refused) as refused:
        google.client(WRITE_SHEETS).values_update("sheet-1", "A1:A1", RAW, {"values": [["x"], [CANARY]]})
    assert refused.value.status == 400
    assert "canary" not in str(refused.value)
    assert google.world.calls["PUT"] == 1


@pytest.mark.parametrize("fault", PASSING)
def test_writing_the_same_cells_is_repeated(google: Google, sheet: Spreadsheet, fault: Fault) -> None:
    google.world.faults.script(fault, fault)
    data = [{"range": "Sheet1!B1", "values": [["written"]]}]
    google.client(WRITE_SHEETS).values_batch_update("sheet-1", {"data": data, **RAW})
    assert sheet.tabs[0].at(0, 1) == "written"


@pytest.mark.parametrize("fault", PASSING)
def test_an_append_is_never_repeated(google: Google, sheet: Spreadsheet, fault: Fault) -> None:
    google.world.faults.script(fault)
    with pytest.raises(Unanswered):
        google.client(WRITE_SHEETS).values_append("sheet-1", "A1", RAW, {"values": [["once"]]})
    assert google.world.calls["POST"] == 1


@pytest.mark.parametrize("fault", PASSING)
def test_an_insert_lands_exactly_once(google: Google, sheet: Spreadsheet, fault: Fault) -> None:
    client = google.client(WRITE_SHEETS)
    google.world.faults.script(fault)
    client.insert("sheet-1", insert_row("new"), lambda: "new" in [row[0] for row in read(client)])
    assert rows_of(sheet) == ["title", "new", CANARY]


def test_a_batch_update_happens_as_a_whole_or_not_at_all(google: Google, sheet: Spreadsheet) -> None:
    body = insert_row("new")
    body["requests"].append({"deleteSheet": {"sheetId": 99}})
    with pytest.raises(Refused):
        google.client(WRITE_SHEETS).insert("sheet-1", body, lambda: False)
    assert rows_of(sheet) == ["title", CANARY]


@pytest.mark.parametrize("fault", [*PASSING, Fault.UNAUTHORIZED, Fault.FORBIDDEN, Fault.NOT_FOUND])
def test_nothing_of_what_the_service_says_is_logged(
    google: Google, sheet: Spreadsheet, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    google.world.faults.script(*[fault] * 6)
    with pytest.raises(SourceUnreadable) as error:
        google.client(WRITE_SHEETS).values_append("sheet-1", "B2", RAW, {"values": [[CANARY]]})
    assert "canary" not in caplog.text + str(error.value) + repr(error.value)

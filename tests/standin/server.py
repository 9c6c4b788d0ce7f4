"""The HTTP side: which call is meant, may it be made, and does it go well."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.standin import values
from tests.standin.accounts import Tokens
from tests.standin.batch import batch_update
from tests.standin.faults import Fault, Faults
from tests.standin.fields import chosen
from tests.standin.form import StoredForm
from tests.standin.spreadsheet import Bad, Spreadsheet

_SHEETS = "https://www.googleapis.com/auth/spreadsheets"
_FORMS = "https://www.googleapis.com/auth/forms."
_WRITES = (":batchUpdate", ":append", ":clear", ":batchClear")


class World:
    """Everything the stand-in knows: spreadsheets, forms, tokens, what goes wrong, and what was asked."""

    def __init__(self) -> None:
        self.spreadsheets: dict[str, Spreadsheet] = {}
        self.forms: dict[str, StoredForm] = {}
        self.unshared: set[str] = set()
        self.view_only: set[str] = set()
        self.tokens = Tokens()
        self.faults = Faults()
        self.calls: Counter[str] = Counter()
        self.people: Callable[[Spreadsheet], None] = turn_rows_over
        self.lock = threading.Lock()
        self.closing = threading.Event()
        self._stale: dict[str, Spreadsheet] = {}

    def add(self, spreadsheet: Spreadsheet) -> Spreadsheet:
        self.spreadsheets[spreadsheet.id] = spreadsheet
        return spreadsheet

    def answer(self, method: str, target: str, body: Any, fault: Fault | None = None) -> dict[str, Any]:
        """Do what an authorised call asks. Raises `Bad`."""
        parts = urlsplit(target)
        query = parse_qs(parts.query, keep_blank_values=True)
        path = parts.path.removeprefix("/v4/spreadsheets/")
        if parts.path.startswith("/v1/forms/"):
            return self._form(parts.path.removeprefix("/v1/forms/"), query)
        identifier = path.partition("/")[0].partition(":")[0]
        spreadsheet = self._found(self.spreadsheets, identifier)
        rest = path.removeprefix(identifier)
        if method == "GET":
            if fault is Fault.STALE:
                spreadsheet = self._stale.get(identifier, spreadsheet)
            return _read(spreadsheet, rest, query)
        if identifier in self.view_only:
            raise Bad("The caller does not have permission", 403, "PERMISSION_DENIED")
        if fault is Fault.PEOPLE_IN_BETWEEN:
            self.people(spreadsheet)
        self._stale[identifier] = spreadsheet.copy()
        return _write(spreadsheet, method, rest, query, body)

    def _form(self, path: str, query: values.Query) -> dict[str, Any]:
        identifier, _, rest = path.partition("/")
        form: StoredForm = self._found(self.forms, identifier)
        return form.list(query) if rest == "responses" else form.get()

    def _found(self, places: dict[str, Any], identifier: str) -> Any:
        if identifier in self.unshared:
            raise Bad("The caller does not have permission", 403, "PERMISSION_DENIED")
        if identifier not in places:
            raise Bad("Requested entity was not found.", 404, "NOT_FOUND")
        return places[identifier]


def turn_rows_over(spreadsheet: Spreadsheet) -> None:
    """Somebody sorts: every row below the header is elsewhere now."""
    for tab in spreadsheet.tabs:
        tab.rows[1:] = reversed(tab.rows[1:])


def _read(spreadsheet: Spreadsheet, rest: str, query: values.Query) -> dict[str, Any]:
    if rest == "/values:batchGet":
        return values.batch_get(spreadsheet, query)
    if rest.startswith("/values/"):
        return values.get(spreadsheet, unquote(rest.removeprefix("/values/")), query)
    mask = query.get("fields", [""])[0]
    with_cells = "data" in mask if mask else query.get("includeGridData", ["false"])[0] == "true"
    asked = query.get("ranges") or [tab.title for tab in spreadsheet.tabs]
    whole = spreadsheet.metadata([spreadsheet.find(text) for text in asked] if with_cells else None)
    reduced: dict[str, Any] = chosen(whole, mask) if mask else whole
    return reduced


def _write(
    spreadsheet: Spreadsheet, method: str, rest: str, query: values.Query, body: Any
) -> dict[str, Any]:
    if rest == ":batchUpdate":
        return batch_update(spreadsheet, body)
    if rest == "/values:batchUpdate":
        return values.batch_update(spreadsheet, body)
    if rest == "/values:batchClear":
        return values.batch_clear(spreadsheet, body)
    text = unquote(rest.removeprefix("/values/"))
    if method == "PUT":
        return values.update(spreadsheet, text, query, body)
    if text.endswith(":append"):
        return values.append(spreadsheet, text.removesuffix(":append"), query, body)
    return values.clear(spreadsheet, text.removesuffix(":clear"))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one packet: two would wait 40 ms for each other
    world: World

    def log_message(self, *_: Any) -> None:
        """Say nothing: cells are private also in tests."""

    def do_GET(self) -> None:
        self._serve("GET")

    def do_PUT(self) -> None:
        self._serve("PUT")

    def do_POST(self) -> None:
        self._serve("POST")

    def _serve(self, method: str) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path.startswith("/token"):
            self._token(sent)
        elif self.path.endswith("allowedLocations"):
            self._send(200, {"locations": [], "encodedLocations": "0x0"})
        else:
            self._call(method, json.loads(sent) if sent else None)

    def _token(self, sent: bytes) -> None:
        try:
            self._send(200, self.world.tokens.exchange(parse_qs(sent.decode())["assertion"][0]))
        except (ValueError, KeyError):
            self._send(400, {"error": "invalid_grant", "error_description": "Invalid JWT Signature."})

    def _call(self, method: str, body: Any) -> None:
        with self.world.lock:
            self.world.calls[method] += 1
            fault = self.world.faults.draw()
            refused = self._refusal(method)
            answer: Any = None
            if not refused and fault not in _BEFORE:
                try:
                    answer = self.world.answer(method, self.path, body, fault)
                except Bad as bad:
                    refused = bad
        if refused:
            self._error(refused.status, str(refused), refused.name)
        elif fault in _BEFORE or fault in _AFTER:
            self._fail(fault, body, answer)
        else:
            self._send(200, answer)

    def _refusal(self, method: str) -> Bad | None:
        """401 without a known token; 403 when its scopes don't cover the call."""
        scopes = self.world.tokens.scopes(self.headers.get("Authorization", "").removeprefix("Bearer "))
        if scopes is None:
            return Bad("Request had invalid authentication credentials.", 401, "UNAUTHENTICATED")
        writes = method == "PUT" or self.path.partition("?")[0].endswith(_WRITES)
        if self.path.startswith("/v1/forms/"):
            allowed = any(scope.startswith(_FORMS) for scope in scopes)
        else:
            allowed = _SHEETS in scopes or (_SHEETS + ".readonly" in scopes and not writes)
        message = "Request had insufficient authentication scopes."
        return None if allowed else Bad(message, 403, "PERMISSION_DENIED")

    def _fail(self, fault: Fault | None, body: Any, answer: Any) -> None:
        match fault:
            case Fault.UNAUTHORIZED:
                self._error(401, "Request had invalid authentication credentials.", "UNAUTHENTICATED")
            case Fault.FORBIDDEN:
                self._error(403, "The caller does not have permission", "PERMISSION_DENIED")
            case Fault.NOT_FOUND:
                self._error(404, "Requested entity was not found.", "NOT_FOUND")
            case Fault.TOO_MANY:
                self._error(429, _echo(body), "RESOURCE_EXHAUSTED")
            case Fault.TOO_MANY_RETRY_AFTER:
                self._error(429, _echo(body), "RESOURCE_EXHAUSTED", {"Retry-After": "7"})
            case Fault.ERROR_AFTER_APPLYING:
                self._error(500, _echo(body or answer), "INTERNAL")
            case Fault.ERROR_AS_TEXT:
                self._send(503, {"error": _echo(body)})
            case Fault.BAD_GATEWAY_HTML:
                self._send_bytes(502, b"<html><title>Error 502 (Server Error)!!1</title></html>", "text/html")
            case Fault.UNAVAILABLE:
                self._error(503, "The service is currently unavailable.", "UNAVAILABLE")
            case Fault.HTML_UNDER_200:
                self._send_bytes(200, b"<html><title>Sorry...</title></html>", "text/html")
            case Fault.CUT_JSON:
                whole = json.dumps(answer).encode()
                self._send_bytes(200, whole[: len(whole) // 2], "application/json")
            case Fault.CUT_CONNECTION | Fault.CUT_CONNECTION_AFTER_APPLYING:
                self.close_connection = True
                self.send_response(200)
                self.send_header("Content-Length", "1000")
                self.end_headers()
            case Fault.SILENCE:
                self.close_connection = True
                self.world.closing.wait(_SILENCE_SECONDS)

    def _error(self, status: int, message: str, name: str, headers: dict[str, str] | None = None) -> None:
        error = {"error": {"code": status, "message": message, "status": name}}
        self._send(status, error, headers)

    def _send(self, status: int, answer: Any, headers: dict[str, str] | None = None) -> None:
        payload = json.dumps(answer, ensure_ascii=False).encode()
        self._send_bytes(status, payload, "application/json; charset=UTF-8", headers)

    def _send_bytes(
        self, status: int, payload: bytes, kind: str, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(payload)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(payload)


_AFTER = frozenset(
    {Fault.ERROR_AFTER_APPLYING, Fault.CUT_CONNECTION_AFTER_APPLYING, Fault.CUT_JSON, Fault.SILENCE}
)
_BEFORE = frozenset(Fault) - _AFTER - {Fault.STALE, Fault.PEOPLE_IN_BETWEEN}
_SILENCE_SECONDS = 60


def _echo(body: Any) -> str:
    """Google's error texts quote what was sent; ours do too, so that tests can see whether it leaks."""
    return f"Invalid value: {json.dumps(body, ensure_ascii=False)}"


@contextmanager
def running(world: World, port: int = 0) -> Iterator[str]:
    """Serve `world` on loopback; gives the address for LINLI_GOOGLE_ENDPOINT."""
    handler = type("Handler", (_Handler,), {"world": world})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        world.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()

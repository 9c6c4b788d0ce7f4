"""The only Google client: gspread's, with time-outs, patience, and silence about what the service says.

gspread's own back-off repeats 429 for ever, ignores Retry-After, knows neither an HTML 502 nor a lost
connection, repeats an append that was applied but answered 500, and its errors quote cells. So every answer
is judged here by its status code alone, before gspread can read an error out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from typing import Any

import requests
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError, TransportError
from google.auth.transport.requests import AuthorizedSession, Request
from gspread.http_client import FileType, HTTPClient, ParamsType
from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL
from requests.exceptions import InvalidURL

from moderation.sources.google_credentials import NoCredentials, account_of, credentials_from
from moderation.sources.google_endpoint import endpoint_from, redirect
from moderation.sources.patience import Patience, Unanswered, retry_after
from moderation.sources.source import NotConfigured, SourceUnreadable

_CONNECT_SECONDS, _READ_SECONDS = 5, 60
_MAY_PASS = frozenset({408, 429})  # and every 5xx
_SERVER_ERROR = 500
_UNAUTHORIZED = 401
_NOT_SHARED = frozenset({403, 404})
# Writing the same values to the same cells twice leaves what writing them once leaves.
_IDEMPOTENT_POSTS = ("/values:batchUpdate", "/values:batchClear", ":clear")


class NotShared(NotConfigured):
    """Google knows us, but this file was not shared with us (403), or its id is wrong (404)."""

    def __init__(self, account: str | None, where: str = "") -> None:
        self.account = account
        whom = account or "服务账号的邮箱地址 (the service account's address)"
        super().__init__(
            f"{where}{':' if where else ''}打不开。请检查编号，并在该文件中点「共享」，加入 {whom};"
            "只读取时给「查看者」，审核表给「编辑者」。"
            f" / Cannot be opened: check the id, and share the file with {whom}"
            " (viewer to read answers, editor for the moderation sheet)."
        )


class Refused(SourceUnreadable):
    """The service understood and said no (400 and the like): a fault of ours or a changed sheet."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(
            f"Google 服务拒绝了请求({status})。请运行 build.py doctor 检查表格结构。"
            f" / Google refused the request ({status}): run build.py doctor to check the sheet's shape."
        )


class GoogleClient(HTTPClient):
    """gspread's HTTP client with our policy.

    Reading and writing the same cells again is safe and repeated as long as `patience` lasts. Anything else
    is sent once: `insert` sends it again only after a look shows that it did not land.
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        endpoint: str | None = None,
        account: str | None = None,
        patience: Patience | None = None,
    ) -> None:
        refreshing = requests.Session()
        session = AuthorizedSession(  # type: ignore[no-untyped-call] # google-auth is half typed
            credentials, auth_request=Request(refreshing)
        )
        redirect(refreshing, endpoint)
        redirect(session, endpoint)
        super().__init__(credentials, session)
        self.set_timeout((_CONNECT_SECONDS, _READ_SECONDS))
        self.account = account
        self._patience = patience or Patience()

    def request(
        self,
        method: str,
        endpoint: str,
        params: ParamsType | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: FileType = None,
        headers: MutableMapping[str, str] | None = None,
    ) -> requests.Response:
        """One answer with a JSON object in it.

        Raises `Unanswered` when patience ran out (at the first failure if the request may not be repeated),
        `NoCredentials`, `NotShared` or `Refused`.
        """
        sent = {"params": params, "data": data, "json": json, "files": files, "headers": headers}
        if _repeatable(method, endpoint):
            return self._patience.insist(lambda: self._ask(method, endpoint, sent))
        return self._ask(method, endpoint, sent)

    def insert(self, spreadsheet: str, body: Mapping[str, Any], landed: Callable[[], bool]) -> None:
        """Apply one atomic batchUpdate that must not be applied twice.

        After a failure `landed` looks whether it was applied after all. Raises like `request`.
        """
        address = SPREADSHEET_BATCH_UPDATE_URL % spreadsheet
        self._patience.insist(
            lambda: bool(self._ask("post", address, {"json": body})),
            before_asking_again=lambda: landed() or None,
        )

    def _ask(self, method: str, endpoint: str, sent: Mapping[str, Any]) -> requests.Response:
        try:
            response = self.session.request(method, endpoint, timeout=self.timeout, **sent)
        except InvalidURL:
            raise
        except (requests.RequestException, TransportError):
            raise Unanswered(None) from None
        except GoogleAuthError as error:
            # A token that can't be renewed; google-auth says itself when trying again may help.
            raise (Unanswered(None) if error.retryable else NoCredentials()) from None
        if not response.ok:
            raise self._failure(response)
        if not _holds_an_object(response):
            raise Unanswered(response.status_code)
        return response

    def _failure(self, response: requests.Response) -> SourceUnreadable:
        """What the status code means. The body is never looked at."""
        status = response.status_code
        if status in _MAY_PASS or status >= _SERVER_ERROR:
            return Unanswered(status, retry_after(response.headers))
        if status == _UNAUTHORIZED:
            return NoCredentials()
        return NotShared(self.account) if status in _NOT_SHARED else Refused(status)


def _repeatable(method: str, endpoint: str) -> bool:
    return method.lower() in ("get", "put") or endpoint.endswith(_IDEMPOTENT_POSTS)


def _holds_an_object(response: requests.Response) -> bool:
    """False for an answer cut short, or a proxy's HTML page under status 200."""
    try:
        return isinstance(response.json(), dict)
    except ValueError:
        return False


@contextmanager
def named(where: str) -> Iterator[None]:
    """Let `NotShared` say which of the community's files it is about (ids stay out of logs)."""
    try:
        yield
    except NotShared as refused:
        raise NotShared(refused.account, where) from None


def connect(
    environment: Mapping[str, str], scopes: tuple[str, ...], patience: Patience | None = None
) -> GoogleClient:
    """A client with just these scopes, for Google or for the stand-in that the environment names.

    Raises `NoCredentials` or `NotLoopback`.
    """
    endpoint = endpoint_from(environment)
    credentials = credentials_from(environment, scopes)
    account = account_of(credentials, environment)
    return GoogleClient(credentials, endpoint=endpoint, account=account, patience=patience)

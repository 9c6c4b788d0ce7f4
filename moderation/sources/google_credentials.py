"""Who we are to Google, and with which scopes. Nothing here ever asks for Drive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import google.auth
import google.oauth2.credentials
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError

from moderation.sources.source import NotConfigured

TOKEN = "LINLI_GOOGLE_TOKEN"  # noqa: S105 - the name of a variable
ACCOUNT = "LINLI_GOOGLE_ACCOUNT"
READ_SHEETS = "https://www.googleapis.com/auth/spreadsheets.readonly"
WRITE_SHEETS = "https://www.googleapis.com/auth/spreadsheets"
READ_FORMS = (
    "https://www.googleapis.com/auth/forms.body.readonly",
    "https://www.googleapis.com/auth/forms.responses.readonly",
)


class NoCredentials(NotConfigured):
    """Google does not know who we are."""

    def __init__(self) -> None:
        super().__init__(
            "没有可用的 Google 凭据。请把 GOOGLE_APPLICATION_CREDENTIALS 设为服务账号 JSON 文件的路径，"
            f"或在 CI 中用联合身份取得短期令牌({TOKEN});见 docs/deploy-without-server.md。"
            " / No usable Google credentials: set GOOGLE_APPLICATION_CREDENTIALS to a service account's JSON"
            f" file, or {TOKEN} to a short-lived token (see docs/deploy-without-server.md)."
        )


def credentials_from(environment: Mapping[str, str], scopes: tuple[str, ...]) -> Credentials:
    """A short-lived token from the environment, else what google-auth finds (federation, service account).

    Raises `NoCredentials`.
    """
    if token := environment.get(TOKEN):
        return google.oauth2.credentials.Credentials(token=token)  # type: ignore[no-untyped-call]
    try:
        found, _project = google.auth.default(scopes=scopes)
    except (GoogleAuthError, ValueError, OSError):
        # Their messages quote paths and pieces of the key file.
        raise NoCredentials from None
    return found


def account_of(credentials: Any, environment: Mapping[str, str]) -> str | None:
    """The address a spreadsheet must be shared with; None when the credentials don't say."""
    return environment.get(ACCOUNT) or getattr(credentials, "service_account_email", None)

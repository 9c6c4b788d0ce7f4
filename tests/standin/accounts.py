"""A service account that only the stand-in believes in: its key file, and the token service."""

from __future__ import annotations

import json
import secrets
from functools import cache
from pathlib import Path
from typing import Any

import google.auth.jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

ADDRESS = "linli-bot@stand-in.iam.gserviceaccount.com"


@cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def write_key_file(path: Path) -> Path:
    """A service account's JSON key as Google's console would download it."""
    pem = _key().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    details = {
        "type": "service_account",
        "project_id": "stand-in",
        "private_key_id": "1",
        "private_key": pem.decode(),
        "client_email": ADDRESS,
        "client_id": "1",
        "token_uri": "https://oauth2.googleapis.com/token",
        "universe_domain": "googleapis.com",
    }
    path.write_text(json.dumps(details), "utf-8")
    path.chmod(0o600)
    return path


class Tokens:
    """Issues tokens against a signed assertion, with the scopes it asks for, and knows them again."""

    def __init__(self) -> None:
        self._scopes: dict[str, frozenset[str]] = {}

    def grant(self, *scopes: str) -> str:
        """A token as federation would hand it over."""
        token = secrets.token_urlsafe(16)
        self._scopes[token] = frozenset(scopes)
        return token

    def exchange(self, assertion: str) -> dict[str, Any]:
        """RFC 7523: raises ValueError when the assertion is not signed by the account's key."""
        public = (
            _key()
            .public_key()
            .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        )
        claims = google.auth.jwt.decode(  # type: ignore[no-untyped-call] # google-auth is half typed
            assertion, certs=public, audience="https://oauth2.googleapis.com/token"
        )
        token = self.grant(*claims["scope"].split())
        return {"access_token": token, "expires_in": 3599, "token_type": "Bearer"}

    def scopes(self, token: str) -> frozenset[str] | None:
        """The scopes of a token, or None for one that was never issued (or is revoked)."""
        return self._scopes.get(token)

    def revoke_all(self) -> None:
        self._scopes.clear()

"""How often a second person looks at somebody's approvals, by how well they are known."""

from __future__ import annotations

import hmac
from enum import IntEnum


class Trust(IntEnum):
    """From new to well known. VaccinateCA looked at all, 15 and 2 of 100; we let the well known alone, since
    in a neighbourhood their second person is often asleep.
    """

    TRAINEE = 0
    MODERATOR = 1
    EXPERIENCED = 2


_SHARE = {Trust.TRAINEE: 1.0, Trust.MODERATOR: 0.15, Trust.EXPERIENCED: 0.0}
_OF = 2**32


def drawn(secret: bytes, submission: str, version: int, trust: Trust) -> bool:
    """Whether this approval gets a second opinion: unforeseeable, and the same when asked again."""
    digest = hmac.digest(secret, f"sample\n{submission}\n{version}".encode(), "sha256")
    return int.from_bytes(digest[:4]) < _SHARE[trust] * _OF

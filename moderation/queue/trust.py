"""How often a second person looks at somebody's decisions, by how well they are known."""

from __future__ import annotations

import hmac
from enum import IntEnum

from moderation.core.decision import Action


class Trust(IntEnum):
    """From new to well known. VaccinateCA looked at all, 15 and 2 of 100; we let the well known alone, since
    in a neighbourhood their second person is often asleep. Of rejections only a trainee's are looked at: they
    publish nothing, and whoever asked can ask again.
    """

    TRAINEE = 0
    MODERATOR = 1
    EXPERIENCED = 2


_SHARE = {
    Action.APPROVE: {Trust.TRAINEE: 1.0, Trust.MODERATOR: 0.15},
    Action.REJECT: {Trust.TRAINEE: 1.0},
}
_OF = 2**32


def drawn(secret: bytes, submission: str, version: int, trust: Trust, action: Action) -> bool:
    """Whether this decision gets a second opinion: unforeseeable, and the same when asked again."""
    share = _SHARE.get(action, {}).get(trust, 0.0)
    digest = hmac.digest(secret, f"sample\n{submission}\n{version}".encode(), "sha256")
    return int.from_bytes(digest[:4]) < share * _OF

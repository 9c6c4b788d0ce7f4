"""The queue's secret, the keyed hashes made with it, and random ids."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import unicodedata
from pathlib import Path
from typing import Protocol

# No 0 o 1 l i: ids are read out on the phone. 31 letters to the 10th: 49 bits.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_ID_LENGTH = 10
_LEAST_BYTES = 32
# Digits that make a number to call; fewer are a door, a year or a hotline.
_NUMBER = 7


class SecretMissing(Exception):
    """There is no secret, or not a good one. Says how to make one."""


def queue_secret(var: Path, *, create: bool) -> bytes:
    """The secret of this queue: LINLI_SECRET, or the file `var`/secret.

    With `create` (a queue on this machine only) the file is made on first use, readable by its owner alone.
    A queue that others share must be given its secret: with a new one every submission would be a stranger
    and no decision would verify. Raises `SecretMissing`.
    """
    given = os.environ.get("LINLI_SECRET", "").strip()
    if given:
        return _long_enough(given, "LINLI_SECRET")
    path = var / "secret"
    if not path.exists():
        if not create:
            raise SecretMissing(
                "LINLI_SECRET is not set. Make one with `openssl rand -hex 32`, keep it with the other "
                "secrets of this deployment, and never change it: fingerprints and decisions depend on it."
            )
        var.mkdir(parents=True, exist_ok=True)
        # Written beside and linked in: two first runs at once agree on one secret, a killed one leaves none.
        draft = var / f"secret.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_hex(_LEAST_BYTES) + "\n")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return _long_enough(path.read_text("ascii").strip(), str(path))


def _long_enough(secret: str, where: str) -> bytes:
    if len(secret) < _LEAST_BYTES:
        raise SecretMissing(f"{where} is too short. Make a secret with `openssl rand -hex 32`.")
    return secret.encode()


class NewId(Protocol):
    """Gives a new submission its id. Asked again, with the next `attempt`, when that id is taken."""

    def __call__(self, fingerprint: bytes, attempt: int) -> str: ...


def random_id(fingerprint: bytes, attempt: int) -> str:
    """An id that nothing can be told from."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_ID_LENGTH))


def repeatable_id(fingerprint: bytes, attempt: int) -> str:
    """An id that a queue rebuilt from the same responses gives again. It is made of the keyed fingerprint:
    without the secret it tells as little as a random one.
    """
    number = int.from_bytes(hashlib.sha256(fingerprint + attempt.to_bytes(4)).digest())
    return letters(number, _ID_LENGTH)


def letters(number: int, count: int) -> str:
    """`count` letters that can be read out on the phone, made of a large number."""
    said = []
    for _ in range(count):
        number, rest = divmod(number, len(_LETTERS))
        said.append(_LETTERS[rest])
    return "".join(said)


def mark(secret: bytes, purpose: str, text: str) -> str:
    """A keyed hash, 32 hex digits. Hashes of different purposes can't be compared."""
    return hmac.digest(secret, f"{purpose}\n{text}".encode("utf-8", "surrogatepass"), "sha256")[:16].hex()


def contact_marks(secret: bytes, contact: str) -> frozenset[str]:
    """The marks by which a contact, as somebody wrote it, is recognised in another response.

    Every run of seven digits or more, however it is grouped, else the letters and digits as a whole: so
    "138-0013 8000（王）" and "+86 13800138000" are one contact.
    """
    return frozenset(mark(secret, "contact", one) for one in _contacts_in(contact))


def has_phone(contact: str) -> bool:
    """Whether there is anything to call: seven digits or more."""
    return any(one.isdecimal() and len(one) >= _NUMBER for one in _contacts_in(contact))


def names_mobile(text: str) -> bool:
    """Whether a text holds a mobile number of China, however it is grouped."""
    numbers = (one for one in _contacts_in(text) if one.isdecimal())
    return any(len(one) == 11 and one[0] == "1" and one[1] in "3456789" for one in numbers)


def _contacts_in(cell: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", cell).casefold()
    joined = "".join(c for c in folded if c not in "-+() ." and unicodedata.category(c) != "Cf")
    runs = "".join(c if c.isdecimal() and c.isascii() else " " for c in joined).split()
    numbers = [run.removeprefix("0086").removeprefix("86") if len(run) > 11 else run for run in runs]
    long = [number for number in numbers if len(number) >= _NUMBER]
    if long:
        return long
    whole = "".join(c for c in joined if c.isalnum())
    return [whole] if len(whole) >= 5 else []

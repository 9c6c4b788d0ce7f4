"""What a report is about, and who has been reported before.

A report of a fake or a swindle never publishes an accusation. Its targets (links, contacts in any disguise,
entry ids) become keyed hashes in a private register; later submissions are asked for theirs, and are flagged
with the count of people who reported independently. Pure: the secret and the counts are passed in.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from functools import cache

import re2

from moderation.core.finding import Finding, Kind, Severity, Span
from moderation.core.text import fold
from moderation.screening.repeats import SHORTEST, fingerprint_text
from moderation.screening.rule import Context, Hit
from moderation.screening.ruleset import Active, all_rules

RULE_NAME = "reported_before"

_NUMBERS = frozenset({Kind.PHONE, Kind.LANDLINE, Kind.QQ, Kind.BANKCARD})
_CONTACTS = _NUMBERS | {Kind.WECHAT, Kind.EMAIL, Kind.GROUP_LINK}
_LINK = re2.compile(r"(?:https?://)?(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[a-z0-9_./?=&%~-]*)?)")


def contact_keys(raw: str, entry_ids: Iterable[str] = ()) -> frozenset[str]:
    """Everything in `raw` that a seller or swindler can be known by, in one normal form each.

    Such as ``phone:13800138000``, however it is disguised. PRIVATE: keep only what `hashed` makes of it.
    """
    text = fold(raw)
    found = {
        key
        for active in _contact_rules()
        for said in active.find(text, Context(form="report"))
        if isinstance(said, Hit) and (key := _key(said.kind or active.rule.kind, raw, said.span))
    }
    found = {key for key in found if not any(_part_of(key, other) for other in found)}
    links = {f"link:{match.group(1).rstrip('/.')}" for match in _LINK.finditer(text.folded)}
    return frozenset(found | links | {f"entry:{one.strip().lower()}" for one in entry_ids if one.strip()})


def wording_key(raw: str) -> str | None:
    """The wording of `raw` as a key, so that a reported text is known again; None when it is too short."""
    letters = fingerprint_text(raw)
    return f"wording:{letters}" if len(letters) >= SHORTEST else None


def hashed(key: str, secret: bytes) -> str:
    """A key as it may be kept: 32 hex digits of an HMAC, worthless without the secret."""
    return hmac.digest(secret, f"target\n{key}".encode("utf-8", "surrogatepass"), "sha256")[:16].hex()


def targets(raw: str, secret: bytes, entry_ids: Iterable[str] = ()) -> frozenset[str]:
    """The hashes of everything a text can be known by: its contacts, its links, its wording."""
    wording = wording_key(raw)
    keys = contact_keys(raw, entry_ids) | ({wording} if wording else set())
    return frozenset(hashed(key, secret) for key in keys)


def flag_reported(raw: str, field: str, reporters: Mapping[str, int], secret: bytes) -> tuple[Finding, ...]:
    """A finding that holds the field when one of its targets was reported before.

    `reporters` are the numbers of independent reporters by hash. The message names no target.
    """
    most = max((reporters.get(one, 0) for one in targets(raw, secret)), default=0)
    if most < 1:
        return ()
    message = f"相同的联系方式、链接或文字曾被{most}位不同的人举报,请核对举报记录"
    return (Finding(RULE_NAME, Kind.REPORT, field, Span(0, len(raw)), Severity.HOLD, message),)


def flag_repeated(raw: str, field: str, submissions: Mapping[str, int], secret: bytes) -> tuple[Finding, ...]:
    """A note when a contact of the field stands in other submissions; `submissions` counts them by hash."""
    most = max((submissions.get(hashed(key, secret), 0) for key in contact_keys(raw)), default=0)
    if most < 1:
        return ()
    message = f"同一联系方式还出现在另外{most}份投稿里"
    return (Finding("same_contact", Kind.REPEAT, field, Span(0, len(raw)), Severity.NOTE, message),)


def _part_of(key: str, other: str) -> bool:
    """A stretch of another number, with or without its country code, that a second rule took for one."""
    head, digits = key.split(":", 1)
    whole = other.split(":", 1)[1]
    return head == "phone" and key != other and digits in f"0086{whole}"


def _key(kind: Kind, raw: str, span: Span) -> str | None:
    text = fold(raw[span.start : span.end])
    if kind in _NUMBERS:
        digits = "".join(c for c in text.numerals if c.isascii() and c.isdigit())
        if kind is Kind.PHONE and len(digits) > 11:
            digits = digits.removeprefix("00").removeprefix("86")
        return f"{'phone' if kind is Kind.LANDLINE else kind.lower()}:{digits}" if len(digits) >= 5 else None
    value = "".join(c for c in text.folded if c.isascii() and (c.isalnum() or c in "@._-/"))
    return f"{kind.lower()}:{value}" if len(value) >= 5 else None


@cache
def _contact_rules() -> tuple[Active, ...]:
    return tuple(active for active in all_rules() if active.rule.kind in _CONTACTS)

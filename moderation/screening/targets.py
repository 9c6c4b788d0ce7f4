"""What a submission can be known by, so that a seller or a swindler is recognised in another disguise.

A report of a fake or a swindle never publishes an accusation. What it points at (links, contacts in any
disguise, entries, wordings) becomes keyed hashes in a private register; later submissions are asked for
theirs, and are flagged with the count of people who reported independently. Pure: secret and counts are
passed in.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import re2

from moderation.core.fillers import digits_said
from moderation.core.finding import Finding, Kind, Severity, Span
from moderation.core.text import fold
from moderation.screening.repeats import SHORTEST, fingerprint_text
from moderation.screening.rule import Context, Hit
from moderation.screening.ruleset import Active, Ruleset, all_rules

REPORTED, SAME_CONTACT, NEAR_DUPLICATE = "reported_before", "same_contact", "near_duplicate"
FLAGS = (REPORTED, SAME_CONTACT, NEAR_DUPLICATE)
"""The names under which such findings stand beside those of the rules."""

_NUMBERS = frozenset({Kind.PHONE, Kind.LANDLINE, Kind.QQ, Kind.BANKCARD})
_CONTACTS = _NUMBERS | {Kind.WECHAT, Kind.EMAIL, Kind.GROUP_LINK}
_LINK = re2.compile(r"(?:https?://)?(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[a-z0-9_./?=&%~-]*)?)")
# A contact cell may hold a bare account: WeChat ids have 6 to 20 characters, QQ numbers 5 to 11 digits.
_ACCOUNT = re2.compile(r"[a-z][a-z0-9_-]{5,19}")
_QQ = re2.compile(r"[1-9][0-9]{4,10}")
_MOBILE = re2.compile(r"1[3-9][0-9](?:[0-9]{8}| [0-9]{4} [0-9]{4}|-[0-9]{4}-[0-9]{4})")


def keys_found(raw: str, found: Iterable[tuple[Kind, Span]]) -> frozenset[str]:
    """The contacts that rules found in `raw`, and its links, in one normal form each.

    Such as ``phone:13800138000``, however it is disguised. PRIVATE: keep only what `hashed` makes of it.
    """
    keys = {key for kind, span in found if kind in _CONTACTS and (key := _key(kind, raw, span))}
    return frozenset(key for key in keys if not any(_part_of(key, other) for other in keys)) | _links(raw)


def contact_keys(raw: str, ruleset: Ruleset | None = None) -> frozenset[str]:
    """What `keys_found` makes of a text that was not screened: the rules for contacts look at it now."""
    text = fold(raw)
    context = Context() if ruleset is None else replace(ruleset.context, form="", field="")
    found = (
        (said.kind or active.rule.kind, said.span)
        for active in _contact_rules()
        for said in active.find(text, context)
        if isinstance(said, Hit)
    )
    return keys_found(raw, found)


def cell_keys(raw: str, ruleset: Ruleset | None = None) -> frozenset[str]:
    """The keys of an answer that is nothing but a contact: a bare account is one too."""
    whole = fold(raw).folded.strip()
    number = whole.replace(" ", "").replace("-", "")
    if ruleset is not None and ruleset.context.official(number):
        return frozenset()
    if _MOBILE.fullmatch(whole):
        return frozenset({f"phone:{number}"})  # what nearly everybody answers needs no rules to be read
    keys = contact_keys(raw, ruleset)
    if keys or not whole.isascii():
        return keys
    if _ACCOUNT.fullmatch(whole):
        return frozenset({f"wechat:{whole}"})
    return frozenset({f"qq:{whole}"}) if _QQ.fullmatch(whole) else keys


def wording_key(raw: str) -> str | None:
    """The wording of `raw` as a key, so that a reported text is known again; None when it is too short."""
    letters = fingerprint_text(raw)
    return f"wording:{letters}" if len(letters) >= SHORTEST else None


def entry_key(entry: str) -> str:
    """The id of an entry, as residents copy it."""
    return f"entry:{entry.strip().lower()}"


def sort_of(key: str) -> str:
    """``entry``, ``link``, ``wording`` or ``contact``."""
    head = key.partition(":")[0]
    return head if head in ("entry", "link", "wording") else "contact"


def hashed(key: str, secret: bytes) -> str:
    """A key as it may be kept: 32 hex digits of an HMAC, worthless without the secret."""
    return hmac.digest(secret, f"target\n{key}".encode("utf-8", "surrogatepass"), "sha256")[:16].hex()


def flag_reported(reporters: int) -> Finding:
    """Holds what was reported by so many independent people. It names no target."""
    return _flag(
        REPORTED,
        Kind.REPORT,
        Severity.HOLD,
        f"这一条,或其中的联系方式、链接、文字,曾被{reporters}位不同的人举报,请核对举报",
    )


def flag_same_contact(others: int) -> Finding:
    """Notes that a contact stands in so many other submissions too."""
    return _flag(SAME_CONTACT, Kind.REPEAT, Severity.NOTE, f"同一联系方式还出现在另外{others}份投稿里")


def flag_near_duplicate(others: int) -> Finding:
    """Notes that so many other submissions are the same text written again."""
    return _flag(
        NEAR_DUPLICATE, Kind.REPEAT, Severity.NOTE, f"另外{others}份投稿的文字与这一份几乎相同,可以一起处理"
    )


def _flag(rule: str, kind: Kind, severity: Severity, message: str) -> Finding:
    """About the submission as a whole: what it is known by may stand in a private answer."""
    return Finding(rule, kind, "", Span(0, 0), severity, message)


def _links(raw: str) -> frozenset[str]:
    if not any(c in raw for c in _DOTS):
        return frozenset()
    folded = fold(raw).folded
    return frozenset(
        f"link:{match.group(1).rstrip('/.')}"
        for match in _LINK.finditer(folded)
        # The halves of a mail address are no links: else everybody at qq.com were one seller.
        if "@" not in (folded[match.start() - 1 : match.start()], folded[match.end() : match.end() + 1])
    )


# What folding turns into a dot between the parts of a host's name.
_DOTS = ".．。｡"


def _part_of(key: str, other: str) -> bool:
    """A stretch of another number, with or without its country code, that a second rule took for one."""
    head, digits = key.split(":", 1)
    whole = other.split(":", 1)[1]
    return head == "phone" and key != other and digits in f"0086{whole}"


def _key(kind: Kind, raw: str, span: Span) -> str | None:
    text = fold(raw[span.start : span.end])
    if kind in _NUMBERS:
        digits = digits_said(text.numerals)
        if kind is Kind.PHONE and len(digits) > 11:
            digits = digits.removeprefix("00").removeprefix("86")
        return f"{'phone' if kind is Kind.LANDLINE else kind.lower()}:{digits}" if len(digits) >= 5 else None
    value = "".join(c for c in text.folded if c.isascii() and (c.isalnum() or c in "@._-/"))
    return f"{kind.lower()}:{value}" if len(value) >= 5 else None


@cache
def _contact_rules() -> tuple[Active, ...]:
    return tuple(active for active in all_rules() if active.rule.kind in _CONTACTS)

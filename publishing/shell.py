"""Take pages built by mkdocs apart: around the slots of a sentinel page stands the frame of every entry page.

The frame comes from built HTML, so another engine may build it. Each page also gets its content security
policy here: the hashes of the inline scripts it really holds, so that `unsafe-inline` is never needed.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

SLOTS: Final = ("title", "description", "page", "body")
POLICY_SLOT: Final = b"linli-slot-policy"

# These read pages of our own making, never what a resident wrote.
_SLOT: Final = re.compile(rb"linli-slot-(title|description|page|body)")
_BETWEEN_TAGS: Final = re.compile(rb">\s+<")
_INLINE_SCRIPT: Final = re.compile(rb"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_TYPE: Final = re.compile(rb"\btype\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
# Browsers run a script without type, or with one of these; any other type is a block of data.
_RUNS: Final = frozenset({b"module", b"text/javascript", b"application/javascript"})


class FrameBroken(Exception):
    """The built sentinel page lacks a slot: a theme change lost it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page of one folder and language. `parts` is one longer than `slots`."""

    parts: tuple[bytes, ...]
    slots: tuple[int, ...]

    def fill(self, title: bytes, description: bytes, page: bytes, body: bytes) -> list[bytes]:
        """The whole page as buffers. Every value must be HTML already; it may stand in quoted attributes."""
        values = (title, description, page, body)
        buffers = [self.parts[0]]
        for slot, part in zip(self.slots, self.parts[1:], strict=True):
            buffers += (values[slot], part)
        return buffers


def cut(built: bytes) -> Frame:
    """The frame in a built sentinel page; raises `FrameBroken`."""
    pieces = _SLOT.split(built)
    found = [piece.decode() for piece in pieces[1::2]]
    for slot in SLOTS:
        if slot not in found:
            raise FrameBroken(
                f"site/theme: the built frame has no linli-slot-{slot}; main.html must print it"
            )
    return Frame(tuple(pieces[::2]), tuple(SLOTS.index(slot) for slot in found))


def collapsed(page: bytes) -> bytes:
    """Without the white space between tags that template logic leaves behind (a third of a page)."""
    if b"<pre" in page or b"<textarea" in page:
        return page
    return _BETWEEN_TAGS.sub(b"> <", page)


def adapted(page: bytes) -> bytes:
    """What Markdown cannot say: the root has a name, for a link that changes all looks (elder.css); boxes in
    a list of things to do are drawn only, nothing to be read out or ticked.
    """
    named = page.replace(b"<html ", b'<html id="elder" ', 1)
    return named.replace(
        b'<input type="checkbox" disabled', b'<input type="checkbox" aria-hidden="true" disabled'
    )


def with_policy(page: bytes) -> bytes:
    """The page with its content security policy in place of the slot in its meta tag."""
    return page.replace(POLICY_SLOT, policy(page).encode())


def policy(page: bytes) -> str:
    """What a page may load and run: its own folder's files, and exactly the inline scripts it holds."""
    hashes = sorted({f" 'sha256-{_hash(script)}'" for script in inline_scripts(page)})
    return (
        f"default-src 'none'; script-src 'self'{''.join(hashes)}; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
        "form-action 'self'; base-uri 'none'"
    )


def inline_scripts(page: bytes) -> list[bytes]:
    """The scripts in a page that a browser would run, as far as they are written into it."""
    return [
        script
        for attributes, script in _INLINE_SCRIPT.findall(page)
        if b"src=" not in attributes.replace(b" ", b"") and _runs(attributes)
    ]


def _runs(attributes: bytes) -> bool:
    kind = _TYPE.search(attributes)
    return kind is None or kind[1].lower() in _RUNS


def _hash(script: bytes) -> str:
    return b64encode(sha256(script).digest()).decode()

"""QR codes of entries, ten thousand in the time of a hundred: the code of an address is a sum of patterns.

segno (ISO/IEC 18004) draws every code. For addresses of one length in one version, error level and mask, each
module is an exclusive or of bits of the address, error correction included: Reed-Solomon is linear. So the
code of an entry is that of a sample, and for every bit in which the ids differ the pattern of that bit
(docs/decisions). A code is a PNG of one bit a pixel, which the policy lets stand in the page.
"""

from __future__ import annotations

import zlib
from binascii import b2a_base64
from collections.abc import Sequence
from typing import Final

import segno

LENGTH: Final = 10  # of the ids that a queue gives (moderation.queue.keys); others are drawn one by one
_BITS: Final = 7  # ids are ASCII
_QUIET: Final = 4  # modules of margin that readers need
_ZERO: Final = ord("0")
_SAMPLE: Final = "0" * LENGTH

Table = Sequence[Sequence[int]]


def patterns(before: str, after: str) -> Table:
    """For each place of an id and each bit of a letter there: the pixels that it turns over."""
    sample = _number(_drawn(f"{before}{_SAMPLE}{after}".encode()))
    found = []
    for place in range(LENGTH):
        start, end = f"{before}{_SAMPLE[:place]}".encode(), f"{_SAMPLE[place + 1 :]}{after}".encode()
        letters = [start + bytes([_ZERO ^ 1 << bit]) + end for bit in range(_BITS)]
        found.append([_number(_drawn(letter)) ^ sample for letter in letters])
    return found


def printed_code(address: str) -> str:
    """A code as SVG without inline styles, for paper; level Q survives a torn corner or a rubber stamp."""
    drawn = segno.make(address, error="q", micro=False)
    return str(
        drawn.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None, dark="#000", light="#fff")
    )


class Codes:
    """The codes of the addresses that differ in an entry's id only, as base64 of PNG files."""

    def __init__(self, before: str, after: str, table: Table) -> None:
        self._before, self._after = before, after
        rows = _drawn(f"{before}{_SAMPLE}{after}".encode())
        self.side, self._sample, self._size = len(rows), _number(rows), sum(map(len, rows))
        self._begun = _begun(self.side)
        self._turned = [{char: _sum(bits, char ^ _ZERO) for char in range(1 << _BITS)} for bits in table]

    def of(self, id_: str) -> bytes:
        if len(id_) != LENGTH or not id_.isascii():
            rows = _drawn(f"{self._before}{id_}{self._after}".encode())
            return _png(b"".join(rows), _begun(len(rows)))
        pixels = self._sample
        for turned, char in zip(self._turned, id_.encode(), strict=True):
            pixels ^= turned[char]
        return _png(pixels.to_bytes(self._size, "big"), self._begun)


def _drawn(address: bytes) -> list[bytes]:
    """The rows of pixels of a PNG: its filter (none), then a bit for each module, 1 for white."""
    code = segno.make(address, error="m", mode="byte", mask=0, micro=False, boost_error=False)
    rows = [[1 - bit for bit in row] for row in code.matrix_iter(border=_QUIET)]
    octets = (len(rows) + 7) // 8
    spare = 8 * octets - len(rows)
    return [b"\0" + (int("".join(map(str, row)), 2) << spare).to_bytes(octets, "big") for row in rows]


def _number(rows: Sequence[bytes]) -> int:
    return int.from_bytes(b"".join(rows), "big")


def _sum(bits: Sequence[int], which: int) -> int:
    total = 0
    for number, pattern in enumerate(bits):
        if which >> number & 1:
            total ^= pattern
    return total


def _begun(side: int) -> bytes:
    """What a PNG of so many pixels, one bit each, begins with."""
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", side.to_bytes(4, "big") * 2 + b"\x01\0\0\0\0")


def _png(pixels: bytes, begun: bytes) -> bytes:
    """Stored, not compressed: that would take five times as long as all the rest."""
    size = len(pixels)
    stored = b"\x78\x01\x01" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + pixels
    data = stored + zlib.adler32(pixels).to_bytes(4, "big")
    return b2a_base64(begun + _chunk(b"IDAT", data) + _ENDED, newline=False)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


_ENDED: Final = _chunk(b"IEND", b"")

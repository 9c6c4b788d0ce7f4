"""The sum of patterns is the code that segno would have drawn."""

from __future__ import annotations

import zlib
from base64 import b64decode

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from publishing.codes import LENGTH, Codes, patterns

BEFORE, AFTER = "https://linli.example.org/en/e/", ".html"
CODES = Codes(BEFORE, AFTER, patterns(BEFORE, AFTER))
IDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=LENGTH, max_size=LENGTH)


def read(code: bytes) -> str:
    """What a reader makes of the PNG: a bit for each pixel, after the filter of each row."""
    file = b64decode(code)
    side, start = int.from_bytes(file[16:20], "big"), file.index(b"IDAT") + 4
    data = zlib.decompress(file[start : start + int.from_bytes(file[start - 8 : start - 4], "big")])
    octets = 1 + (side + 7) // 8
    rows = [data[number * octets + 1 : (number + 1) * octets] for number in range(side)]
    grey = b"".join(bytes(255 * (row[x // 8] >> 7 - x % 8 & 1) for x in range(side)) for row in rows)
    return str(zxingcpp.read_barcodes(memoryview(grey).cast("B", shape=[side, side]))[0].text)


@given(IDS)
def test_a_code_leads_to_its_entry(id_: str) -> None:
    assert read(CODES.of(id_)) == f"{BEFORE}{id_}{AFTER}"


@pytest.mark.parametrize("id_", ["a", "short-id", "an-id-longer-than-those-of-a-queue"])
def test_other_ids_are_drawn_by_themselves(id_: str) -> None:
    assert read(CODES.of(id_)) == f"{BEFORE}{id_}{AFTER}"

"""Tables as files that a spreadsheet opens without running anything in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_file(header: Sequence[str], lines: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with a byte order mark, which spreadsheets need to read Chinese.

    No cell begins with what a spreadsheet takes for a formula: such a one gets an apostrophe before it
    (OWASP, "CSV injection").
    """
    out = io.StringIO(newline="")
    table = csv.writer(out, quoting=csv.QUOTE_ALL)
    table.writerow([_cell(each) for each in header])
    table.writerows([_cell(each) for each in line] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \n").startswith(_STARTS) or text.startswith(_STARTS) else text

"""iCalendar files (RFC 5545): when group-buys close, and who is on duty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

_LONGEST: Final = 75  # octets of a line, section 3.1
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Event:
    """`uid` stays the same for the same thing; `stamp` is when it was last known to be so."""

    uid: str
    start: datetime
    end: datetime
    stamp: datetime
    summary: str
    description: str = ""
    url: str = ""


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """A calendar of events in UTC, so that no zone has to be described."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Linli//Linli//ZH", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{_text(name)}"]
    for event in events:
        lines += _event(event)
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line)).encode()


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_utc(event.stamp)}"
    yield f"DTSTART:{_utc(event.start)}"
    yield f"DTEND:{_utc(event.end)}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.url:
        yield f"URL:{event.url}"
    yield "END:VEVENT"


def _text(words: str) -> str:
    return words.translate(_ESCAPED)


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _folded(line: str) -> Iterator[str]:
    """A long line in pieces: no character is cut, each piece but the first begins with a blank."""
    if len(line.encode()) <= _LONGEST:
        yield line
        return
    piece, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _LONGEST:
            yield piece
            piece, size = " ", 1
        piece += char
        size += octets
    yield piece

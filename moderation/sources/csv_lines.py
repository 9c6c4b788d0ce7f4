"""The lines of a CSV export as text, whichever encoding and line ends it was saved with.

UTF-8 with or without its mark, UTF-16, GB18030; two of them mixed in one file, as happens when exports are
pasted together. Nothing is guessed in silence: a line that had to be read differently carries a note.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from moderation.sources.source import SourceUnreadable

LONGEST_LINE = 64 * 1024 * 1024  # bytes; a cell of 10 MB is read (and cut), a file without line ends is not
_SAMPLE = 100  # bytes of the header row; further down a zero byte may be somebody's answer

_OTHERS = {  # what people hand over in its place, by its first bytes
    b"pk\x03\x04": "an Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%pdf": "a PDF",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
}

OTHER_ENCODING = "这一行的文字编码与文件不一致，请核对有无乱码"
UNREADABLE_BYTES = "这一行有无法识别的字节，已换成 �"
NUL_BYTES = "这一行含有空字符，已删去"


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line with its end, and what the moderator should know about it."""

    text: str
    notes: tuple[str, ...] = ()


def lines(path: Path) -> Generator[Line, None, None]:
    """The file's lines, one at a time; raises `SourceUnreadable` when it can't be opened or is no text."""
    try:
        with path.open("rb") as file:
            sample = file.read(_SAMPLE)
            _refuse_others(path, sample)
            wide = _wide(sample)
            file.seek(0)
            if wide:
                yield from _wide_lines(path, file, wide)
            else:
                yield from _byte_lines(path, file)
    except OSError as error:
        why = error.strerror or "can't be read"
        raise SourceUnreadable(f"{path}: {why}: check the path and who may read it") from None


def _refuse_others(path: Path, sample: bytes) -> None:
    kind = next((kind for start, kind in _OTHERS.items() if sample.lstrip().lower().startswith(start)), None)
    if kind is not None:
        raise SourceUnreadable(
            f"{path}: this is {kind}, not a CSV file: 请在表格软件里另存为“CSV UTF-8” / save it as CSV UTF-8"
        )


def _wide(sample: bytes) -> str | None:
    """UTF-16 or UTF-32, by its mark or by the zero bytes beside ASCII characters; None for anything else."""
    if sample.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if even > 2 * odd:
        return "utf-16-be"
    return "utf-16-le" if odd > 2 * even else None


def _wide_lines(path: Path, file: BinaryIO, encoding: str) -> Iterator[Line]:
    with io.TextIOWrapper(file, encoding, errors="replace", newline="") as text:
        while line := text.readline(LONGEST_LINE):
            _refuse_endless(path, line)
            yield _cleaned(line, (UNREADABLE_BYTES,) if "\ufffd" in line else ())


def _byte_lines(path: Path, file: BinaryIO) -> Iterator[Line]:
    utf8 = _mostly_utf8(path, file)
    file.seek(len(codecs.BOM_UTF8) if file.read(3) == codecs.BOM_UTF8 else 0)
    for raw in _raw_lines(path, file):
        text, notes = _decoded(raw, utf8)
        for piece in _at_carriage_returns(text):
            yield _cleaned(piece, notes)


def _raw_lines(path: Path, file: BinaryIO) -> Iterator[bytes]:
    # No byte of a longer character is a line feed, in UTF-8 as in GB18030.
    while raw := file.readline(LONGEST_LINE):
        _refuse_endless(path, raw)
        yield raw


def _refuse_endless(path: Path, line: str | bytes) -> None:
    if len(line) == LONGEST_LINE:
        longest = LONGEST_LINE // 2**20
        raise SourceUnreadable(f"{path}: a line is longer than {longest} MB: is it a CSV export of a form?")


def _mostly_utf8(path: Path, file: BinaryIO) -> bool:
    """Which of the two most lines are in. One line may by chance be valid in the other; most are not."""
    valid = invalid = 0
    for raw in _raw_lines(path, file):
        if not raw.isascii():
            if _strict(raw, "utf-8") is None:
                invalid += 1
            else:
                valid += 1
    file.seek(0)
    return valid >= invalid


def _decoded(raw: bytes, utf8: bool) -> tuple[str, tuple[str, ...]]:
    if raw.isascii():
        return raw.decode("ascii"), ()
    as_utf8 = _strict(raw, "utf-8")
    if utf8 and as_utf8 is not None:
        return as_utf8, ()
    # Two whole Chinese characters that are valid UTF-8 are no accident.
    if as_utf8 is not None and sum(byte > 0x7F for byte in raw) >= 6:
        return as_utf8, (OTHER_ENCODING,)
    as_gb18030 = _strict(raw, "gb18030")
    if as_gb18030 is not None:
        return as_gb18030, (OTHER_ENCODING,) if utf8 else ()
    return raw.decode("utf-8" if utf8 else "gb18030", "replace"), (UNREADABLE_BYTES,)


def _strict(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _at_carriage_returns(text: str) -> Iterator[str]:
    """Pieces that end where a carriage return stands alone: old line ends, which the csv module refuses."""
    start = 0
    while (at := text.find("\r", start)) >= 0:
        end = at + 1
        if text[end : end + 1] == "\n":
            break
        yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:]


def _cleaned(text: str, notes: tuple[str, ...]) -> Line:
    if "\0" not in text:
        return Line(text, notes)
    return Line(text.replace("\0", ""), (*notes, NUL_BYTES))

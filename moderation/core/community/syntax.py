"""The text of a community file as tables; what TOML itself refuses, with its line."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import re2

from moderation.core.community.mistake import BadCommunity, Mistake

_SAID = re2.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column \d+|end of document)\)")
_DOUBLED = ("Cannot overwrite a value", "Duplicate inline table key")


def tables(path: Path) -> tuple[dict[str, Any], list[Mistake]]:
    """The file's tables, and the keys that are set twice (the first setting is in the tables).

    Raises `BadCommunity` when nothing can be read from the file.
    """
    lines = _text(path).splitlines()
    doubled: list[Mistake] = []
    while True:
        try:
            return tomllib.loads("\n".join(lines)), doubled
        except tomllib.TOMLDecodeError as error:
            mistake, line = _explained(str(error), lines)
        if line is None or not mistake.what.endswith("twice"):
            # Behind a doubled key that was taken out, this may be its remains.
            raise BadCommunity(path, tuple(doubled) or (mistake,)) from None
        doubled.append(mistake)
        lines[line - 1] = ""


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        why = Mistake("the file", error.strerror or "can't be read", "name a community file that exists")
    except UnicodeDecodeError as error:
        why = Mistake(f"byte {error.start + 1}", "the file is not UTF-8", "save it as UTF-8")
    raise BadCommunity(path, (why,))


def _explained(said: str, lines: list[str]) -> tuple[Mistake, int | None]:
    match = _SAID.fullmatch(said)
    if match is None or match.group("line") is None:
        return Mistake("the end of the file", said, "close what is open: a quote, a bracket"), None
    line = int(match.group("line"))
    what = match.group("what")
    if what.startswith(_DOUBLED):
        key = lines[line - 1].partition("=")[0].strip() if "inline" not in what else what.rpartition(" ")[2]
        return Mistake(f"line {line}", f"{key} is set twice", "keep one of the two"), line
    return Mistake(f"line {line}", what, "see https://toml.io for how TOML is written"), line

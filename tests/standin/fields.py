"""Field masks: `properties(title,timeZone),sheets.properties` keeps just those parts of an answer."""

from __future__ import annotations

import re
from typing import Any

Mask = dict[str, "Mask"]
_TOKEN = re.compile(r"[A-Za-z*]+|[(),./]")


def chosen(answer: Any, mask: str) -> Any:
    """`answer` reduced to `mask`; a list is reduced item by item."""
    return _kept(answer, _parsed(_TOKEN.findall(mask)))


def _kept(value: Any, mask: Mask) -> Any:
    if isinstance(value, list):
        return [_kept(item, mask) for item in value]
    if not mask or "*" in mask or not isinstance(value, dict):
        return value
    return {name: _kept(value[name], inner) for name, inner in mask.items() if name in value}


def _parsed(tokens: list[str]) -> Mask:
    mask: Mask = {}
    while tokens and tokens[0] != ")":
        at = mask
        while True:
            at = at.setdefault(tokens.pop(0), {})
            if not tokens or tokens[0] not in "./":
                break
            tokens.pop(0)
        if tokens and tokens[0] == "(":
            tokens.pop(0)
            at.update(_parsed(tokens))
            tokens.pop(0)
        if tokens and tokens[0] == ",":
            tokens.pop(0)
    return mask

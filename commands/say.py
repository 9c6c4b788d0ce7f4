"""Answers go to stdout, as a table for people or JSON for machines; progress goes to stderr."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum

from rich.console import Console
from rich.table import Table

_OUT = Console(file=None, highlight=False)
_ERR = Console(stderr=True, highlight=False)


def rows(title: str, columns: Sequence[str], lines: Sequence[Sequence[object]], *, as_json: bool) -> None:
    """Print `lines` under `columns`; as JSON, a list of objects."""
    if as_json:
        print(
            json.dumps(
                [dict(zip(columns, map(_plain, line), strict=True)) for line in lines], ensure_ascii=False
            )
        )
        return
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(
            column, justify="right" if lines and isinstance(lines[0][columns.index(column)], int) else "left"
        )
    for line in lines:
        table.add_row(*(str(_plain(cell)) for cell in line))
    _OUT.print(table)


def facts(title: str, said: Mapping[str, object], *, as_json: bool) -> None:
    """Print names and values; as JSON, one object."""
    if as_json:
        print(json.dumps({name: _plain(value) for name, value in said.items()}, ensure_ascii=False))
    else:
        rows(title, ("", " "), list(said.items()), as_json=False)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Show that `what` is being done: a spinner on a terminal, one line elsewhere."""
    if _ERR.is_terminal:
        with _ERR.status(what):
            yield
    else:
        progress(what)
        yield


def progress(what: str) -> None:
    """One line for whoever watches."""
    print(what, file=sys.stderr, flush=True)


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.name.lower() if isinstance(value.value, int) else value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(part) for name, part in dataclasses.asdict(value).items()}
    return value

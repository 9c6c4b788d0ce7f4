"""Answers go to stdout, as a table for people or JSON for machines; progress goes to stderr."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum

from rich.box import SIMPLE_HEAD, SQUARE
from rich.console import Console
from rich.table import Table

# Without markup and emoji: [[source]] in a mend, or [b] in a name, is a word like any other.
_OUT = Console(file=None, highlight=False, markup=False, emoji=False)
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
    _print(title, columns, lines)


def _print(title: str, columns: Sequence[str], lines: Sequence[Sequence[object]]) -> None:
    """A table; names and values beside each other need no words above them, and no lines between columns."""
    if title:
        _OUT.print(title)
    named = any(columns)
    table = Table(
        show_header=named, box=SIMPLE_HEAD if named else SQUARE, collapse_padding=named, pad_edge=not named
    )
    for number, column in enumerate(columns):
        counted = bool(lines) and all(isinstance(line[number], int) for line in lines)
        # A narrow window folds words rather than hide their ends; names stay in one piece.
        table.add_column(column, justify="right" if counted else "left", overflow="fold", no_wrap=number == 0)
    for line in lines:
        table.add_row(*(str(_plain(cell)) for cell in line))
    _OUT.print(table)


def facts(title: str, said: Mapping[str, object], *, as_json: bool) -> None:
    """Print names and values; as JSON, one object."""
    if as_json:
        print(json.dumps({name: _plain(value) for name, value in said.items()}, ensure_ascii=False))
    else:
        _print(title, ("", ""), list(said.items()))


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

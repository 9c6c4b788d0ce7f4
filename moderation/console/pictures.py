"""Bars, worked out on the server: a page draws them without script. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 120
WIDE, GAP = 18, 6  # of one bar, and after each group of bars


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar from the ground line up; `series` counts from 0 within its group."""

    x: int
    y: int
    height: int
    series: int
    value: int


@dataclass(frozen=True, slots=True)
class Group:
    """Bars that stand together over one label."""

    label: str
    middle: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A row of groups. `width` and `HEIGHT` are in the units of its view box."""

    width: int
    groups: tuple[Group, ...]
    most: int


def picture(rows: Sequence[tuple[str, tuple[int, ...]]]) -> Picture:
    """The bars of labelled values, the highest as high as the picture; what is not 0 can be seen."""
    most = max((value for _, values in rows for value in values), default=0)
    groups, x = [], 0
    for label, values in rows:
        bars = tuple(_bar(x + series * WIDE, series, value, most) for series, value in enumerate(values))
        groups.append(Group(label, x + len(values) * WIDE // 2, bars))
        x += len(values) * WIDE + GAP
    return Picture(max(x - GAP, 1), tuple(groups), most)


def _bar(x: int, series: int, value: int, most: int) -> Bar:
    height = max(round(HEIGHT * value / most), 2) if value else 0
    return Bar(x, HEIGHT - height, height, series, value)

"""Bars as SVG, made when the site is built: they need no script, and a reader hears their title and text.

Colours come from the style sheet by class (`c1` …), because the security policy forbids inline styles. Every
chart stands above a table of the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup, escape

_WIDTH: Final = 360  # as wide as a small phone, so that letters are never scaled below their size there
_TEXT: Final = 11
_ROW: Final = 26
_PLOT: Final = 150
_LEFT, _TOP, _BOTTOM = 30, 12, 20


def rows(name: str, title: str, about: str, bars: Sequence[tuple[str, int | None]], few: str) -> Markup:
    """One bar per row, labelled, with its number; None is drawn as nothing and named `few`.

    `name` makes ids that are unique on the page.
    """
    most = max((count for _, count in bars if count), default=1)
    drawn = []
    for number, (label, count) in enumerate(bars):
        y = number * _ROW
        width = round((count or 0) / most * (_WIDTH - 140), 1)
        drawn.append(
            Markup(
                '<text x="0" y="{y}">{label}</text><rect class="c1" x="100" y="{top}" width="{width}"'
                ' height="16"></rect><text x="{right}" y="{y}">{count}</text>'
            ).format(
                y=y + 16,
                label=label,
                top=y + 3,
                width=width,
                right=104 + width,
                count=few if count is None else count,
            )
        )
    return _picture(name, title, about, len(bars) * _ROW + 4, Markup().join(drawn))


def columns(
    name: str, title: str, about: str, labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]
) -> Markup:
    """Columns side by side for each label; a legend names the series."""
    most = max((count for _, counts in series for count in counts), default=0) or 1
    step = _nice(most)
    top = -(-most // step) * step
    each = (_WIDTH - _LEFT) / max(len(labels), 1)
    bar = each * 0.86 / max(len(series), 1)
    drawn = [_grid(value, _TOP + _PLOT * (1 - value / top)) for value in range(0, top + 1, step)]
    for kind, (_, counts) in enumerate(series):
        for place, count in enumerate(counts):
            height = _PLOT * count / top
            drawn.append(
                Markup('<rect class="c{}" x="{}" y="{}" width="{}" height="{}"></rect>').format(
                    kind + 1,
                    round(_LEFT + place * each + each * 0.07 + kind * bar, 1),
                    round(_TOP + _PLOT - height, 1),
                    round(bar, 1),
                    round(height, 1),
                )
            )
    every = -(-len(labels) // 6) or 1
    drawn += [  # from the newest backwards; each ends where its column does, so the last is never cut
        _text(round(_LEFT + (place + 1) * each, 1), _TOP + _PLOT + 14, labels[place], anchor="end")
        for place in range(len(labels) - 1, -1, -every)
    ]
    x = _LEFT
    for kind, (label, _) in enumerate(series):
        y = _TOP + _PLOT + _BOTTOM + 6
        drawn.append(
            Markup('<rect class="c{}" x="{}" y="{}" width="10" height="10"></rect>').format(kind + 1, x, y)
        )
        drawn.append(_text(x + 14, y + 9, label))
        x += 110
    return _picture(name, title, about, _TOP + _PLOT + _BOTTOM + 22, Markup().join(drawn))


def _grid(value: int, y: float) -> Markup:
    line = Markup('<line class="grid" x1="{}" x2="{}" y1="{y}" y2="{y}"></line>')
    return line.format(_LEFT, _WIDTH, y=round(y, 1)) + _text(0, round(y + 4, 1), str(value))


def _text(x: float, y: float, words: str, anchor: str = "start") -> Markup:
    return Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>').format(x, y, anchor, words)


def _nice(most: int) -> int:
    """The step of the grid: 1, 2 or 5 of some power of ten, for at most five lines above zero."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if step * 5 >= most:
                return step
        power *= 10


def _picture(name: str, title: str, about: str, height: float, inside: Markup) -> Markup:
    return Markup(
        '<svg class="chart" role="img" viewBox="0 0 {width} {height}" font-size="{size}"'
        ' aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{title}</title>'
        '<desc id="{name}-desc">{about}</desc>{inside}</svg>'
    ).format(
        width=_WIDTH,
        height=height,
        size=_TEXT,
        name=name,
        title=escape(title),
        about=escape(about),
        inside=inside,
    )

"""What the demo is made of, and what must never be taken for it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from commands.options import Workplace, is_example

# The invented fortnight ends here: on any other day its entries would not be written yet, or expired.
DEMO_NOW = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
_EXAMPLES = Path("examples")


class NotTheDemo(Exception):
    """The submissions are somebody's own; the sample decisions are about the invented ones."""


def is_demo(place: Workplace) -> bool:
    """Whether everything that is pulled is invented, and the site has no address of its own yet.

    The sample decisions approve rows by their number. Of anybody's own submissions they would publish what
    nobody has read.
    """
    folder = place.file.parent.resolve()
    paths = [(folder / (source.path or "")).resolve() for source in place.community.sources]
    invented = bool(paths) and all(path.is_relative_to(folder / _EXAMPLES) for path in paths)
    return invented and is_example(place.community.site_address)


def sample_decisions(place: Workplace) -> Path:
    """The table of sample decisions; raises `NotTheDemo`."""
    if not is_demo(place):
        raise NotTheDemo(
            f"{place.file} 有自己的来源或网址：示例决定会通过没人看过的投稿。请用 build.py 的 pull、screen、"
            f"console、build。 / {place.file} has sources or a site_address of its own: the sample decisions "
            "would approve what nobody has read. Use build.py pull, screen, console, build; the demo is for "
            "examples/"
        )
    return place.file.parent / _EXAMPLES / "decisions.csv"

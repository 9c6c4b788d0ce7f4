"""How fast screening is: many texts, one text, and the longest hostile ones. One core, everything on.

Counted in processor time, so that other programs on the machine do not matter.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice

USUAL_LENGTH = 150
HOSTILE_LENGTH = 10_000

# What a pattern or a scanner might stumble over, each repeated to HOSTILE_LENGTH characters.
HOSTILE = (
    "1",
    "1-",
    "1 ",
    "一",
    "a",
    "加",
    "微信",
    "栋",
    "1栋",
    "王",
    "王国",
    "联系人",
    "138 0",
    "①",
    "v❤",
    "\u200b1",
    "(",
    "某",
    "的",
    "3-2-",
)

Screen = Callable[[str], object]


def usual_texts(posts: Sequence[str], count: int) -> list[str]:
    """`count` texts of `USUAL_LENGTH` characters, cut from the posts one after another."""
    stream = islice(cycle("。".join(posts)), count * USUAL_LENGTH)
    return ["".join(islice(stream, USUAL_LENGTH)) for _ in range(count)]


def seconds_each(screen: Screen, texts: Sequence[str]) -> list[float]:
    """How long each text took, sorted."""
    return sorted(_seconds(screen, text) for text in texts)


def worst_hostile(screen: Screen) -> tuple[float, str]:
    """The longest time over the hostile texts, and what was repeated in that one."""
    timed = [(_seconds(screen, (piece * HOSTILE_LENGTH)[:HOSTILE_LENGTH]), piece) for piece in HOSTILE]
    return max(timed)


def _seconds(screen: Screen, text: str) -> float:
    began = time.process_time()
    screen(text)
    return time.process_time() - began

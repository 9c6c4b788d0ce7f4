"""How fast screening is: many texts, one text, and the longest hostile ones. One core, everything on.

`make bench-speed`. Counted in processor time, which other programs on the machine lengthen too: they empty
the caches. So a fixed loop of plain Python is timed beside it, and a text is also given in such loops.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice

from bench.posts import posts_file, read_posts
from moderation.screening.ruleset import Ruleset, load_ruleset
from moderation.screening.screen import screen, screen_all

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
    "1-3 8.",
    "前面138,",
    "1o ",
    "+1",
    "0 0 1 ",
    "楼下1102,5栋1单元702,",
    "1 1 1 1 qq ",
)
LOOP = 1_000

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


def report(rules: Ruleset, posts: Sequence[str], count: int = 2_000) -> tuple[str, ...]:
    """The three figures beside their targets, in lines."""

    def screen_text(text: str) -> object:
        return screen({"text": text}, rules)

    texts = usual_texts(posts, count)
    seconds_each(screen_text, texts[:200])  # tables are built on first use
    times = seconds_each(screen_text, texts)
    loop = min(_seconds(_loop, "") for _ in range(50))
    bulk = _seconds(lambda _: screen_all([("", {"text": text}) for text in texts], rules), "") / count
    worst, piece = worst_hostile(screen_text)
    mean = sum(times) / count
    return (
        f"texts of 150 characters   {1 / bulk:,.0f}/s in bulk (target 5,000), {1 / mean:,.0f}/s one by one",
        f"a loop of {LOOP:,} steps takes {loop * 1e6:.0f} µs here: one in bulk {bulk / loop:.1f} such loops",
        f"p99 of one                {times[int(len(times) * 0.99)] * 1000:.2f} ms (target below 5)",
        f"10,000 hostile characters {worst * 1000:.1f} ms at worst, {piece!r} repeated (target below 50)",
    )


def main() -> None:
    """Print the figures."""
    rules = load_ruleset()
    posts = [post.text for post in read_posts(posts_file())]
    print("\n".join(report(rules, posts)))


def _loop(_: str) -> None:
    total = 0
    for step in range(LOOP):
        total += step


def _seconds(screen: Screen, text: str) -> float:
    began = time.process_time()
    screen(text)
    return time.process_time() - began


if __name__ == "__main__":
    main()

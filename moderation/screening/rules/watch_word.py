"""Words that the moderators of this community watch for a while.

**Finds** the words of `watchwords.toml`, also spaced out or with punctuation between, in traditional
characters, and from three syllables on in homophones and pinyin.

**Why it matters**: a swindle has a name before anybody has a rule for it.

**What happens**: the post is held, with the moderators' own reason and the word's last day. After that day
the word is no longer looked for.

**Known gaps**: a word is found inside longer words too; choose long ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from moderation.core.finding import Kind, Severity
from moderation.core.text import Text, fold
from moderation.screening.concepts import SAFE_BY_SOUND
from moderation.screening.rule import Context, Hit, Rule
from moderation.screening.sounds import is_sound
from moderation.screening.watchwords import WatchWord
from moderation.screening.wording import wording

RULE = Rule(
    kind=Kind.WATCHWORD,
    severity=Severity.HOLD,
    title="关注词",
    finds=("有人发⟦蓝色小药盒⟧吗", "⟦蓝 色 小 药 盒⟧到了", "⟦lan se xiao yao he⟧"),
    passes=("蓝色的小盒子", "旧日子里的词"),
)


def find(text: Text, context: Context) -> Iterator[Hit]:
    if not context.watch_words:
        return
    automaton, words = _automaton(context.watch_words)
    said = wording(text)
    found = {
        (start, end): words[pattern]
        for view in (said.letters, said.sounds)
        for pattern, start, end in automaton.find_matches_as_indexes(view, overlapping=True)
    }
    for (start, end), word in sorted(found.items(), key=lambda one: one[0]):
        message = f"关注词“{word.word}”:{word.reason}(到{word.until})"
        yield Hit(said.span(text, start, end), message)


@lru_cache(maxsize=4)
def _automaton(words: tuple[WatchWord, ...]) -> tuple[AhoCorasick, tuple[WatchWord, ...]]:
    patterns: dict[str, WatchWord] = {}
    for word in words:
        said = wording(fold(word.word))
        patterns.setdefault(said.letters, word)
        if len(said.sounds) >= SAFE_BY_SOUND and is_sound(said.sounds):
            patterns.setdefault(said.sounds, word)
    return AhoCorasick(list(patterns)), tuple(patterns.values())

"""Names in Latin letters: Colm Brannigan, Dilshod Rakhimov, Zhang Wei, behind a label or a known given name.

Capitals tell a name from a word, so the raw text is read; the folded one only says where to look.
"""

from __future__ import annotations

from collections.abc import Iterator

import ahocorasick_rs

from moderation.core.finding import Span
from moderation.core.text import Text
from moderation.screening.lexicon import words

_LEXICON = words("people")
_HAN_LABELS = "姓名 名字 户名 我叫 收件人 联系人 收款人 署名 落款"
_LABELS = _LEXICON["latin_labels"].all | frozenset(_HAN_LABELS.split())
_ROLES, _GIVEN = _LEXICON["latin_roles"].all, _LEXICON["latin_given"].all
_REACH, _NOT_NAMES = _LEXICON["latin_reach"].all, _LEXICON["latin_not_names"].all
_STARTS = tuple(sorted(_LABELS | _ROLES | _GIVEN | _REACH))
_FINDER = ahocorasick_rs.AhoCorasick(_STARTS, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
_BETWEEN = frozenset(" :,-—–\"'“(：，、")
_LINKS = ("is ", "on it ", "is: ", "for ", "to ")
_IN_NAMES = frozenset("'’-")  # O'Brien, Jean-Luc
_MOST_WORDS = 3
_LONGEST_NAME = 40


def latin_names(text: Text) -> Iterator[Span]:
    """Spans of full names in the raw text. A given name alone stays, except behind a label."""
    done = 0
    for index, start, end in _FINDER.find_matches_as_indexes(text.folded):
        word = _STARTS[index]
        if text.origin[start] < done or _touches_letter(text.folded, start, end, word):
            continue
        raw_start, raw_end = text.origin[start], text.origin[end - 1] + 1
        if word in _REACH:
            found = _before(text.raw, raw_start)
        elif word in _GIVEN:
            stop, count = _capitalised(text.raw, raw_start)
            found = (raw_start, stop) if count > 1 else None
        else:
            found = _announced(text.raw, raw_end, alone=word in _LABELS)
        if found is not None:
            done = found[1]
            yield Span(*found)


def _announced(raw: str, at: int, *, alone: bool) -> tuple[int, int] | None:
    """The capitalised words behind a label or a role, with little between."""
    at = _past_punctuation(raw, at)
    for link in _LINKS:
        if raw.startswith(link, at):
            at = _past_punctuation(raw, at + len(link))
    stop, count = _capitalised(raw, at)
    enough = count > 1 or (count == 1 and alone)
    return (at, stop) if enough and _NOT_NAMES.isdisjoint(raw[at:stop].lower().split()) else None


def _before(raw: str, at: int) -> tuple[int, int] | None:
    """Two or three capitalised words that are all of the clause before a way to reach somebody."""
    clause = raw[max(at - _LONGEST_NAME, 0) : at].rstrip(" ,:;(-，：（")
    start = max(clause.rfind(end) for end in ".!?,;\n。！？，；、:：") + 1
    start += len(clause[start:]) - len(clause[start:].lstrip())
    name = clause[start:]
    begins = max(at - _LONGEST_NAME, 0) + start
    stop, count = _capitalised(raw, begins)
    return (begins, stop) if count > 1 and stop - begins == len(name) else None


def _past_punctuation(raw: str, at: int) -> int:
    stop = min(at + 4, len(raw))
    while at < stop and raw[at] in _BETWEEN:
        at += 1
    return at


def _capitalised(raw: str, at: int) -> tuple[int, int]:
    """Where up to three capitalised words that begin at `at` end, and how many there are."""
    stop, count = at, 0
    while count < _MOST_WORDS and raw[at : at + 1].isupper():
        end = at + 1
        while end < len(raw) and (raw[end].islower() or raw[end] in _IN_NAMES or raw[end - 1] in _IN_NAMES):
            end += 1
        if end - at < 2:
            break
        stop, count = end, count + 1
        at = end + 1 if raw[end : end + 1] == " " else len(raw)
    return stop, count


def _touches_letter(folded: str, start: int, end: int, word: str) -> bool:
    """Whether a Latin word is only a part of one: username, format."""
    if not word.isascii():
        return False
    before, after = folded[max(start - 1, 0) : start], folded[end : end + 1]
    return (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())

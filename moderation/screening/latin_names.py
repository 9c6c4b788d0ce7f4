"""Names in letters other than Han: Colm Brannigan, Léonie Fauchard, Zhang Wei, 김도윤.

Capitals tell a name from a word, so the raw text is read. Every run of capitalised words is looked at, and
what stands around it says whether it is somebody: a role, a title, a list, a way to reach them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import re2

from moderation.core.finding import Span
from moderation.core.text import Text
from moderation.screening.lexicon import Words, words
from moderation.screening.pinyin import spells_pinyin

_LEXICON = words("people")
_LABELS, _ROLES = _LEXICON["latin_labels"].all, _LEXICON["latin_roles"].all
_GIVEN, _REACH = _LEXICON["latin_given"].all, _LEXICON["latin_reach"]
_NOT_NAMES, _TITLES = _LEXICON["latin_not_names"].all, _LEXICON["latin_titles"].all
_SURNAMES, _PLACES = _LEXICON["latin_surnames"].all, _LEXICON["latin_places"].all
_STREETS, _TOWNS = _LEXICON["latin_streets"].all, _LEXICON["latin_towns"].all
_HAN_LABELS = Words({*_LEXICON["labels"].all, *(word for word in _LEXICON["people"].all if len(word) > 1)})
_HAN_TITLES = _LEXICON["titles"]
_LINKS = frozenset({"is", "for", "to", "on", "it", "are", "was", "called", "named"})
_ANNOUNCING = _ROLES | _LABELS | _TITLES | _LINKS

_WORD = r"\p{Lu}(?:\p{Ll}|['’-]\p{Lu}?)+\p{Lu}?\p{Ll}*"  # O'Brien, Jean-Luc, McCoy
# A full stop within a name belongs to a title or an initial; else it ends a sentence: in Changning. Unpaid.
_TITLE = "(?:Dr|Mr|Mrs|Ms|Prof|St)"
_RUN = re2.compile(rf"(?:{_TITLE}\. )?{_WORD}(?: (?:(?:{_TITLE}|\p{{Lu}})\. )?{_WORD}){{0,3}}")
_TELEPHONE = re2.compile(r"\+|[0-9](?:[ -]?[0-9]){9}|[0-9]{3,4}[ -]?[0-9]{4}(?:[^0-9]|$)")
# … and not: "Hand Sanitizer, 8511 masks", nor a postal code such as 95060-1234.
# Syllables that pinyin has not: tai-man, ming, kwok-keung, siu-fong.
_CANTONESE = re2.compile(r"(?:[bcdfghjklmnpstwyz]{1,2}[aeiou]{1,3}(?:ng|[nmktph])?-?){1,2}")
_HANGUL = re2.compile(r"[가-힣]+")
_HANGUL_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류홍전고문손양배백허남심노하곽성차주우구나민진유"
)
_BETWEEN = " :,-—–\"'“”‘’(（：，、「『.@"
_SEPARATORS = frozenset("、/&")


class _Run(NamedTuple):
    """Capitalised words at start:end of the raw text."""

    start: int
    end: int
    words: int


def latin_names(text: Text) -> Iterator[Span]:
    """Spans of names in the raw text, with Dr. and its like. A given name alone must be announced."""
    raw = text.raw.encode("utf-8", "replace").decode()  # patterns take no lone surrogates
    if text.has_latin:
        for match in _RUN.finditer(raw):
            run = _without_what_announces(raw, *match.span())
            if run is not None and _is_name(raw, run, han=text.has_han):
                yield Span(run.start, run.end)
    for match in _HANGUL.finditer(raw):
        start, end = match.span()
        if end - start == 3 and raw[start] in _HANGUL_SURNAMES and raw[end : end + 1] != " ":
            yield Span(start, end)


def _without_what_announces(raw: str, start: int, end: int) -> _Run | None:
    """The run without leading words such as Call, Dear and Dr: they announce it."""
    if raw[start - 1 : start].isalnum() and raw[start - 1].isascii():
        return None
    spoken, whole = raw[start:end].split(" "), start
    while spoken and _plain(spoken[0]) in _ANNOUNCING:
        whole = start if _plain(spoken[0]) in _TITLES else start + len(spoken[0]) + 1
        start += len(spoken[0]) + 1
        del spoken[0]
    if spoken and (_plain(spoken[0]) in _TOWNS or not _STREETS.isdisjoint(map(_plain, spoken[1:]))):
        return None
    spoken = spoken[:3]
    if not spoken or raw[end : end + 1].isdigit() or not _NOT_NAMES.isdisjoint(map(_plain, spoken)):
        return None
    return _Run(whole, start + len(" ".join(spoken)), len(spoken))


def _is_name(raw: str, run: _Run, *, han: bool) -> bool:
    before = raw[max(run.start - 24, 0) : run.start].rstrip(_BETWEEN)
    labelled, role = (False, False) if _ends_a_sentence(raw, run.start) else _announced(before)
    signed = raw[: run.start].rstrip(" ").endswith("—") and run.words > 1
    if labelled or signed or (role and run.words > 1):
        return True
    han_before = before[-1:] > "\u2e80"
    if (_HAN_LABELS.behind(before, len(before)) or raw[run.start : run.end].split(" ")[0][-1] == ".") and (
        run.words > 1 or _alone(raw, run)
    ):
        return True
    after = raw[run.end : run.end + 24].lstrip(' ,，、:：;(（"”’」')
    reach = _REACH.ahead(after.lower(), 0) > 0 or _TELEPHONE.match(after) is not None
    if run.words == 1:
        return role and reach
    listed = raw[run.start - 1 : run.start] in _SEPARATORS or raw[run.end : run.end + 1] in _SEPARATORS
    spoken = [_plain(word) for word in raw[run.start : run.end].split(" ")]
    known = spoken[0] in _GIVEN or _is_romanised(spoken)
    reached = _begins_clause(raw, run.start) and (reach or after.startswith("here"))
    return known or reached or (han and (listed or (han_before and _HAN_TITLES.ahead(after, 0) > 1)))


def _is_romanised(spoken: Sequence[str]) -> bool:
    """Zhang Wei, Chan Tai Man, Wong Ka-ming, Kitty Wong: a surname, and what is given in Chinese with it."""
    if spoken[0] in _SURNAMES:
        return not _PLACES.issuperset(spoken) and all(
            spells_pinyin(word.replace("-", "")) or _CANTONESE.fullmatch(word) for word in spoken[1:]
        )
    return len(spoken) == 2 and spoken[1] in _SURNAMES


def _announced(before: str) -> tuple[bool, bool]:
    """Whether the English words before are a label, and whether they are a role."""
    spoken = [_plain(word) for word in before.split()[-3:]]
    while spoken and spoken[-1] in _LINKS:
        del spoken[-1]
    last = spoken[-1] if spoken else ""
    return last in _LABELS, last in _ROLES | _TITLES


def _ends_a_sentence(raw: str, at: int) -> bool:
    """Whether a full stop before `at` ends a sentence: the seller's name. When …, and not Attn. …"""
    before = raw[max(at - 24, 0) : at].rstrip(" ")
    return before.endswith(".") and _plain(before.split()[-1]) not in _TITLES | {"attn"}


def _alone(raw: str, run: _Run) -> bool:
    """Whether Han characters, marks or the end stand on both sides: no part of an English sentence."""
    after = raw[run.end : run.end + 2].strip()
    return not (after[:1].isascii() and after[:1].isalnum())


def _begins_clause(raw: str, at: int) -> bool:
    before = raw[max(at - 12, 0) : at].rstrip(' "“‘(（')
    return (
        not before
        or before[-1] in ".!?,;\n。！？，；、:："
        or before.split()[-1].lower() in _LINKS | {"all", "hi"}
    )


def _plain(word: str) -> str:
    return word.strip(".,:;!?()'\"“”‘’—-").lower()

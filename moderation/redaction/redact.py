"""Hide spans of a raw text behind one fixed mark, whose length tells nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ahocorasick_rs import AhoCorasick

from moderation.core.fillers import FILLERS, digits_at, digits_said
from moderation.core.finding import Finding, Span
from moderation.core.text import fold

HIDDEN = "[已隐去]"

# Two values with nothing else between them become one mark: 张三,138… is [已隐去], not [已隐去],[已隐去].
_JOINS = " \t-–—/|·.、,，~"
_SHORTEST_WORD = 2
_SHORTEST_NUMBER = 7  # digits; shorter ones are also amounts and years
_FARTHEST = 6  # characters to a digit, digit words and separators included

_BRACKETS = {"(": ")", "（": "）", "[": "]", "【": "】", "「": "」", "<": ">", "《": "》", "{": "}"}


def private_spans(text: str, findings: Iterable[Finding], field: str) -> tuple[Span, ...]:
    """What the findings say to hide in `text`, the raw words of `field`, and every echo of it.

    What is left is searched again: l38OO… beside other digits reads as a number only when they are gone.
    """
    spans = {found.span for found in findings if found.field == field and found.kind.private}
    values = {text[span.start : span.end] for span in spans}
    spans.update(echoes(text, values))
    while more := {*echoes(_covered(text, spans), values)} - spans:
        spans |= more
    return tuple(sorted(spans))


def _covered(text: str, spans: Iterable[Span]) -> str:
    """`text` with a Han character for each hidden one: offsets stay."""
    characters = list(text)
    for span in spans:
        characters[span.start : span.end] = "隐" * (span.end - span.start)
    return "".join(characters)


def echoes(raw: str, values: Collection[str]) -> Iterator[Span]:
    """Where hidden values stand again in `raw`, in any form: glued to others, or without their label.

    All are looked for in one pass: one by one, a text full of numbers would take quadratic time.
    """
    if not values:
        return
    text = fold(raw)
    hidden = [fold(value) for value in values]
    for start, end in _places(text.folded, {value.folded.strip() for value in hidden}, _SHORTEST_WORD):
        yield text.span(start, end)
    kept = digits_at(text.numerals)  # a digit said five times counts five times, here and in the value
    digits = "".join(text.numerals[at] for at in kept)
    numbers = {digits_said(value.numerals) for value in hidden}
    for first, last in _places(digits, numbers, _SHORTEST_NUMBER):
        start, end = kept[first], kept[last - 1] + 1
        while end < len(text.numerals) and text.numerals[end] in FILLERS:
            end += 1  # to the end of a digit word: half of "ling" is no number
        if end - start <= (last - first) * _FARTHEST:
            yield text.span(start, end)


def _places(text: str, parts: set[str], shortest: int) -> list[tuple[int, int]]:
    """Every place, as start and end, where one of the parts that are long enough stands in `text`."""
    wanted = [part for part in parts if len(part) >= shortest]
    if not wanted:
        return []
    found = AhoCorasick(wanted).find_matches_as_indexes(text, overlapping=True)
    return [(start, end) for _, start, end in found]


def redact(text: str, spans: Iterable[Span]) -> str:
    """`text` with every span replaced by `HIDDEN`, end to start; without spans, `text` itself."""
    for span in reversed(merged(text, spans)):
        text = text[: span.start] + HIDDEN + text[span.end :]
    return text


def merged(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """`spans` in order, without empty ones, joined where they overlap or only `_JOINS` stands between."""
    joined: list[Span] = []
    for span in sorted(_with_its_brackets(text, span) for span in spans if span.start < span.end):
        last = joined[-1] if joined else None
        if last is not None and not text[last.end : span.start].strip(_JOINS):
            joined[-1] = Span(last.start, max(last.end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _with_its_brackets(text: str, span: Span) -> Span:
    """(+86) 138… is hidden from its bracket on: half a pair does not stay behind."""
    hidden, start, end = text[span.start : span.end], span.start, span.end
    for opening, closing in _BRACKETS.items():
        missing = hidden.count(closing) - hidden.count(opening)
        if missing > 0 and text[start - 1 : start] == opening:
            start -= 1
        elif missing < 0 and text[end : end + 1] == closing:
            end += 1
    return Span(start, end)

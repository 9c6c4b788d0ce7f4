"""Hide spans of a raw text behind one fixed mark, whose length tells nothing."""

from __future__ import annotations

from collections.abc import Iterable

from moderation.core.finding import Finding, Span
from moderation.redaction.echoes import Echoes

HIDDEN = "[已隐去]"

# Two values with nothing else between them become one mark: 张三,138… is [已隐去], not [已隐去],[已隐去].
_JOINS = " \t-–—/|·.、,，~"

_BRACKETS = {"(": ")", "（": "）", "[": "]", "【": "】", "「": "」", "<": ">", "《": "》", "{": "}"}


def private_spans(text: str, findings: Iterable[Finding], field: str) -> tuple[Span, ...]:
    """What the findings say to hide in `text`, the raw words of `field`, and every echo of it.

    What is left is searched again: l38OO… beside other digits reads as a number only when they are gone.
    """
    spans = {found.span for found in findings if found.field == field and found.kind.private}
    if not spans:
        return ()
    echoes = Echoes({text[span.start : span.end] for span in spans})
    spans.update(echoes.of(text))
    while more := {*echoes.of(_covered(text, spans))} - spans:
        spans |= more
    return tuple(sorted(spans))


def _covered(text: str, spans: Iterable[Span]) -> str:
    """`text` with a Han character for each hidden one: offsets stay."""
    characters = list(text)
    for span in spans:
        characters[span.start : span.end] = "隐" * (span.end - span.start)
    return "".join(characters)


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

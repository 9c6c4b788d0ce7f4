"""Hide spans of a raw text behind one fixed mark, whose length tells nothing."""

from __future__ import annotations

from collections.abc import Iterable

from moderation.core.finding import Finding, Span

HIDDEN = "[已隐去]"


def private_spans(findings: Iterable[Finding], field: str) -> tuple[Span, ...]:
    """What screening proposes to hide in `field`."""
    return tuple(found.span for found in findings if found.field == field and found.kind.private)


def redact(text: str, spans: Iterable[Span]) -> str:
    """`text` with every span replaced by `HIDDEN`, from the end to the start; without spans, `text` itself.

    Spans that overlap, touch, or have nothing but spaces and marks of division between them become one.
    """
    for span in reversed(merged(text, spans)):
        text = text[: span.start] + HIDDEN + text[span.end :]
    return text


def merged(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """`spans` in order, without empty ones, joined where only `_JOINS` stands between them."""
    joined: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        last = joined[-1] if joined else None
        if last is not None and not text[last.end : span.start].strip(_JOINS):
            joined[-1] = Span(last.start, max(last.end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


_JOINS = " \t-–—/|·.、,,~"

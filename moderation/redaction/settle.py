"""Hide until nothing private is found any more: alone, the rest of a text may read differently."""

from __future__ import annotations

from moderation.core.finding import Finding, Span
from moderation.redaction.redact import HIDDEN, merged, private_spans, redact
from moderation.screening.ruleset import Ruleset
from moderation.screening.screen import screen

MOST_ROUNDS = 5
"""A text that still shows something after so many rounds is hidden as a whole."""


def settled_spans(text: str, findings: tuple[Finding, ...], field: str, ruleset: Ruleset) -> tuple[Span, ...]:
    """What to hide in `text`, the raw words of `field` that screened to `findings`, so that no more is found.

    Empty when nothing private was found: then nothing is screened again.
    """
    spans = private_spans(text, findings, field)
    private = ruleset.private()
    for _ in range(MOST_ROUNDS):
        if not spans:
            return ()
        hidden = merged(text, spans)
        left = redact(text, hidden)
        more = private_spans(left, screen({field: left}, private).findings, field)
        if not more:
            return hidden
        spans = (*hidden, *(_in_raw(span, hidden) for span in more))
    return (Span(0, len(text)),)


def _in_raw(span: Span, hidden: tuple[Span, ...]) -> Span:
    """A span of the redacted text as one of the raw text; a touched mark counts with all it hides."""
    shift = 0
    start = end = None
    for gone in hidden:
        mark = Span(gone.start + shift, gone.start + shift + len(HIDDEN))
        if start is None and span.start < mark.end:
            start = min(span.start - shift, gone.start)
        if end is None and span.end <= mark.start:
            end = span.end - shift
        elif end is None and span.end <= mark.end:
            end = gone.end
        shift += len(HIDDEN) - (gone.end - gone.start)
    return Span(span.start - shift if start is None else start, span.end - shift if end is None else end)

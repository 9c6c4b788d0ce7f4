"""Hide until nothing private is found any more: alone, the rest of a text may read differently."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from moderation.core.finding import Finding, Span
from moderation.redaction.redact import HIDDEN, merged, private_spans, redact
from moderation.screening.ruleset import Ruleset
from moderation.screening.screen import screen_all

MOST_ROUNDS = 5
"""A text that still shows something after so many rounds is hidden as a whole."""


class Hiding(NamedTuple):
    """A text of a field, and what is to be hidden in it."""

    field: str
    text: str
    spans: tuple[Span, ...]


class Settled(NamedTuple):
    """What to hide, what is left of the text then, and what the rules for personal data say about that:
    a rule that crashed, or what is never hidden.
    """

    spans: tuple[Span, ...]
    left: str
    findings: tuple[Finding, ...]


def settle_all(texts: Sequence[Hiding], ruleset: Ruleset) -> list[Settled]:
    """Hide more in each of these texts until no more is found, in their order. All are screened at once in
    each round, which takes less time than one after the other.
    """
    private = ruleset.private()
    open_ = dict(enumerate(texts))
    settled: dict[int, Settled] = {}
    for _ in range(MOST_ROUNDS):
        hidden = {at: merged(one.text, one.spans) for at, one in open_.items()}
        left = {at: redact(one.text, hidden[at]) for at, one in open_.items()}
        said = screen_all([("", {open_[at].field: text}) for at, text in left.items()], private)
        for (at, one), screening in zip(list(open_.items()), said, strict=True):
            more = private_spans(left[at], screening.findings, one.field)
            if more:
                wider = (*hidden[at], *(_in_raw(span, hidden[at]) for span in more))
                open_[at] = one._replace(spans=wider)
            else:
                settled[at] = Settled(hidden[at], left[at], screening.findings)
                del open_[at]
    for at, one in open_.items():
        settled[at] = Settled((Span(0, len(one.text)),), HIDDEN, ())
    return [settled[at] for at in range(len(texts))]


def settled_spans(text: str, findings: Iterable[Finding], field: str, ruleset: Ruleset) -> tuple[Span, ...]:
    """What to hide in `text`, the raw words of `field` that screened to `findings`, so that no more is found.

    Empty when nothing private was found: then nothing is screened again.
    """
    spans = private_spans(text, findings, field)
    return settle_all([Hiding(field, text, spans)], ruleset)[0].spans if spans else ()


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

"""Examples mark what must be found between ⟦ and ⟧."""

from __future__ import annotations

from moderation.core.finding import Span


def unmarked(example: str) -> tuple[str, tuple[Span, ...]]:
    """The plain text of an example and the spans it marks."""
    plain, spans, start = "", [], -1
    for character in example:
        if character == "⟦":
            start = len(plain)
        elif character == "⟧":
            spans.append(Span(start, len(plain)))
        else:
            plain += character
    return plain, tuple(spans)

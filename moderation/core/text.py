"""Text as a reader understands it, with the way back to the characters as they were written."""

from __future__ import annotations

from dataclasses import dataclass

from moderation.core.finding import Span


@dataclass(frozen=True, slots=True)
class Text:
    """A raw text and its folded form.

    `folded` is what rules read: NFKC, simplified, lower case, without invisible characters, digits and
    numerals as ASCII. `origin[i]` is the raw offset of the character that gave `folded[i]`;
    `origin[len(folded)]` is `len(raw)`.
    """

    raw: str
    folded: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The raw characters behind `folded[start:end]`, including invisible ones between them."""
        if end <= start:
            return Span(self.origin[start], self.origin[start])
        return Span(self.origin[start], self.origin[end - 1] + 1)

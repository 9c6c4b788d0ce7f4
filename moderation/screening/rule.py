"""What a rule is: a module in `rules/` with a docstring, a `RULE` and
`find(text: Text, context: Context) -> Iterable[Hit | Score]`.

The docstring says what the rule finds, why it matters, what happens then, and its known gaps; it becomes the
rule's page in docs/rules. `find` is pure and sees one field; it may raise nothing, and when it does the
field is held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from moderation.core.finding import Kind, Severity, Span
from moderation.core.text import Text
from moderation.screening.watchwords import WatchWord


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know besides the text: the form and field it stands in, and the community's own words.

    `hotlines` are official numbers reduced to digits; `area_names` every name and wording of an area;
    `watch_words` are those in force. `found`, for rules that are asked last: of what kinds the others found
    personal data in this field, and for what kinds they hold it.
    """

    form: str = ""
    field: str = ""
    found: frozenset[Kind] = frozenset()
    hotlines: frozenset[str] = frozenset()
    area_names: frozenset[str] = frozenset()
    watch_words: tuple[WatchWord, ...] = ()

    def official(self, digits: str) -> bool:
        """True for a hotline of the community, with or without its area code."""
        return digits in self.hotlines or (
            digits.startswith("0") and (digits[3:] in self.hotlines or digits[4:] in self.hotlines)
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing a rule saw, at raw offsets. `message` is Chinese, for moderators; it quotes no private value.

    `kind` and `severity` differ from the rule's own only where a rule tells several apart.
    """

    span: Span
    message: str
    kind: Kind | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """A number a rule weighed a field with, found or not; the highest of all fields is kept."""

    name: str
    value: float


Find = Callable[[Text, Context], Iterable[Hit | Score]]


@dataclass(frozen=True, slots=True)
class Rule:
    """The declaration at the top of a rule's file; the file's name is the rule's name.

    `kind` is private (see `Kind.private`) when any hit may be: what stays behind redaction is searched by
    the rules of private kinds only. A rule that reads `Context.found` is asked `last`. `finds` are examples
    with what must be found between ⟦ and ⟧; `passes` are examples that must stay untouched. They are the
    rule's tests and stand on its page in docs/rules.
    """

    kind: Kind
    severity: Severity
    title: str
    finds: tuple[str, ...] = field(default=())
    passes: tuple[str, ...] = field(default=())
    last: bool = False

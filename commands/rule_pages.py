"""docs/rules/: one page per screening rule, made of the rule's own docstring, defaults and examples."""

from __future__ import annotations

import inspect
import sys
import unicodedata
from collections.abc import Iterable

from moderation.core.finding import Severity
from moderation.screening.ruleset import Active

_SEVERITY = {
    Severity.NOTE: "note 提示",
    Severity.HOLD: "hold 暂缓",
    Severity.BLOCK: "block 拦截",
}
_UNSEEN = frozenset({"Cf", "Mn", "Me", "Cc", "Cs"})


def rule_pages(rules: Iterable[Active]) -> dict[str, str]:
    """File name -> Markdown, for every rule and for the index."""
    rules = tuple(rules)
    return {f"{active.name}.md": _page(active) for active in rules} | {"README.md": _index(rules)}


def _index(rules: tuple[Active, ...]) -> str:
    rows = "".join(
        f"| [{active.name}]({active.name}.md) | {active.rule.title} | {active.rule.kind} "
        f"| {_SEVERITY[active.rule.severity]} | {'yes' if active.rule.kind.private else 'no'} |\n"
        for active in rules
    )
    return (
        "# Screening rules 筛查规则\n\n"
        "Made by `make docs` from the rules themselves; edit those. Every rule runs on every public field;\n"
        "none approves anything. A rule that crashes holds the submission.\n\n"
        "| rule | 规则 | kind | severity | hidden |\n|---|---|---|---|---|\n" + rows
    )


def _page(active: Active) -> str:
    rule = active.rule
    hidden = "yes, behind `[已隐去]`" if rule.kind.private else "no, it tells the moderator"
    return (
        f"# {rule.title} `{active.name}`\n\n"
        f"{_docstring(active)}\n\n"
        "## Defaults\n\n"
        f"| kind | severity | mode | hidden |\n|---|---|---|---|\n"
        f"| {rule.kind} | {_SEVERITY[rule.severity]} | on | {hidden} |\n\n"
        "In community.toml:\n\n"
        f'```toml\n[rule.{active.name}]\nmode = "shadow" # on, shadow (watch only) or off\n'
        'severity = "hold" # note, hold or block\n```\n\n'
        f"## Finds 会发现\n\nWhat is found stands between ⟦ and ⟧.\n\n{_examples(rule.finds)}\n"
        f"## Leaves alone 不会误伤\n\n{_examples(rule.passes)}"
    )


def _docstring(active: Active) -> str:
    module = sys.modules[active.find.__module__]
    return inspect.cleandoc(module.__doc__ or "")


def _examples(examples: tuple[str, ...]) -> str:
    return "```text\n" + "".join(f"{_visible(example)}\n" for example in examples) + "```\n"


def _visible(example: str) -> str:
    """Line breaks as ⏎, invisible characters by their numbers: ‹200B›."""
    return "".join(
        "⏎" if c == "\n" else f"‹{ord(c):04X}›" if unicodedata.category(c) in _UNSEEN else c for c in example
    )

"""docs/rules/: one page per screening rule, made of the rule's own docstring, defaults and examples.

`python -m commands.rule_pages` writes them; with `--check` it writes nothing and fails where a page is stale.
"""

from __future__ import annotations

import inspect
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from moderation.core.finding import Severity
from moderation.screening.ruleset import Active, all_rules

FOLDER = Path("docs/rules")

_SEVERITY = {
    Severity.NOTE: "note 提示",
    Severity.HOLD: "hold 暂缓",
    Severity.BLOCK: "block 拦截",
}
_UNSEEN = frozenset({"Cf", "Mn", "Me", "Cc", "Cs"})


def pages(rules: Iterable[Active]) -> dict[str, str]:
    """File name -> Markdown, for every rule and for the index."""
    rules = tuple(rules)
    return {f"{active.name}.md": _page(active) for active in rules} | {"README.md": _index(rules)}


def stale(folder: Path, wanted: dict[str, str]) -> list[str]:
    """The names of pages that are missing, differ, or belong to no rule any more."""
    there = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    return sorted(name for name in there.keys() | wanted.keys() if there.get(name) != wanted.get(name))


def write(folder: Path, wanted: dict[str, str]) -> None:
    """Make `folder` hold exactly the wanted pages."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale(folder, wanted):
        if name in wanted:
            (folder / name).write_text(wanted[name], "utf-8")
        else:
            (folder / name).unlink()


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


def main(arguments: list[str]) -> int:
    """0 when the pages are (now) what the rules say, 5 when a check found stale ones."""
    wanted = pages(all_rules())
    if "--check" not in arguments:
        write(FOLDER, wanted)
        return 0
    if names := stale(FOLDER, wanted):
        sys.stderr.write(f"docs/rules is stale: {', '.join(names)}; run `make docs` and commit the result\n")
        return 5
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

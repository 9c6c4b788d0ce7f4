"""The documents that are made of the code and of community.toml, so that they can't say anything else.

`python -m commands.generated_docs` writes them; with `--check` it writes nothing and fails
where one is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from commands.form_pages import form_page
from commands.rule_pages import rule_pages
from moderation.core.community import load_community
from moderation.screening.ruleset import all_rules

DOCS = Path("docs")
Documents = Mapping[str, str]  # path below docs/ -> Markdown


def documents() -> Documents:
    """Every generated document as it should be."""
    rules = {f"rules/{name}": text for name, text in rule_pages(all_rules()).items()}
    return rules | {"forms.md": form_page(load_community(Path("community.toml")))}


def stale(docs: Path, wanted: Documents) -> list[str]:
    """The paths of documents that are missing, differ, or belong to no rule any more."""
    paths = {f"rules/{path.name}" for path in (docs / "rules").glob("*.md")} | wanted.keys()
    return sorted(path for path in paths if _text(docs / path) != wanted.get(path))


def write(docs: Path, wanted: Documents) -> None:
    """Make `docs` hold exactly the wanted documents."""
    for path in stale(docs, wanted):
        if path in wanted:
            (docs / path).parent.mkdir(parents=True, exist_ok=True)
            (docs / path).write_text(wanted[path], "utf-8")
        else:
            (docs / path).unlink()


def _text(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None


def main(arguments: list[str]) -> int:
    """0 when the documents are (now) what the code says, 5 when a check found stale ones."""
    wanted = documents()
    if "--check" not in arguments:
        write(DOCS, wanted)
        return 0
    if paths := stale(DOCS, wanted):
        sys.stderr.write(f"docs/ is stale: {', '.join(paths)}; run `make docs` and commit the result\n")
        return 5
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

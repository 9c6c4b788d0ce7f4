"""Pages of rules say what the rules say."""

from __future__ import annotations

from commands.rule_pages import rule_pages
from moderation.core.finding import Kind, Severity
from moderation.core.text import Text
from moderation.screening.rule import Context, Hit, Rule
from moderation.screening.ruleset import Active, all_rules


def find(text: Text, context: Context) -> list[Hit]:
    return []


INVENTED = Active(
    "invented", Rule(Kind.QQ, Severity.HOLD, "发明", finds=("a⟦1\u200b2⟧\nb",), passes=("c",)), find
)


def test_a_page_shows_docstring_defaults_and_examples() -> None:
    page = rule_pages([INVENTED])["invented.md"]
    assert "# 发明 `invented`\n\nPages of rules say what the rules say.\n" in page
    assert "| QQ | hold 暂缓 | on | yes, behind `[已隐去]` |" in page
    assert "a⟦1‹200B›2⟧⏎b\n" in page


def test_every_rule_has_its_page_and_a_line_in_the_index() -> None:
    made = rule_pages(all_rules())
    assert made.keys() == {"README.md", *(f"{active.name}.md" for active in all_rules())}
    assert all(f"[{active.name}]({active.name}.md)" in made["README.md"] for active in all_rules())

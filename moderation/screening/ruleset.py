"""The rules in force: those of the package, as a community sets them."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from moderation.core.community import Community
from moderation.core.finding import Severity
from moderation.screening import rules
from moderation.screening.rule import Context, Find, Rule
from moderation.screening.watchwords import WatchWord, in_force, read_watch_words


class UnknownRule(Exception):
    """community.toml sets a rule that does not exist."""

    def __init__(self, names: list[str], known: list[str]) -> None:
        super().__init__(
            f"community.toml: rule.{', rule.'.join(names)}: no such rule; there are {', '.join(known)}"
        )


@dataclass(frozen=True, slots=True)
class Active:
    """One rule in force. `severity` overrides what the rule itself says; `shadow` rules only watch."""

    name: str
    rule: Rule
    find: Find
    severity: Severity | None = None
    shadow: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Ruleset:
    """Rules and what they may know of the community. Plain data and module functions: it pickles.

    Compared by identity: reading all its words for every text would take longer than screening.
    """

    rules: tuple[Active, ...]
    context: Context = field(default_factory=Context)

    def private(self) -> Ruleset:
        """Only the rules that find personal data: for texts whose other findings are known."""
        return _only_private(self)


@lru_cache(maxsize=4)
def _only_private(ruleset: Ruleset) -> Ruleset:
    return replace(ruleset, rules=tuple(active for active in ruleset.rules if active.rule.kind.private))


@cache
def all_rules() -> tuple[Active, ...]:
    """Every module in `rules/`, by name: a new file is a new rule."""
    names = sorted(module.name for module in pkgutil.iter_modules(rules.__path__))
    modules = [(name, importlib.import_module(f"{rules.__name__}.{name}")) for name in names]
    return tuple(
        Active(name, module.RULE, module.find) for name, module in modules if hasattr(module, "RULE")
    )


def ruleset_on(today: date, community: Community, watch_words: Path) -> Ruleset:
    """The community's rules with the words of this file that are watched today. Whoever screens for the same
    queue must come to the same rules: what others have screened is not published.
    """
    return load_ruleset(community, in_force(read_watch_words(watch_words), today))


def load_ruleset(community: Community | None = None, watch_words: tuple[WatchWord, ...] = ()) -> Ruleset:
    """The rules as `community` sets them, or all of them as they are; with the watch words in force.

    Raises `UnknownRule` when the community names a rule that does not exist.
    """
    if community is None:
        return Ruleset(all_rules(), Context(watch_words=watch_words))
    known = [active.name for active in all_rules()]
    if unknown := sorted(set(community.rules) - set(known)):
        raise UnknownRule(unknown, known)
    return Ruleset(
        tuple(active for each in all_rules() if (active := _as_set(each, community)) is not None),
        Context(hotlines=_hotlines(community), area_names=_area_names(community), watch_words=watch_words),
    )


def _as_set(active: Active, community: Community) -> Active | None:
    said = community.rules.get(active.name)
    if said is None:
        return active
    if said.mode == "off":
        return None
    severity = Severity[said.severity.upper()] if said.severity else None
    return Active(active.name, active.rule, active.find, severity, shadow=said.mode == "shadow")


def _hotlines(community: Community) -> frozenset[str]:
    return frozenset("".join(c for c in hotline.number if c.isdigit()) for hotline in community.hotlines)


def _area_names(community: Community) -> frozenset[str]:
    names = (
        name
        for area in community.areas
        for name in (area.name.zh_hans, area.name.zh_hant, area.name.en, *area.words)
    )
    return frozenset(name for name in names if name)

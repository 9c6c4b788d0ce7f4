"""Which heap somebody works on, and through which filter; it travels in the address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest

from moderation.console import place
from moderation.console.door import who
from moderation.core.strict import allowed_word
from moderation.queue.tabs import Filter, Tab, condition, within


@dataclass(frozen=True, slots=True)
class Desk:
    """A heap and a filter, as one moderator sees them. Unknown words mean: no filter."""

    tab: Tab
    form: str
    area: str
    rule: str
    areas: tuple[str, ...]
    by: str

    @property
    def query(self) -> str:
        """The address's part behind the question mark."""
        given = {"tab": self.tab.value, "form": self.form, "area": self.area, "rule": self.rule}
        return urlencode({name: value for name, value in given.items() if value})

    @property
    def filtered(self) -> bool:
        """Whether somebody chose to see a part only."""
        return bool(self.form or self.area or self.rule)

    @property
    def filter(self) -> Filter:
        return Filter(self.form, self.areas, self.rule)

    def condition(self) -> Q:
        return condition(place.community(), self.tab, self.by, place.now(), self.filter)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a filter offers, as (key, name), and what is chosen. `looks_after`: this person has areas."""

    tab: str
    form: str
    area: str
    rule: str
    open: bool
    looks_after: bool
    forms: tuple[tuple[str, str], ...]
    areas: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]


def choices_at(desk: Desk, language: str, rules: tuple[str, ...], *, looks_after: bool) -> Choices:
    """The filter of a desk in one language, with the rules that it offers."""
    community = place.community()
    return Choices(
        tab=desk.tab,
        form=desk.form,
        area=desk.area,
        rule=desk.rule,
        open=desk.filtered,
        looks_after=looks_after,
        forms=tuple((each.key, each.name.to(language)) for each in community.forms),
        areas=tuple((each.key, each.name.to(language)) for each in community.areas),
        rules=rules,
    )


def desk_of(request: HttpRequest) -> Desk:
    """The desk that the address names; without an area, the areas that this person looks after."""
    community, person = place.community(), who(request)
    tab = allowed_word(request.GET.get("tab", ""), [each.value for each in Tab])
    form = request.GET.get("form", "")
    area, rule = request.GET.get("area", ""), request.GET.get("rule", "")
    chosen = [area] if area in community.area_by_key else list(person.areas) if not area else []
    return Desk(
        tab=Tab(tab) if tab else Tab.NEW,
        form=form if form in community.form_by_key else "",
        area=area if area in community.area_by_key or area == "all" else "",
        rule=rule if rule.isidentifier() and rule.isascii() else "",
        areas=tuple(key for each in chosen for key in within(community, each)),
        by=str(person),
    )

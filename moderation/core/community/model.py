"""The shape of community.toml. Unknown keys are errors; everything is private unless it says public."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field as Setting
from pydantic import StringConstraints

from moderation.core.community.form import Field, Form, Key, Option, Table, Translated, by_wording
from moderation.core.text import fold

Language = Literal["zh-Hans", "zh-Hant", "en"]


class Area(Table):
    key: Key
    level: Literal["city", "district", "street", "community", "building"]
    parent: Key | None = None
    name: Translated
    words: tuple[str, ...] = Setting((), strict=False)


class Category(Table):
    """Goods or services. `units` are the normal units; `guide` is shown beside every entry of it."""

    key: Key
    name: Translated
    units: tuple[str, ...] = Setting((), strict=False)
    words: tuple[str, ...] = Setting((), strict=False)
    guide: str | None = None


class Group(Table):
    """A working group: who leads it, and which categories it takes."""

    key: Key
    name: Translated
    leads: tuple[str, ...] = Setting((), strict=False)
    takes: tuple[Key, ...] = Setting((), strict=False)


class Hotline(Table):
    """An official number: never redacted, allowed in every published byte."""

    name: Translated
    number: Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 -]{1,18}$")]


class Rule(Table):
    """A community's word about one screening rule."""

    mode: Literal["on", "shadow", "off"] = "on"
    severity: Literal["note", "hold", "block"] | None = None


class Source(Table):
    """Where one form's responses come from.

    `path` for a CSV export; `label_row` says that its second row holds labels for machines, which then are
    the titles of the questions; `day_first` that its `1/2/2020` is the first of February. Spreadsheet ids
    come from the environment (`spreadsheet` names the variable), so that a public repository does not hold
    them.
    """

    form: Key
    type: Literal["csv", "google-sheet", "google-form"]
    path: str | None = None
    label_row: bool = False
    day_first: bool = False
    spreadsheet: str | None = None
    tab: str | None = None


class Thresholds(Table):
    """Numbers of policy, each with its unit in the name."""

    vanished_share: float = Setting(0.3, gt=0, le=1)
    tombstone_after_pulls: int = Setting(3, ge=1)
    undo_seconds: int = Setting(10, ge=0)
    lease_minutes: int = Setting(10, ge=1)
    cell_characters: int = Setting(2000, ge=100, le=20_000)
    entries_per_page: int = Setting(50, ge=5, le=500)
    coarsen_below_entries: int = Setting(5, ge=1)
    unpublished_share: float = Setting(0.5, gt=0, le=1)
    stale_after_hours: int = Setting(24, ge=1)
    guide_review_days: int = Setting(180, ge=1)
    guide_overdue_days: int = Setting(365, ge=1)


class Community(Table):
    """The whole of community.toml."""

    name: Translated
    languages: tuple[Language, ...] = Setting(min_length=1, strict=False)
    site_address: Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+(/[^\s]*)?/$")]
    time_zone: str
    security_contact: Annotated[str, StringConstraints(pattern=r"^(https://|mailto:)[^\s]+$")] | None = None
    thresholds: Thresholds = Thresholds()
    areas: tuple[Area, ...] = Setting(alias="area", min_length=1, strict=False)
    categories: tuple[Category, ...] = Setting(alias="category", min_length=1, strict=False)
    groups: tuple[Group, ...] = Setting((), alias="group", strict=False)
    hotlines: tuple[Hotline, ...] = Setting((), alias="hotline", strict=False)
    forms: tuple[Form, ...] = Setting(alias="form", min_length=1, strict=False)
    rules: dict[str, Rule] = Setting(default_factory=dict, alias="rule")
    sources: tuple[Source, ...] = Setting((), alias="source", strict=False)
    canaries: tuple[str, ...] = Setting((), strict=False)

    @cached_property
    def form_by_key(self) -> dict[str, Form]:
        return {form.key: form for form in self.forms}

    @cached_property
    def area_by_key(self) -> dict[str, Area]:
        return {area.key: area for area in self.areas}

    @cached_property
    def category_by_key(self) -> dict[str, Category]:
        return {category.key: category for category in self.categories}

    def options_of(self, field: Field) -> tuple[Option, ...]:
        """The answers a choice allows, also where they are the community's categories or groups."""
        return field.options if field.options_from is None else self._shared_options[field.options_from]

    def wordings_of(self, field: Field) -> dict[str, Option]:
        """The same answers by every wording, as `answer_key` gives it."""
        return field.by_wording if field.options_from is None else self._shared_wordings[field.options_from]

    @cached_property
    def area_wordings(self) -> tuple[tuple[str, Area], ...]:
        """Every wording of every area, folded, the longest first."""
        pairs = {fold(word).folded: area for area in self.areas for word in (*area.name.all, *area.words)}
        return tuple(sorted(pairs.items(), key=lambda pair: len(pair[0]), reverse=True))

    def ancestors(self, area: Area) -> Iterator[Area]:
        """What the area lies in, from the next larger one to the city."""
        while area.parent is not None:
            area = self.area_by_key[area.parent]
            yield area

    @cached_property
    def _shared_options(self) -> dict[str, tuple[Option, ...]]:
        return {
            "categories": tuple(Option(key=c.key, label=c.name, words=c.words) for c in self.categories),
            "groups": tuple(Option(key=group.key, label=group.name) for group in self.groups),
        }

    @cached_property
    def _shared_wordings(self) -> dict[str, dict[str, Option]]:
        return {name: by_wording(options) for name, options in self._shared_options.items()}

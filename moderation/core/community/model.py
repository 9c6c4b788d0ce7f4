"""The shape of community.toml. Unknown keys are errors; everything is private unless it says public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic import Field as Setting

from moderation.core.strict import seen
from moderation.core.text import fold

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Language = Literal["zh-Hans", "zh-Hant", "en"]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class Translated(_Table):
    """Words in the community's languages; Simplified Chinese is the one that must be there."""

    zh_hans: str = Setting(alias="zh-Hans", min_length=1)
    zh_hant: str | None = Setting(None, alias="zh-Hant")
    en: str | None = None

    def to(self, language: str) -> str:
        """The words in `language`, or the Simplified Chinese original where nobody translated them."""
        return {"zh-Hant": self.zh_hant, "en": self.en}.get(language) or self.zh_hans

    @property
    def all(self) -> tuple[str, ...]:
        """The words in every language there are words in."""
        return tuple(filter(None, (self.zh_hans, self.zh_hant, self.en)))


class FieldType(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long text"
    CHOICE = "choice"
    CHOICES = "choices"
    QUANTITY = "quantity"
    AREA = "area"
    CONTACT = "contact"
    TIME = "time"
    CONSENT = "consent"
    URL = "url"
    ENTRY_ID = "entry id"


class Visibility(StrEnum):
    PRIVATE = "private"
    PUBLIC = "public"


class Publishes(StrEnum):
    """What a form's approved submissions become: an entry, a number in the figures, or nothing at all."""

    ENTRY = "entry"
    FIGURES = "figures"
    NOTHING = "nothing"


class Option(_Table):
    """One answer of a choice. `words` are the wordings that forms use for it, besides the label.

    `urgency` (0 none … 3 life at risk) is read on a coded reason; `publishes` and `days` on a consent.
    """

    key: Key
    label: Translated
    words: tuple[str, ...] = Setting((), strict=False)
    urgency: int = Setting(0, ge=0, le=3)
    publishes: bool = False
    days: int | None = Setting(None, ge=1, le=365)

    @property
    def wordings(self) -> tuple[str, ...]:
        """Everything that means this option."""
        return (*self.label.all, *self.words)


def answer_key(words: str) -> str:
    """How answers and options are compared: as they look, in any letter case."""
    return seen(words).casefold()


def by_wording(options: Iterable[Option]) -> dict[str, Option]:
    return {answer_key(wording): option for option in options for wording in option.wordings}


class Field(_Table):
    """One question of a form, by any of its `titles`.

    `units` are what a quantity is counted in besides the units of its category (元 for a price).
    """

    key: Key
    label: Translated
    titles: tuple[str, ...] = Setting(min_length=1, strict=False)
    type: FieldType = Setting(strict=False)
    required: bool = False
    visibility: Visibility = Setting(Visibility.PRIVATE, strict=False)
    options: tuple[Option, ...] = Setting((), strict=False)
    options_from: Literal["categories", "groups"] | None = None
    units: tuple[str, ...] = Setting((), strict=False)

    @cached_property
    def by_wording(self) -> dict[str, Option]:
        return by_wording(self.options)

    @property
    def public(self) -> bool:
        return self.visibility is Visibility.PUBLIC


class ApprovedBy(_Table):
    """A column that trusted people fill in at the source, and the one word in it that approves a row.

    For exports that were moderated elsewhere. Any other spelling is not an approval
    (`moderation.core.strict.allowed_word`).
    """

    field: Key
    word: str = Setting(min_length=1)


class Form(_Table):
    """A form: what it asks, what becomes of an answer, and what must happen before it is published.

    `ignored` are question titles that are known and not kept. `headline` names the public fields that make
    the entry's title. `two_people_if` names fields (a price, a shop) whose answer makes a second person's
    approval necessary; `call_back` demands a confirmed phone check. `closes` names the time field after which
    an entry is over (a group-buy's closing time).
    """

    key: Key
    name: Translated
    publishes: Publishes = Setting(Publishes.NOTHING, strict=False)
    headline: tuple[Key, ...] = Setting((), strict=False)
    call_back: bool = False
    closes: Key | None = None
    two_people_if: tuple[Key, ...] = Setting((), strict=False)
    expires_after_days: int = Setting(14, ge=1, le=365)
    address: str | None = None
    entry_parameter: str | None = None
    ignored: tuple[str, ...] = Setting((), strict=False)
    approved_by: ApprovedBy | None = None
    fields: tuple[Field, ...] = Setting(alias="field", min_length=1, strict=False)

    @cached_property
    def by_key(self) -> dict[str, Field]:
        return {field.key: field for field in self.fields}

    @cached_property
    def by_title(self) -> dict[str, Field]:
        """The fields by each title they answer to, as `moderation.core.strict.seen` shows it."""
        return {seen(title): field for field in self.fields for title in field.titles}

    @cached_property
    def ignored_titles(self) -> frozenset[str]:
        return frozenset(seen(title) for title in self.ignored)

    def typed(self, field_type: FieldType) -> tuple[Field, ...]:
        """The fields of one type, in the order of the form."""
        return tuple(field for field in self.fields if field.type is field_type)


class Area(_Table):
    key: Key
    level: Literal["city", "district", "street", "community", "building"]
    parent: Key | None = None
    name: Translated
    words: tuple[str, ...] = Setting((), strict=False)


class Category(_Table):
    """Goods or services. `units` are the normal units; `guide` is shown beside every entry of it."""

    key: Key
    name: Translated
    units: tuple[str, ...] = Setting((), strict=False)
    words: tuple[str, ...] = Setting((), strict=False)
    guide: str | None = None


class Group(_Table):
    """A working group: who leads it, and which categories it takes."""

    key: Key
    name: Translated
    leads: tuple[str, ...] = Setting((), strict=False)
    takes: tuple[Key, ...] = Setting((), strict=False)


class Hotline(_Table):
    """An official number: never redacted, allowed in every published byte."""

    name: Translated
    number: Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 -]{1,18}$")]


class Rule(_Table):
    """A community's word about one screening rule."""

    mode: Literal["on", "shadow", "off"] = "on"
    severity: Literal["note", "hold", "block"] | None = None


class Source(_Table):
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


class Thresholds(_Table):
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


class Community(_Table):
    """The whole of community.toml."""

    name: Translated
    languages: tuple[Language, ...] = Setting(min_length=1, strict=False)
    site_address: Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+(/[^\s]*)?/$")]
    time_zone: str
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

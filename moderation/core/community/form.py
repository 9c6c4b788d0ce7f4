"""The shape of a form: what it asks, in which words, and what of it is public. Private unless it says so."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic import Field as Setting

from moderation.core.strict import seen

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]


class Table(BaseModel):
    """A table of community.toml: strict types, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class Translated(Table):
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


class Option(Table):
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


@lru_cache(4096)  # a form has few answers to choose from, and they come again and again
def answer_key(words: str) -> str:
    """How answers and options are compared: as they look, in any letter case."""
    return seen(words).casefold()


def by_wording(options: Iterable[Option]) -> dict[str, Option]:
    return {answer_key(wording): option for option in options for wording in option.wordings}


class Field(Table):
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


class ApprovedBy(Table):
    """A column that trusted people fill in at the source, and the one word in it that approves a row.

    For exports that were moderated elsewhere. Any other spelling is not an approval
    (`moderation.core.strict.allowed_word`).
    """

    field: Key
    word: str = Setting(min_length=1)


class Warns(Table):
    """How approved reports become anonymous warnings: `kind` names the choice that says what happened,
    `evidence` the choices that say what proves it, `unproven` its option for "none", `about` the kinds of
    which residents are warned.
    """

    kind: Key
    evidence: Key
    unproven: Key
    about: tuple[Key, ...] = Setting(min_length=1, strict=False)


class Answer(Table):
    """A form by which residents answer an entry, and what the link to it says ("I can help with this")."""

    form: Key
    words: Translated


class Form(Table):
    """A form: what it asks, what becomes of an answer, and what must happen before it is published.

    `ignored` are question titles that are known and not kept. `headline` names the public fields that make
    the entry's title. `two_people_if` names fields (a price, a shop) whose answer makes a second person's
    approval necessary; `call_back` demands a confirmed phone check. `closes` names the time field after which
    an entry is over (a group-buy's closing time). `answered_by` are the forms by which its entries are
    answered, `describes` is what schema.org calls them. `board` shows its entries in full on a page of their
    own; `warns` makes anonymous warnings of its approved responses. `way` puts it behind one of the three
    doors of the home page: ask for help, give some, tell of something wrong; a door may lead to several.
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
    answered_by: tuple[Answer, ...] = Setting((), strict=False)
    describes: Literal["Demand", "Offer", "SpecialAnnouncement", "CreativeWork"] = "CreativeWork"
    ignored: tuple[str, ...] = Setting((), strict=False)
    approved_by: ApprovedBy | None = None
    board: Literal["notices", "thanks"] | None = None
    way: Literal["ask", "give", "tell"] | None = None
    warns: Warns | None = None
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

"""What an entry looks like in one language: its page, and its row in lists.

Templates lay out, once for each shape that entries take; here an entry's own words are made safe and put into
those moulds. To call a template for every entry would take several times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from moderation.core.community import Field, FieldType
from moderation.core.entry import Detail, Entry, Status
from publishing import sanitise
from publishing.answers import answers
from publishing.edition import Edition
from publishing.engine import entry_addresses
from publishing.listing import ListKey, Placed
from publishing.mould import Mould, Safe, markup, slots

# What the page says elsewhere, and better: the area coarsened, consent as the day it ends.
_SAID_ELSEWHERE: Final = frozenset({FieldType.AREA, FieldType.CONSENT, FieldType.CONTACT, FieldType.ENTRY_ID})
_PAGE_SLOTS: Final = slots(
    *("id", "title", "title_as_data", "lang", "kind", "marks", "note", "details", "where", "place", "code"),
    *("verified_at", "verified", "approved_at", "approved", "expires_at", "expires"),
)
_ROW_SLOTS: Final = slots("id", "title", "area", "seen_at", "seen")

_NOTHING: Final = Markup()
_IN_CHINESE: Final = Markup(' lang="zh"')
_IN_ENGLISH: Final = Markup(' lang="en"')


class Shown(NamedTuple):
    """A field that pages show: what stands around an answer, and the words of those that can be chosen."""

    around: Mould
    options: dict[str, Safe]


class Viewer:
    """Makes pages and rows in one language."""

    def __init__(self, edition: Edition) -> None:
        community, language = edition.community, edition.language
        self._edition, self._english = edition, language == "en"
        self._zone = ZoneInfo(community.time_zone)
        self._names = {form.key: form.name.to(language) for form in community.forms}
        self._areas = {area.key: area.name.to(language) for area in community.areas}
        self._categories = {one.key: one.name.to(language) for one in community.categories}
        self._comma = str(escape(edition.words["comma"]))
        parts = self._parts = edition.parts("parts")
        self._fields = {
            form.key: {field.key: self._field(field) for field in form.fields if _shown(field)}
            for form in community.forms
        }
        self._time = Mould(parts.time(**slots("at", "said")))
        self._amount = Mould(parts.amount(**slots("said", "normal")))
        self._note, self._always_noted = parts.note(), language == "zh-Hant"
        self._page, self._row = cache(self._page_of), cache(self._row_of)
        self._marks, self._area, self._kind = (
            cache(self._marks_of),
            cache(self._area_of),
            cache(self._kind_of),
        )

    def page(self, placed: Placed) -> Safe:
        """Title, description and body of an entry's page, as site/templates/entry.html keeps them apart."""
        entry, area = placed
        form, category, fulfilled = entry.form, entry.category, entry.status is Status.FULFILLED
        written = entry.title or self._names[form]
        lang, (where, place, _) = self._lang(written), self._area(form, area)
        verified = self._local(entry.verified_at) if entry.verified_at else ""
        approved, expires = self._local(entry.approved_at), self._local(entry.expires_at)
        return self._page(form, category, area is not None, bool(verified), fulfilled).fill(
            id=escape(entry.id),
            title=sanitise.line(written),
            title_as_data=Safe(sanitise.data(written)),
            lang=lang,
            kind=self._kind(form, category, area),
            marks=self._marks(form, fulfilled, entry.urgency),
            note=self._note if lang or self._always_noted else _NOTHING,
            details=Safe("".join(self._details(entry))),
            where=where,
            place=place,
            code=Safe(self._edition.codes.of(entry.id)),
            verified_at=Safe(verified),
            verified=_minute(verified),
            approved_at=Safe(approved),
            approved=_minute(approved),
            expires_at=Safe(expires),
            expires=_minute(expires),
        )

    def row(self, placed: Placed, up: str, *, named: bool = False) -> Safe:
        """The entry as a row in a page from which `up` leads to the language's folder. `named`: it says which
        form the entry comes from.
        """
        entry, area = placed
        seen = self._local(entry.verified_at or entry.approved_at)
        shape = entry.category, area is not None, entry.verified_at is not None, entry.status
        return self._row(up, entry.form if named else None, *shape, entry.urgency).fill(
            id=escape(entry.id),
            title=sanitise.line(entry.title or self._names[entry.form]),
            area=self._area(entry.form, area)[2],
            seen_at=Safe(seen),
            seen=_minute(seen),
        )

    def rows(self, some: Iterable[Placed], up: str = "") -> Markup:
        """Entries of any forms as rows, each named."""
        return markup(Safe("".join([self.row(one, up, named=True) for one in some])))

    def time(self, at: datetime) -> Markup:
        """The time on the community's clocks, to the minute; the script adds how long ago it was."""
        local = self._local(at)
        return markup(self._time.fill(at=Safe(local), said=_minute(local)))

    def _page_of(
        self, form: str, category: str | None, placed: bool, confirmed: bool, fulfilled: bool
    ) -> Mould:
        edition = self._edition
        community, described = edition.community, edition.community.form_by_key[form]
        path = [(ListKey(form).name, self._names[form])]
        if category:
            path.append((ListKey(form, category).name, self._categories.get(category, "")))
        answering, others = answers(edition, described)
        return edition.mould(
            "entry",
            _PAGE_SLOTS,
            form=self._names[form],
            describes=described.describes,
            category=self._categories.get(category or ""),
            path=path,
            placed=placed,
            confirmed=confirmed,
            fulfilled=fulfilled,
            guide=edition.guide_for(category),
            answers=answering,
            others=others,
            address=entry_addresses(community, edition.language)[0],
            side=edition.codes.side,
        )

    def _row_of(
        self,
        up: str,
        form: str | None,
        category: str | None,
        placed: bool,
        confirmed: bool,
        status: Status,
        urgency: int,
    ) -> Mould:
        names = [self._names.get(form or ""), self._categories.get(category or "")]
        return self._edition.mould(
            "row",
            _ROW_SLOTS,
            up=up,
            names=[name for name in (*names, _ROW_SLOTS["area"] if placed else None) if name],
            confirmed=confirmed,
            fulfilled=status is Status.FULFILLED,
            urgency=urgency,
            urgency_word=self._urgent(urgency),
        )

    def _marks_of(self, form: str, fulfilled: bool, urgency: int) -> Markup:
        marks: Markup = self._parts.marks([self._names[form]], fulfilled, urgency, self._urgent(urgency))
        return marks

    def _urgent(self, urgency: int) -> str:
        return self._edition.words[f"urgency_{min(urgency, 3)}"] if urgency else ""

    def _area_of(self, form: str, area: str | None) -> tuple[Markup, Markup, Markup]:
        """An area as a fact, as data, and by its name."""
        if area is None:
            return _NOTHING, _NOTHING, _NOTHING
        name = self._areas[area]
        list_ = ListKey(form, "", area).name
        return self._parts.where(list_, name), self._parts.place(name), escape(name)

    def _kind_of(self, form: str, category: str | None, area: str | None) -> Markup:
        names = self._names[form], self._categories.get(category or ""), self._areas.get(area or "")
        return escape(" · ".join(name for name in names if name))

    def _field(self, field: Field) -> Shown:
        community, language = self._edition.community, self._edition.language
        around = self._parts.detail(field.label.to(language), **slots("text", "lang"))
        options = community.options_of(field)
        return Shown(Mould(around), {one.key: Safe(str(escape(one.label.to(language)))) for one in options})

    def _local(self, at: datetime) -> str:
        return at.astimezone(self._zone).isoformat(timespec="minutes")

    def _lang(self, words: str) -> Markup:
        """For words of another language than the page's. Which Chinese it is nobody can tell."""
        if words.isascii():
            return _NOTHING if self._english or not any(map(str.isalpha, words)) else _IN_ENGLISH
        return _IN_CHINESE if self._english else _NOTHING

    def _details(self, entry: Entry) -> Iterator[Safe]:
        """The public fields in the order they come; a field that the form does not publish stays out."""
        fields = self._fields[entry.form]
        for detail in entry.details:
            shown = fields.get(detail.field)
            if shown is not None:
                lang = _NOTHING if detail.choices else self._lang(detail.text)
                yield shown.around.fill(text=self._said(detail, shown.options), lang=lang)

    def _said(self, detail: Detail, options: dict[str, Safe]) -> Safe | Markup:
        if detail.choices and options.keys() >= set(detail.choices):
            return Safe(self._comma.join([options[key] for key in detail.choices]))
        said = sanitise.block(detail.text)
        quantity = detail.quantity
        if quantity is None or quantity.amount is None or quantity.unit is None:
            return said
        normal = f"{_number(quantity.amount)} {quantity.unit}"
        if normal.replace(" ", "") in detail.text.replace(" ", ""):
            return said
        return self._amount.fill(said=said, normal=escape(normal))


def _shown(field: Field) -> bool:
    return field.public and field.type not in _SAID_ELSEWHERE and field.options_from != "categories"


def _minute(local: str) -> Safe:
    """2026-11-20T12:00+08:00 -> 2026-11-20 12:00"""
    return Safe(f"{local[:10]} {local[11:16]}")


def _number(amount: Decimal) -> str:
    return f"{amount.normalize():f}"

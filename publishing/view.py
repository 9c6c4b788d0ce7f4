"""What an entry looks like in one language: its page, and its row in lists.

Templates lay out, once for each shape that entries take; here an entry's own words are made safe and put into
those moulds. To call a template for every entry would take several times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Final

from markupsafe import Markup, escape

from moderation.core.community import Field, FieldType
from moderation.core.entry import Detail, Entry, Status
from publishing import sanitise
from publishing.answers import answers
from publishing.clock import clock
from publishing.edition import Edition
from publishing.kept_codes import entry_addresses
from publishing.listing import ListKey
from publishing.mould import NOTHING, Mould, Safe, markup, safe, slots
from publishing.placed import Placed

# What the page says elsewhere, and better: the area coarsened, consent as the day it ends.
_SAID_ELSEWHERE: Final = frozenset({FieldType.AREA, FieldType.CONSENT, FieldType.CONTACT, FieldType.ENTRY_ID})
_PAGE_SLOTS: Final = slots(
    *("id", "title", "title_as_data", "lang", "kind", "marks", "note", "details", "where", "place", "code"),
    *("verified_at", "verified", "approved_at", "approved", "expires_at", "expires"),
)
_ROW_SLOTS: Final = slots("id", "title", "area", "seen_at", "seen")

_IN_CHINESE: Final = Safe(b' lang="zh"')
_IN_ENGLISH: Final = Safe(b' lang="en"')


class Shown:
    """A field that pages show: what stands around an answer, and the words of those that can be chosen."""

    def __init__(self, around: Mould, options: Mapping[str, str], comma: str) -> None:
        self._around, self._options, self._comma = around, options, comma
        self.chosen = cache(self._chosen)

    def said(self, text: Safe, lang: Safe) -> Safe:
        return self._around.fill(text=text, lang=lang)

    def _chosen(self, choices: tuple[str, ...]) -> Safe | None:
        """The answer by the labels of its options; None where one of them is none of the field's."""
        if not choices or not self._options.keys() >= set(choices):
            return None
        words = self._comma.join([self._options[key] for key in choices])
        return self.said(safe(escape(words)), NOTHING)


class Viewer:
    """Makes pages and rows in one language."""

    def __init__(self, edition: Edition) -> None:
        community, language = edition.community, edition.language
        self._edition, self._english = edition, language == "en"
        self._local = clock(community.time_zone)
        self._names = {form.key: form.name.to(language) for form in community.forms}
        self._areas = {area.key: area.name.to(language) for area in community.areas}
        self._categories = {one.key: one.name.to(language) for one in community.categories}
        parts = self._parts = edition.parts("parts")
        self._fields = {
            form.key: {field.key: self._field(field) for field in form.fields if _shown(field)}
            for form in community.forms
        }
        self._time = Mould(parts.time(**slots("at", "said")))
        self._amount = Mould(parts.amount(**slots("said", "normal")))
        self._note, self._always_noted = safe(parts.note()), language == "zh-Hant"
        self._page, self._row = cache(self._page_of), cache(self._row_of)
        self._marks, self._area, self._kind = (
            cache(self._marks_of),
            cache(self._area_of),
            cache(self._kind_of),
        )

    def page(self, placed: Placed) -> Safe:
        """Title, description and body of an entry's page, as site/templates/entry.html keeps them apart."""
        entry, area, _ = placed
        form, category, fulfilled = entry.form, entry.category, entry.status is Status.FULFILLED
        written = entry.title or self._names[form]
        lang, (where, place, _) = self._lang(written), self._area(form, area)
        verified = self._at(entry.verified_at) if entry.verified_at else NOTHING
        approved, expires = self._at(entry.approved_at), self._at(entry.expires_at)
        return self._page(form, category, area is not None, bool(verified), fulfilled).fill(
            id=safe(escape(entry.id)),
            title=safe(sanitise.line(written)),
            title_as_data=Safe(sanitise.data(written).encode()),
            lang=lang,
            kind=self._kind(form, category, area),
            marks=self._marks(form, fulfilled, entry.urgency),
            note=self._note if lang or self._always_noted else NOTHING,
            details=self._details(entry),
            where=where,
            place=place,
            code=Safe(self._edition.codes.of(entry.id)),
            verified_at=verified,
            verified=_minute(verified),
            approved_at=approved,
            approved=_minute(approved),
            expires_at=expires,
            expires=_minute(expires),
        )

    def row(self, placed: Placed, up: str, *, named: bool = False) -> Safe:
        """The entry as a row in a page from which `up` leads to the language's folder. `named`: it says which
        form the entry comes from.
        """
        entry, area, _ = placed
        seen = self._at(entry.verified_at or entry.approved_at)
        shape = entry.category, area is not None, entry.verified_at is not None, entry.status
        return self._row(up, entry.form if named else None, *shape, entry.urgency).fill(
            id=safe(escape(entry.id)),
            title=safe(sanitise.line(entry.title or self._names[entry.form])),
            area=self._area(entry.form, area)[2],
            seen_at=seen,
            seen=_minute(seen),
        )

    def rows(self, some: Iterable[Placed], up: str = "") -> Markup:
        """Entries of any forms as rows, each named."""
        return markup(Safe(b"".join([self.row(one, up, named=True) for one in some])))

    def time(self, at: datetime) -> Markup:
        """The time on the community's clocks, to the minute; the script adds how long ago it was."""
        local = self._at(at)
        return markup(self._time.fill(at=local, said=_minute(local)))

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

    def _marks_of(self, form: str, fulfilled: bool, urgency: int) -> Safe:
        return safe(self._parts.marks([self._names[form]], fulfilled, urgency, self._urgent(urgency)))

    def _urgent(self, urgency: int) -> str:
        return self._edition.words[f"urgency_{min(urgency, 3)}"] if urgency else ""

    def _area_of(self, form: str, area: str | None) -> tuple[Safe, Safe, Safe]:
        """An area as a fact, as data, and by its name."""
        if area is None:
            return NOTHING, NOTHING, NOTHING
        name = self._areas[area]
        list_ = ListKey(form, "", area).name
        return safe(self._parts.where(list_, name)), safe(self._parts.place(name)), safe(escape(name))

    def _kind_of(self, form: str, category: str | None, area: str | None) -> Safe:
        names = self._names[form], self._categories.get(category or ""), self._areas.get(area or "")
        return safe(escape(" · ".join(name for name in names if name)))

    def _field(self, field: Field) -> Shown:
        community, language = self._edition.community, self._edition.language
        around = Mould(self._parts.detail(field.label.to(language), **slots("text", "lang")))
        options = {one.key: one.label.to(language) for one in community.options_of(field)}
        return Shown(around, options, self._edition.words["comma"])

    def _at(self, at: datetime) -> Safe:
        return Safe(self._local(at).encode())

    def _lang(self, words: str) -> Safe:
        """For words of another language than the page's. Which Chinese it is nobody can tell."""
        if words.isascii():
            return NOTHING if self._english or not any(map(str.isalpha, words)) else _IN_ENGLISH
        return _IN_CHINESE if self._english else NOTHING

    def _details(self, entry: Entry) -> Safe:
        """The public fields in the order they come; a field that the form does not publish stays out."""
        fields = self._fields[entry.form]
        said = [self._detail(shown, one) for one in entry.details if (shown := fields.get(one.field))]
        return Safe(b"".join(said))

    def _detail(self, shown: Shown, detail: Detail) -> Safe:
        chosen = shown.chosen(detail.choices)
        if chosen is not None:
            return chosen
        return shown.said(self._said(detail), NOTHING if detail.choices else self._lang(detail.text))

    def _said(self, detail: Detail) -> Safe:
        said = safe(sanitise.block(detail.text))
        quantity = detail.quantity
        if quantity is None or quantity.amount is None or quantity.unit is None:
            return said
        normal = f"{_number(quantity.amount)} {quantity.unit}"
        if normal.replace(" ", "") in detail.text.replace(" ", ""):
            return said
        return self._amount.fill(said=said, normal=safe(escape(normal)))


def _shown(field: Field) -> bool:
    return field.public and field.type not in _SAID_ELSEWHERE and field.options_from != "categories"


def _minute(local: Safe) -> Safe:
    """2026-11-20T12:00+08:00 -> 2026-11-20 12:00"""
    return Safe(local[:10] + b" " + local[11:16])


def _number(amount: Decimal) -> str:
    return f"{amount.normalize():f}"

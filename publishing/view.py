"""What one entry looks like in one language: labels chosen, text made safe, times in the community's zone.

What many entries have in common is rendered once, by macros of site/templates/parts.html; an entry's own
words are put into their slots. To call the macros for every entry would take four times as long.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple, NewType
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from moderation.core.community import Field, FieldType
from moderation.core.entry import Detail, Entry, Status
from publishing import sanitise
from publishing.edition import Edition
from publishing.listing import ListKey, Placed

# What the page says elsewhere, and better: the area coarsened, consent as the day it ends.
_SAID_ELSEWHERE: Final = frozenset({FieldType.AREA, FieldType.CONSENT, FieldType.CONTACT, FieldType.ENTRY_ID})


# HTML that is safe to serve: escaped text, or of our own making. (Markup says so to templates, at a price.)
Safe = NewType("Safe", str)


class View(NamedTuple):
    """An entry as the templates of its page and of its row in lists take it; all of it is safe HTML."""

    id: str
    title: Markup
    summary: Markup
    crumbs: Markup
    marks: Markup
    facts: Markup
    guide: Markup
    respond: Markup
    fulfilled: bool
    row_marks: Markup
    seen: Markup


class Form(NamedTuple):
    """A macro's HTML with slots, rendered once and filled in many times."""

    html: str
    order: tuple[int, ...] | None  # None: each slot once, in their order

    def fill(self, *values: Safe | Markup) -> Safe:
        return Safe(self.html % (values if self.order is None else tuple(values[n] for n in self.order)))


_SLOT: Final = tuple(Markup(f"linli-slot-{number}") for number in range(4))  # noqa: S704  our own words
_IN_SLOTS: Final = re.compile("linli-slot-([0-9])")  # met by our own templates only


def _form(rendered: str) -> Form:
    pieces = _IN_SLOTS.split(rendered)
    order = tuple(map(int, pieces[1::2]))
    html = "%s".join(piece.replace("%", "%%") for piece in map(str, pieces[::2]))
    # A form without any slot (no form of the community takes an entry's number) leaves its values out.
    return Form(html, None if order and order == tuple(range(len(order))) else order)


def _markup(safe: Safe) -> Markup:
    return Markup(safe)  # noqa: S704  it is Safe


class Viewer:
    """Makes views in one language."""

    def __init__(self, edition: Edition) -> None:
        community, language = edition.community, edition.language
        self._words = edition.words
        self._zone = ZoneInfo(community.time_zone)
        self._names = {form.key: form.name.to(language) for form in community.forms}
        self._areas = {area.key: area.name.to(language) for area in community.areas}
        self._categories = {one.key: one.name.to(language) for one in community.categories}
        self._guide_for = edition.guide_for
        self._comma = str(escape(edition.words["comma"]))
        parts = self._parts = edition.parts("parts")
        self._fields = {
            (form.key, field.key): (
                _form(parts.detail(field.label.to(language), _SLOT[0])),
                {
                    option.key: Safe(str(escape(option.label.to(language))))
                    for option in community.options_of(field)
                },
            )
            for form in community.forms
            for field in form.fields
            if _shown(field)
        }
        self._time = _form(parts.time(*_SLOT[:3]))
        self._amount = _form(parts.amount(*_SLOT[:2]))
        self._verified_and_dated = _form(parts.dated(*_SLOT))
        self._dated = _form(parts.dated(None, *_SLOT[:3]))
        self._seen_verified = _form(parts.seen(_SLOT[0], None))
        self._seen_approved = _form(parts.seen(None, _SLOT[0]))
        self._respond = _form(parts.respond(_answers(edition), _SLOT[0]))
        self._alike = cache(self._alike_of)
        self._marks = cache(self._marks_of)

    def view(self, placed: Placed, *, named: bool = False) -> View:
        """`named`: the row says which form the entry comes from."""
        entry, area = placed
        form, category, fulfilled = entry.form, entry.category, entry.status is Status.FULFILLED
        title = sanitise.line(entry.title) or escape(self._names[form])
        id_ = escape(entry.id)
        said, crumbs, where, guide = self._alike(form, category, area)
        approved, expires = self.time(entry.approved_at), self.time(entry.expires_at)
        if entry.verified_at:
            verified = self.time(entry.verified_at)
            dated = self._verified_and_dated.fill(verified, approved, expires, id_)
            seen = self._seen_verified.fill(verified)
        else:
            dated = self._dated.fill(approved, expires, id_)
            seen = self._seen_approved.fill(approved)
        return View(
            id=id_,
            title=title,
            summary=_markup(Safe("：".join((said, title)))),
            crumbs=crumbs,
            marks=self._marks(form, None, None, fulfilled, entry.urgency),
            facts=_markup(Safe("".join((*self._details(entry), where, dated)))),
            guide=guide,
            respond=_markup(self._respond.fill(id_)),
            fulfilled=fulfilled,
            row_marks=self._marks(form if named else None, category, area, fulfilled, entry.urgency),
            seen=_markup(seen),
        )

    def time(self, at: datetime) -> Safe:
        """The time on the community's clocks, to the minute; the script adds how long ago it was."""
        local = at.astimezone(self._zone).isoformat(timespec="minutes")
        return self._time.fill(Safe(local), Safe(local[:10]), Safe(local[11:16]))

    def _alike_of(
        self, form: str, category: str | None, area: str | None
    ) -> tuple[Markup, Markup, Markup, Markup]:
        """What entries of one form, category and area say alike: summary, crumbs, area, guide."""
        names = (self._names[form], self._categories.get(category or ""), self._areas.get(area or ""))
        path = [(ListKey(form).name, names[0])]
        if category:
            path.append((ListKey(form, category).name, names[1] or ""))
        guide = self._guide_for(category)
        return (
            escape(" · ".join(name for name in names if name)),
            self._parts.crumbs(path),
            self._parts.where(ListKey(form, "", area).name, names[2]) if area else Markup(),
            self._parts.guide(guide) if guide else Markup(),
        )

    def _marks_of(
        self, form: str | None, category: str | None, area: str | None, fulfilled: bool, urgency: int
    ) -> Markup:
        names = (
            self._names.get(form or ""),
            self._categories.get(category or ""),
            self._areas.get(area or ""),
        )
        word = self._words[f"urgency_{min(urgency, 3)}"] if urgency else ""
        marks: Markup = self._parts.marks([name for name in names if name], fulfilled, urgency, word)
        return marks

    def _details(self, entry: Entry) -> list[Safe]:
        """The public fields in the order they come; a field that the form does not publish stays out."""
        form, fields = entry.form, self._fields
        return [
            known[0].fill(self._said(detail, known[1]))
            for detail in entry.details
            if (known := fields.get((form, detail.field))) is not None
        ]

    def _said(self, detail: Detail, options: Mapping[str, Safe]) -> Safe | Markup:
        if detail.choices and options.keys() >= set(detail.choices):
            return Safe(self._comma.join([options[key] for key in detail.choices]))
        said = sanitise.block(detail.text)
        quantity = detail.quantity
        if quantity is None or quantity.amount is None or quantity.unit is None:
            return said
        normal = f"{_number(quantity.amount)} {quantity.unit}"
        if normal.replace(" ", "") in detail.text.replace(" ", ""):
            return said
        return self._amount.fill(said, escape(normal))


def _shown(field: Field) -> bool:
    return field.public and field.type not in _SAID_ELSEWHERE and field.options_from != "categories"


def _answers(edition: Edition) -> list[tuple[str, str]]:
    """The forms that take an entry's number: (address up to where the number goes, name)."""
    return [
        (
            f"{form.address}{'&' if '?' in form.address else '?'}usp=pp_url&{form.entry_parameter}=",
            form.name.to(edition.language),
        )
        for form in edition.community.forms
        if form.address and form.entry_parameter
    ]


def _number(amount: Decimal) -> str:
    return f"{amount.normalize():f}"

"""What one entry looks like in one language: labels chosen, text made safe, times in the community's zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from moderation.core.community import Field, FieldType
from moderation.core.entry import Detail, Entry, Status
from publishing import sanitise
from publishing.edition import Edition
from publishing.listing import ListKey, Placed

# What the page says elsewhere, and better: the area coarsened, consent as the day it ends.
_SAID_ELSEWHERE = frozenset({FieldType.AREA, FieldType.CONSENT, FieldType.CONTACT, FieldType.ENTRY_ID})
_ID_SLOT = "linli-entry-id"


@dataclass(frozen=True, slots=True)
class View:
    """The words of an entry's page and of its row in lists, all of them safe HTML.

    What many entries have in common (`crumbs`, `marks`, `where`, `guide`) is rendered once for all of them.
    """

    id: str
    title: Markup
    summary: Markup
    crumbs: Markup
    marks: Markup
    row_marks: Markup
    details: Sequence[tuple[Markup, Markup]]
    where: Markup
    guide: Markup
    fulfilled: bool
    verified: Markup | None
    approved: Markup
    expires: Markup
    respond: Markup


class Viewer:
    """Makes views in one language."""

    def __init__(self, edition: Edition) -> None:
        community, language = edition.community, edition.language
        self._words = edition.words
        self._zone = ZoneInfo(community.time_zone)
        self._forms = {form.key: form.name.to(language) for form in community.forms}
        self._areas = {area.key: area.name.to(language) for area in community.areas}
        self._categories = {one.key: one.name.to(language) for one in community.categories}
        self._fields = {
            (form.key, field.key): (
                escape(field.label.to(language)),
                {option.key: escape(option.label.to(language)) for option in community.options_of(field)},
            )
            for form in community.forms
            for field in form.fields
            if _shown(field)
        }
        self._parts = edition.parts("parts")
        self._guide_for = edition.guide_for
        self._about = cache(self._about_kind)
        self._marks = cache(self._marks_of)
        self._respond = self._parts.respond(_answers(edition), _ID_SLOT).split(_ID_SLOT)

    def view(self, placed: Placed, *, named: bool = False) -> View:
        """`named`: the row says which form the entry comes from."""
        entry, area = placed.entry, placed.area
        title = sanitise.line(entry.title) or escape(self._forms[entry.form])
        said, crumbs, where, guide = self._about(entry.form, entry.category, area)
        fulfilled = entry.status is Status.FULFILLED
        kind = (entry.form, entry.category, area) if named else (None, entry.category, area)
        return View(
            id=entry.id,
            title=title,
            summary=Markup(f"{said}：{title}"),  # noqa: S704  made of Markup
            crumbs=crumbs,
            marks=self._marks(entry.form, None, None, fulfilled, entry.urgency),
            row_marks=self._marks(*kind, fulfilled, entry.urgency),
            details=self._details(entry),
            where=where,
            guide=guide,
            fulfilled=fulfilled,
            verified=self.time(entry.verified_at) if entry.verified_at else None,
            approved=self.time(entry.approved_at),
            expires=self.time(entry.expires_at),
            respond=Markup(entry.id.join(self._respond)),  # noqa: S704  the id is [a-z0-9-]
        )

    def time(self, at: datetime) -> Markup:
        """The time on the community's clocks, to the minute; the script adds how long ago it was."""
        local = at.astimezone(self._zone).isoformat(timespec="minutes")
        return Markup(f'<time datetime="{local}">{local[:10]} {local[11:16]}</time>')  # noqa: S704  digits only

    def _about_kind(
        self, form: str, category: str | None, area: str | None
    ) -> tuple[Markup, Markup, Markup, Markup]:
        """What entries of one form, category and area say alike."""
        names = (self._forms[form], self._categories.get(category or ""), self._areas.get(area or ""))
        path = [(ListKey(form).name, names[0])]
        if category:
            path.append((ListKey(form, category).name, names[1] or ""))
        where = self._parts.where(ListKey(form, "", area).name, names[2]) if area else Markup()
        guide = self._guide_for(category)
        return (
            escape(" · ".join(name for name in names if name)),
            self._parts.crumbs(path),
            where,
            self._parts.guide(guide) if guide else Markup(),
        )

    def _marks_of(
        self, form: str | None, category: str | None, area: str | None, fulfilled: bool, urgency: int
    ) -> Markup:
        names = (
            self._forms.get(form or ""),
            self._categories.get(category or ""),
            self._areas.get(area or ""),
        )
        word = self._words[f"urgency_{min(urgency, 3)}"] if urgency else ""
        marks: Markup = self._parts.marks([name for name in names if name], fulfilled, urgency, word)
        return marks

    def _details(self, entry: Entry) -> list[tuple[Markup, Markup]]:
        """The public fields in the order they come; a field that the form does not publish stays out."""
        shown = []
        for detail in entry.details:
            known = self._fields.get((entry.form, detail.field))
            if known is not None:
                label, options = known
                shown.append((label, self._said(detail, options)))
        return shown

    def _said(self, detail: Detail, options: Mapping[str, Markup]) -> Markup:
        if detail.choices and options.keys() >= set(detail.choices):
            return escape(self._words["comma"]).join([options[key] for key in detail.choices])
        said = sanitise.block(detail.text)
        quantity = detail.quantity
        if quantity is None or quantity.amount is None or quantity.unit is None:
            return said
        normal = f"{_number(quantity.amount)} {quantity.unit}"
        if normal.replace(" ", "") in detail.text.replace(" ", ""):
            return said
        return Markup("{} <small>({} {})</small>").format(said, self._words["understood"], normal)


def _shown(field: Field) -> bool:
    return field.public and field.type not in _SAID_ELSEWHERE and field.options_from != "categories"


def _answers(edition: Edition) -> list[tuple[str, str]]:
    """The forms that take an entry's number: (address up to where the number goes, name)."""
    return [
        (f"{form.address}{'&' if '?' in form.address else '?'}usp=pp_url&{form.entry_parameter}=", name)
        for form in edition.community.forms
        for name in [form.name.to(edition.language)]
        if form.address and form.entry_parameter
    ]


def _number(amount: Decimal) -> str:
    return f"{amount.normalize():f}"

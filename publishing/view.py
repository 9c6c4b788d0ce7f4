"""What one entry looks like in one language: labels chosen, text made safe, times in the community's zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from moderation.core.community import Community, Field, FieldType
from moderation.core.entry import Detail, Entry, Status
from publishing import sanitise
from publishing.guides import Guide
from publishing.listing import ListKey, Placed

# What the page says elsewhere, and better: the area coarsened, consent as the day it ends.
_SAID_ELSEWHERE = frozenset({FieldType.AREA, FieldType.CONSENT, FieldType.CONTACT, FieldType.ENTRY_ID})


@dataclass(frozen=True, slots=True)
class View:
    """The words of an entry page and of its row in lists, all of them safe HTML."""

    id: str
    title: Markup
    summary: Markup
    form: Markup
    form_list: str
    category: Markup | None
    category_list: str
    area: Markup | None
    area_list: str
    details: Sequence[tuple[Markup, Markup]]
    urgency: int
    urgency_word: str
    fulfilled: bool
    verified: Markup | None
    approved: Markup
    expires: Markup
    foreign: bool
    guide: Guide | None


class Viewer:
    """Makes views in one language; what all entries share is looked up once."""

    def __init__(
        self, community: Community, language: str, words: Mapping[str, str], guides: Sequence[Guide]
    ) -> None:
        self._community = community
        self._language = language
        self._words = words
        self._zone = ZoneInfo(community.time_zone)
        self._forms = {form.key: escape(form.name.to(language)) for form in community.forms}
        self._areas = {area.key: escape(area.name.to(language)) for area in community.areas}
        self._categories = {one.key: escape(one.name.to(language)) for one in community.categories}
        self._guides = guides_of(community, guides)
        self._fields = {
            (form.key, field.key): (escape(field.label.to(language)), field, self._options(field))
            for form in community.forms
            for field in form.fields
            if field.public and field.type not in _SAID_ELSEWHERE and field.options_from != "categories"
        }

    def view(self, placed: Placed) -> View:
        entry, area = placed.entry, placed.area
        form = self._forms[entry.form]
        title = sanitise.line(entry.title) or form
        category = self._categories.get(entry.category) if entry.category else None
        where = self._areas[area] if area else None
        verified = self.time(entry.verified_at) if entry.verified_at else None
        said = Markup(" · ").join(part for part in (form, category, where) if part)
        return View(
            id=entry.id,
            title=title,
            summary=Markup("{}：{}").format(said, title),
            form=form,
            form_list=ListKey(entry.form).name,
            category=category,
            category_list=ListKey(entry.form, entry.category or "").name,
            area=where,
            area_list=ListKey(entry.form, "", area or "").name,
            details=self._details(entry),
            urgency=entry.urgency,
            urgency_word=self._words[f"urgency_{min(entry.urgency, 3)}"] if entry.urgency else "",
            fulfilled=entry.status is Status.FULFILLED,
            verified=verified,
            approved=self.time(entry.approved_at),
            expires=self.time(entry.expires_at),
            foreign=self._language != "zh-Hans",
            guide=self._guides.get(entry.category) if entry.category else None,
        )

    def time(self, at: datetime) -> Markup:
        """The time on the community's clocks, to the minute; the script adds how long ago it was."""
        local = at.astimezone(self._zone).isoformat(timespec="minutes")
        return Markup(f'<time datetime="{local}">{local[:10]} {local[11:16]}</time>')  # noqa: S704  digits only

    def _options(self, field: Field) -> Mapping[str, Markup]:
        return {
            option.key: escape(option.label.to(self._language))
            for option in self._community.options_of(field)
        }

    def _details(self, entry: Entry) -> list[tuple[Markup, Markup]]:
        """The public fields in the order they come; a field that the form does not publish stays out."""
        shown = []
        for detail in entry.details:
            known = self._fields.get((entry.form, detail.field))
            if known is not None:
                label, field, options = known
                shown.append((label, self._said(detail, field, options)))
        return shown

    def _said(self, detail: Detail, field: Field, options: Mapping[str, Markup]) -> Markup:
        if detail.choices and all(key in options for key in detail.choices):
            return escape(self._words["comma"]).join(options[key] for key in detail.choices)
        said = sanitise.block(detail.text)
        amount = detail.quantity.amount if detail.quantity else None
        if detail.quantity is None or amount is None or detail.quantity.unit is None:
            return said
        normal = f"{_number(amount)} {detail.quantity.unit}"
        if normal.replace(" ", "") in detail.text.replace(" ", ""):
            return said
        return Markup("{} <small>{} {}</small>").format(said, self._words["understood"], normal)


def guides_of(community: Community, guides: Sequence[Guide]) -> Mapping[str, Guide]:
    """Category -> the guide that community.toml names for it, where it has been written."""
    by_name = {guide.path.removesuffix(".html"): guide for guide in guides}
    return {
        category.key: by_name[category.guide]
        for category in community.categories
        if category.guide and category.guide in by_name
    }


def _number(amount: Decimal) -> str:
    return f"{amount.normalize():f}"

"""What one entry looks like in one language: labels chosen, text made safe, times in the community's zone.

What many entries have in common is rendered once, by macros of site/templates/parts.html; an entry's own
words are put into their slots. To call the macros for every entry would take four times as long.
"""

from __future__ import annotations

from collections.abc import Mapping
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
from publishing.slots import SLOT, Safe, Slotted, markup, slotted

# What the page says elsewhere, and better: the area coarsened, consent as the day it ends.
_SAID_ELSEWHERE: Final = frozenset({FieldType.AREA, FieldType.CONSENT, FieldType.CONTACT, FieldType.ENTRY_ID})


class View(NamedTuple):
    """An entry as the templates of its page and of its row in lists take it; all of it is safe HTML."""

    id: str
    title: Markup
    lang: Markup  # an attribute where the words are in another language than the page
    heading: Markup
    summary: Markup
    crumbs: Markup
    marks: Markup
    note: Markup
    facts: Markup
    guide: Markup
    respond: Markup
    share: Markup
    data: Markup
    fulfilled: bool
    row_marks: Markup
    seen: Markup


class Alike(NamedTuple):
    """What entries of one form, category and area have in common."""

    said: Markup
    crumbs: Markup
    where: Markup
    guide: Markup
    share: Slotted
    data: Slotted


_NOTHING: Final = Markup()
_IN_CHINESE: Final = Markup(' lang="zh"')
_IN_ENGLISH: Final = Markup(' lang="en"')


class Viewer:
    """Makes views in one language."""

    def __init__(self, edition: Edition) -> None:
        community, language = edition.community, edition.language
        self._edition, self._english = edition, language == "en"
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
                slotted(parts.detail(field.label.to(language), *SLOT[:2])),
                {
                    option.key: Safe(str(escape(option.label.to(language))))
                    for option in community.options_of(field)
                },
            )
            for form in community.forms
            for field in form.fields
            if _shown(field)
        }
        self._time = slotted(parts.time(*SLOT[:3]))
        self._amount = slotted(parts.amount(*SLOT[:2]))
        self._verified_and_dated = slotted(parts.dated(*SLOT))
        self._dated = slotted(parts.dated(None, *SLOT[:3]))
        self._seen_verified = slotted(parts.seen(SLOT[0], None))
        self._seen_approved = slotted(parts.seen(None, SLOT[0]))
        self._respond = {
            form.key: slotted(parts.respond(*answers(edition, form), SLOT[0])) for form in community.forms
        }
        self._note, self._always_noted = parts.note(), language == "zh-Hant"
        self._heading = {
            key: Safe(str(escape(f"{name}{edition.words['colon']}"))) for key, name in self._names.items()
        }
        self._said_in_chat = (
            Safe(str(escape(edition.words["verified"]))),
            Safe(str(escape(edition.words["expires"]))),
        )
        self._alike = cache(self._alike_of)
        self._marks = cache(self._marks_of)

    def view(self, placed: Placed, *, named: bool = False) -> View:
        """`named`: the row says which form the entry comes from."""
        entry, area = placed
        form, category, fulfilled = entry.form, entry.category, entry.status is Status.FULFILLED
        written = entry.title or self._names[form]
        title = sanitise.line(written)
        id_ = escape(entry.id)
        lang = self._lang(written)
        alike = self._alike(form, category, area, fulfilled)
        approved, expires = self._local(entry.approved_at), self._local(entry.expires_at)
        verified = self._local(entry.verified_at) if entry.verified_at else None
        dated, seen = self._dates(verified, approved, expires, id_)
        respond = self._respond[form]
        return View(
            id=id_,
            title=title,
            lang=lang,
            heading=markup(Safe(self._heading[form] + title)),
            summary=markup(Safe(alike.said + title)),
            crumbs=alike.crumbs,
            marks=self._marks(form, None, None, fulfilled, entry.urgency),
            note=self._note if lang or self._always_noted else _NOTHING,
            facts=markup(Safe("".join((*self._details(entry), alike.where, dated)))),
            guide=alike.guide,
            respond=markup(respond.fill(id_)),
            share=markup(
                alike.share.fill(
                    title, self._in_chat(verified, expires), id_, Safe(self._edition.codes.of(entry.id))
                )
            ),
            data=markup(alike.data.fill(Safe(sanitise.data(written)), id_, Safe(approved), Safe(expires))),
            fulfilled=fulfilled,
            row_marks=self._marks(form if named else None, category, area, fulfilled, entry.urgency),
            seen=markup(seen),
        )

    def time(self, at: datetime) -> Safe:
        """The time on the community's clocks, to the minute; the script adds how long ago it was."""
        return self._shown_time(self._local(at))

    def _local(self, at: datetime) -> str:
        return at.astimezone(self._zone).isoformat(timespec="minutes")

    def _shown_time(self, local: str) -> Safe:
        return self._time.fill(Safe(local), Safe(local[:10]), Safe(local[11:16]))

    def _dates(self, verified: str | None, approved: str, expires: str, id_: Markup) -> tuple[Safe, Safe]:
        """For the page: every date and the id. For a row: when it was last seen to be true."""
        times = self._shown_time(approved), self._shown_time(expires), id_
        if verified is None:
            return self._dated.fill(*times), self._seen_approved.fill(times[0])
        at = self._shown_time(verified)
        return self._verified_and_dated.fill(at, *times), self._seen_verified.fill(at)

    def _in_chat(self, verified: str | None, expires: str) -> Safe:
        """The dates as a line of plain text."""
        checked, ends = self._said_in_chat
        until = f"{ends} {expires[:10]} {expires[11:16]}"
        return Safe(f"{checked} {verified[:10]} {verified[11:16]} · {until}" if verified else until)

    def _lang(self, words: str) -> Markup:
        """For words of another language than the page's. Which Chinese it is nobody can tell."""
        if words.isascii():
            return _NOTHING if self._english or not any(map(str.isalpha, words)) else _IN_ENGLISH
        return _IN_CHINESE if self._english else _NOTHING

    def _alike_of(self, form: str, category: str | None, area: str | None, fulfilled: bool) -> Alike:
        names = (self._names[form], self._categories.get(category or ""), self._areas.get(area or ""))
        path = [(ListKey(form).name, names[0])]
        if category:
            path.append((ListKey(form, category).name, names[1] or ""))
        guide, parts, community = self._guide_for(category), self._parts, self._edition.community
        kind = " · ".join(name for name in names if name)
        address = "".join(entry_addresses(community, self._edition.language)).partition(".html")[0]
        kinds = community.form_by_key[form].describes, names[1], names[2], fulfilled
        return Alike(
            escape(f"{kind}{self._words['colon']}"),
            parts.crumbs(path),
            parts.where(ListKey(form, "", area).name, names[2]) if area else Markup(),
            parts.guide(guide) if guide else Markup(),
            slotted(parts.share(kind, address, self._edition.codes.side, *SLOT)),
            slotted(parts.data(kinds, address, *SLOT)),
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
            known[0].fill(
                self._said(detail, known[1]), _NOTHING if detail.choices else self._lang(detail.text)
            )
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


def _number(amount: Decimal) -> str:
    return f"{amount.normalize():f}"

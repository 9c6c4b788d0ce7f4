"""What feeds and data say of an entry: the words of its page, as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from moderation.core.community import Community, Field, FieldType, Form
from moderation.core.entry import Detail, Entry
from publishing import sanitise
from publishing.placed import Placed

# As on pages: the area is coarsened, consent is a day, contacts are nobody's business.
_NEVER: Final = frozenset({FieldType.AREA, FieldType.CONSENT, FieldType.CONTACT, FieldType.ENTRY_ID})


def told_fields(form: Form) -> list[Field]:
    """The fields of a form that are said in full."""
    return [field for field in form.fields if field.public and field.type not in _NEVER]


def told_answers(community: Community, entry: Entry) -> Iterator[tuple[Field, Detail]]:
    """The entry's answers to these fields, in their order."""
    fields = community.form_by_key[entry.form].by_key
    for detail in entry.details:
        field = fields.get(detail.field)
        if field is not None and field.public and field.type not in _NEVER:
            yield field, detail


def changed_at(entry: Entry) -> datetime:
    """When it was last said to be so: published, or confirmed by phone since."""
    return max(entry.approved_at, entry.verified_at or entry.approved_at)


@dataclass(frozen=True, slots=True)
class Summary:
    """One entry in one language, in plain text."""

    id: str
    address: str
    title: str
    lines: Sequence[str]
    categories: Sequence[str]
    published: datetime
    changed: datetime


def summary(community: Community, language: str, prefix: str, placed: Placed) -> Summary:
    """Labels in `language`; the writer's words stay the writer's."""
    entry = placed.entry
    form = community.form_by_key[entry.form]
    category = community.category_by_key.get(entry.category or "")
    area = community.area_by_key.get(placed.area or "")
    names = [each.name.to(language) for each in (form, category, area) if each is not None]
    return Summary(
        id=entry.id,
        address=f"{community.site_address}{prefix}e/{entry.id}.html",
        title=sanitise.one_line(entry.title) or form.name.to(language),
        lines=[
            f"{field.label.to(language)}：{_said(community, language, field, detail)}"
            for field, detail in told_answers(community, entry)
        ],
        categories=names,
        published=entry.approved_at,
        changed=changed_at(entry),
    )


def _said(community: Community, language: str, field: Field, detail: Detail) -> str:
    names = {option.key: option.label.to(language) for option in community.options_of(field)}
    if detail.choices and names.keys() >= set(detail.choices):
        return "、".join(names[key] for key in detail.choices)
    return sanitise.one_line(detail.text)

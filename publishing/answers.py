"""How a reader answers an entry: forms that open with the entry's id filled in."""

from __future__ import annotations

from moderation.core.community import Form
from publishing.edition import Edition


def answers(edition: Edition, form: Form) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Two lists of (address up to where the entry's id goes, words): the answers to entries of a form, and
    the forms for anything else that concerns an entry, such as a report."""
    language, words = edition.language, edition.words
    forms = edition.community.forms
    takes = {one.key: one for one in forms if one.address and one.entry_parameter}
    chosen = [one for one in form.answered_by if one.form in takes]
    answering = {one.form for each in forms for one in each.answered_by}
    others = [
        (_before_id(one), words["fill_in"].format(title=one.name.to(language)))
        for one in takes.values()
        if one.key not in answering
    ]
    return [(_before_id(takes[one.form]), one.words.to(language)) for one in chosen], others


def _before_id(form: Form) -> str:
    """The address of a form up to where an entry's id is filled in (Google's usp=pp_url)."""
    address = form.address or ""
    return f"{address}{'&' if '?' in address else '?'}usp=pp_url&{form.entry_parameter}="

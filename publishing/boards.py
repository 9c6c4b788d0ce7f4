"""Pages that show things in full: official notices, thanks, and warnings that name nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from moderation.core.community import Form
from moderation.core.community.form import Warns
from moderation.core.public_warning import PublicWarning
from publishing import sanitise
from publishing.edition import Edition, Page
from publishing.guides import Guide
from publishing.placed import Placed
from publishing.view import Viewer


@dataclass(frozen=True, slots=True)
class Card:
    """One entry on a board: its public answers by field key, safe HTML."""

    id: str
    title: Markup
    said: Mapping[str, Markup]
    approved: Markup
    expires: Markup


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning in one language."""

    kind: str
    category: str | None
    since: str
    guide: Guide | None


def board_page(edition: Edition, viewer: Viewer, form: Form, entries: Sequence[Placed]) -> Page:
    """All entries of a form with a board, the newest first."""
    name = {"notices": "notices", "thanks": "thanks"}[form.board or ""]
    words = edition.words
    title = words["thanks_wall" if name == "thanks" else name]
    body = edition.render(
        name,
        title=title,
        cards=[_card(viewer, one) for one in reversed(entries) if one.entry.form == form.key],
        apply=form.address,
        form=form.name.to(edition.language),
        foreign=edition.language != "zh-Hans",
    )
    return edition.page(
        "", name, escape(title).encode(), escape(words[f"{name}_about"]).encode(), body.encode()
    )


def warnings_page(edition: Edition, form: Form, warns: Warns, warnings: Sequence[PublicWarning]) -> Page:
    """What residents are warned of; a report's form is the way to add to it, or to ask for a correction."""
    community, language = edition.community, edition.language
    kinds = {one.key: one.label.to(language) for one in form.by_key[warns.kind].options}
    told = [
        Warned(
            kinds[one.kind],
            community.category_by_key[one.category].name.to(language) if one.category else None,
            one.since.isoformat(),
            edition.guide_for(one.category),
        )
        for one in warnings
        if one.form == form.key
    ]
    words = edition.words
    body = edition.render("warnings", warnings=told, apply=form.address, form=form.name.to(language))
    return edition.page(
        "",
        "warnings",
        escape(words["warnings"]).encode(),
        escape(words["warnings_about"]).encode(),
        body.encode(),
    )


def _card(viewer: Viewer, placed: Placed) -> Card:
    entry = placed.entry
    return Card(
        entry.id,
        sanitise.line(entry.title),
        {detail.field: sanitise.block(detail.text) for detail in entry.details},
        viewer.time(entry.approved_at),
        viewer.time(entry.expires_at),
    )

"""The home page: three doors, what is urgent, what is new, who is on duty, what neighbours did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from moderation.core.community import Form, Publishes
from moderation.core.entry import Status
from moderation.core.figures import Stage
from publishing import sanitise
from publishing.annex import Told
from publishing.edition import Edition, Page
from publishing.listing import ListKey
from publishing.placed import Placed
from publishing.rota_page import duty
from publishing.view import Viewer

_URGENT: Final = 5
_NEWEST: Final = 8
_NOTICES: Final = 2
_DOORS: Final = ("ask", "give", "tell")


@dataclass(frozen=True, slots=True)
class Door:
    """One of the big ways in: the forms that it leads to (name, address), and lists (words, path)."""

    name: str
    title: str
    about: str
    forms: Sequence[tuple[str, str]]
    lists: Sequence[tuple[str, str]]


def home(edition: Edition, viewer: Viewer, told: Told, counts: Mapping[ListKey, int]) -> Page:
    """`counts` are those of all lists."""
    community, language, words = edition.community, edition.language, edition.words
    waiting = [p for p in told.entries if p.entry.status is Status.OPEN and p.entry.urgency > 1]
    waiting.sort(key=lambda p: -p.entry.urgency)  # of equal urgency the one that waits longest comes first
    forms = [
        (ListKey(form.key).name, form.name.to(language), counts.get(ListKey(form.key), 0))
        for form in community.forms
        if form.publishes is Publishes.ENTRY
    ]
    body = edition.render(
        "home",
        title=community.name.to(language),
        notices=list(_notices(told)),
        updated=viewer.time(told.now),
        now=told.now.isoformat(),
        stale_hours=community.thresholds.stale_after_hours,
        doors=[door for name in _DOORS if (door := _door(edition, name, counts)).forms],
        duty=duty(edition, told.rota, told.now),
        urgent=viewer.rows(waiting[:_URGENT]),
        newest=viewer.rows(told.entries[: -_NEWEST - 1 : -1]),
        numbers=list(_numbers(edition, told)),
        figures=told.figures is not None,
        forms=forms,
        guides=edition.guides,
    )
    title, about = escape(words["home"]).encode(), escape(words["description"]).encode()
    return edition.page("", "index", title, about, body.encode())


def _door(edition: Edition, name: str, counts: Mapping[ListKey, int]) -> Door:
    words, language = edition.words, edition.language
    forms = [form for form in edition.community.forms if form.way == name and form.address]
    return Door(
        name,
        words[name],
        words[f"{name}_about"],
        [(form.name.to(language), form.address or "") for form in forms],
        list(_seen(edition, forms, counts)),
    )


def _seen(
    edition: Edition, forms: Sequence[Form], counts: Mapping[ListKey, int]
) -> Iterator[tuple[str, str]]:
    words = edition.words
    for form in forms:
        key = ListKey(form.key)
        if form.publishes is Publishes.ENTRY:
            title = words["see_list"].format(title=form.name.to(edition.language), n=counts.get(key, 0))
            yield title, f"list/{key.name}.html"
        elif form.warns is not None:
            yield words["tell_see"], "warnings.html"


def _notices(told: Told) -> Iterator[tuple[str, Markup, Markup]]:
    """The newest official notices: (id, title, who issued it)."""
    boards = {form.key for form in told.community.forms if form.board == "notices"}
    newest = [one.entry for one in reversed(told.entries) if one.entry.form in boards][:_NOTICES]
    for entry in newest:
        issuer = next((detail.text for detail in entry.details if detail.field == "issuer"), "")
        yield entry.id, sanitise.line(entry.title), sanitise.line(issuer)


def _numbers(edition: Edition, told: Told) -> Iterator[tuple[str, str]]:
    """What can be said in a number; what is too small to be shown is left out."""
    words, figures = edition.words, told.figures
    yield words["numbers_open"], str(_count(told.entries, Status.OPEN))
    if figures is None:
        yield words["numbers_settled"], str(_count(told.entries, Status.FULFILLED))
        return
    settled = [count for funnel in figures.funnels for stage, count in funnel.counts if stage is Stage.DONE]
    if settled and None not in settled:
        yield words["numbers_settled"], str(sum(filter(None, settled)))
    if figures.first_contact.median_hours is not None:
        yield words["numbers_first_contact"], words["hours_n"].format(n=figures.first_contact.median_hours)
    if figures.volunteers:
        yield words["numbers_volunteers"], str(sum(count for _, count in figures.volunteers))


def _count(entries: Sequence[Placed], status: Status) -> int:
    return sum(1 for one in entries if one.entry.status is status)

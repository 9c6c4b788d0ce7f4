"""What a volunteer reads out on the phone to somebody without internet: short sentences, numbers in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from markupsafe import escape

from moderation.core.community import Area, Community, Field
from moderation.core.entry import Status
from publishing import sanitise
from publishing.edition import Edition, Page
from publishing.placed import Placed, lineage
from publishing.public_entry import told_answers
from publishing.spoken import spelled, spoken

MOST: Final = 12  # nobody listens longer
_LEVELS: Final = frozenset({"street", "community"})


def areas_read_aloud(community: Community) -> list[Area]:
    """The areas that have a list: where telephone volunteers are at home."""
    return [area for area in community.areas if area.level in _LEVELS]


def worth_reading(community: Community, placed: Sequence[Placed]) -> dict[str, list[Placed]]:
    """The key of each of these areas -> what is open there or for a larger area around it, the most urgent
    first, and no more than anybody listens to."""
    above = lineage(community)
    waiting = sorted((one for one in placed if one.entry.status is Status.OPEN), key=_first)
    found = {}
    for area in areas_read_aloud(community):
        places = {place for place, larger in above.items() if place in above[area.key] or area.key in larger}
        found[area.key] = list(islice((one for one in waiting if one.area in places), MOST))
    return found


def _first(placed: Placed) -> tuple[int, float, str]:
    """The most urgent, then the newest."""
    return -placed.entry.urgency, -placed.entry.approved_at.timestamp(), placed.entry.id


def read_aloud_pages(edition: Edition, worth: Mapping[str, Sequence[Placed]]) -> Iterator[Page]:
    """One page per area, of what is worth reading there."""
    for area in areas_read_aloud(edition.community):
        yield _page(edition, area, worth[area.key])


def _page(edition: Edition, area: Area, here: Sequence[Placed]) -> Page:
    words, language = edition.words, edition.language
    name, home = area.name.to(language), edition.community.name.to(language)
    count = spoken(str(len(here)), language)
    title = f"{words['read_aloud']} · {name}"
    body = edition.render(
        "read_aloud",
        title=title,
        hello=words["read_hello"].format(title=home, area=spoken(name, language), n=count),
        items=[_sentences(edition, number, one) for number, one in enumerate(here, 1)],
    )
    about = escape(words["read_aloud_about"]).encode()
    return edition.page("aloud/", area.key, escape(title).encode(), about, body.encode())


def _sentences(edition: Edition, number: int, placed: Placed) -> tuple[str, list[str]]:
    """(entry id, what to say about it)"""
    words, language, entry = edition.words, edition.language, placed.entry
    form = edition.community.form_by_key[entry.form]
    what = sanitise.one_line(entry.title) or form.name.to(language)
    ends = entry.expires_at.astimezone(ZoneInfo(edition.community.time_zone))
    day = words["day_short"].format(m=ends.month, d=ends.day, weekday=words[f"weekday_{ends.isoweekday()}"])
    headline = set(form.headline)
    more = [
        f"{field.label.to(language)}{words['colon']}{_said(edition, field, detail.text, detail.choices)}"
        for field, detail in told_answers(edition.community, entry)
        if field.key not in headline and field.type.value != "url"
    ]
    first = words["read_item"].format(k=number, form=form.name.to(language), what=what.rstrip("。.！!"))
    said = [first, *(f"{each.rstrip('。.')}{words['full_stop']}" for each in more)]
    said.append(words["read_until"].format(day=day))
    said = [spoken(each, language) for each in said]
    return entry.id, [*said, words["read_number"].format(id=spelled(entry.id, language))]


def _said(edition: Edition, field: Field, text: str, choices: Sequence[str]) -> str:
    names = {option.key: option.label.to(edition.language) for option in edition.community.options_of(field)}
    if choices and names.keys() >= set(choices):
        return edition.words["comma"].join(names[key] for key in choices)
    return sanitise.one_line(text)
